/** Validation with any library that implements Standard Schema (zod, valibot, arktype): https://standardschema.dev */
import type { Validator, ValueToCheck } from "./create-validation.js";
import type { Issue } from "./validation.js";

/** The part of Standard Schema version 1 that is used. */
export interface StandardSchema {
  readonly "~standard": {
    readonly validate: (value: unknown) => StandardResult | Promise<StandardResult>;
  };
}

interface StandardResult {
  readonly issues?: readonly StandardIssue[] | undefined;
}

interface StandardIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
  /** Not in the standard; zod and valibot tell. */
  readonly code?: unknown;
}

/** Schemas of one operation, as far as there are any. */
export interface OperationSchemas {
  readonly path?: StandardSchema;
  readonly query?: StandardSchema;
  readonly header?: StandardSchema;
  readonly cookie?: StandardSchema;
  readonly body?: StandardSchema;
  /** Of every success, or by status. */
  readonly answer?: StandardSchema | Readonly<Record<number, StandardSchema>>;
}

/** A validator out of schemas by operation id. Values are checked and left as they are: transforms have no effect. */
export function standardSchema(schemas: Readonly<Record<string, OperationSchemas>>): Validator {
  return async (subject) => {
    const schema = schemaFor(schemas[subject.operation.id], subject);
    const result = await schema?.["~standard"].validate(subject.value);
    return result?.issues?.map(toIssue) ?? [];
  };
}

function schemaFor(
  schemas: OperationSchemas | undefined,
  subject: ValueToCheck,
): StandardSchema | undefined {
  if (subject.location !== "answer") return schemas?.[subject.location];
  const { answer } = schemas ?? {};
  if (answer === undefined || isSchema(answer)) return answer;
  return answer[subject.status ?? 0];
}

function isSchema(value: object): value is StandardSchema {
  return "~standard" in value;
}

function toIssue({ message, path = [], code }: StandardIssue): Issue {
  const steps = path.map((step) => (typeof step === "object" ? step.key : step));
  return {
    path: steps.reduce<string>(
      (text, step) =>
        typeof step === "number" ? `${text}[${step}]` : `${text}${text && "."}${String(step)}`,
      "",
    ),
    message,
    code: typeof code === "string" ? code : "invalid",
  };
}
