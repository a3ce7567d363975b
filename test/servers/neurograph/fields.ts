// Reads path, query and body of a call against a table of fields; collects every problem for a 422.
import { queryOf } from "../support/request-log.js";
import type { Call } from "./call.js";
import { type FieldError, validationFailed } from "./failures.js";
import { isObject, type Kind } from "./field-kinds.js";

/** One field: its kind and what stands for an absent value. */
export interface Field<T> {
  readonly kind: Kind<unknown>;
  readonly absent: "refused" | "undefined" | "default";
  readonly fallback?: T;
  /** Pydantic takes null only for fields that are declared so. */
  readonly nullable: boolean;
}

type Fields = Readonly<Record<string, Field<unknown>>>;

/** The values that a table of fields reads. */
export type Values<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never;
};

export function required<T>(kind: Kind<T>): Field<T> {
  return { kind, absent: "refused", nullable: false };
}

/** May be absent or null; both give undefined. */
export function optional<T>(kind: Kind<T>): Field<T | undefined> {
  return { kind, absent: "undefined", nullable: true };
}

/** May be absent, but not null. */
export function defaulted<T>(kind: Kind<T>, fallback: T): Field<T> {
  return { kind, absent: "default", fallback, nullable: false };
}

export function readPath<F extends Fields>(call: Call, fields: F): Values<F> {
  return read("path", fields, (name, kind) => fromText(call.params[name], kind));
}

export function readQuery<F extends Fields>(call: Call, fields: F): Values<F> {
  const query = queryOf(call.request);
  return read("query", fields, (name, kind) => fromText(query.get(name) ?? undefined, kind));
}

/** Unknown properties are ignored, as the real server does. */
export function readBody<F extends Fields>(call: Call, fields: F): Values<F> {
  const body = bodyObject(call);
  return read("body", fields, (name) => body[name]);
}

/** For the rare body that may be left out altogether. */
export function readOptionalBody<F extends Fields>(call: Call, fields: F): Values<F> {
  const body = call.request.body === "" ? {} : bodyObject(call);
  return read("body", fields, (name) => body[name]);
}

/** The body, which has to be a JSON object. */
export function bodyObject(call: Call): Readonly<Record<string, unknown>> {
  const { body, json, headers } = call.request;
  if (body === "") throw invalid("body", "Field required", "missing");
  const isJson = /^application\/([\w.-]+\+)?json\b/i.test(headers["content-type"] ?? "");
  if (isJson && json === undefined) throw invalid("body", "JSON decode error", "json_invalid");
  if (isJson && isObject(json)) return json;
  const message = "Input should be a valid dictionary or object to extract fields from";
  throw invalid("body", message, "model_attributes_type");
}

/** A 422 about one value. */
export function invalid(field: string, message: string, type: string) {
  return validationFailed([{ field, message, type }]);
}

function fromText(text: string | undefined, kind: Kind<unknown>): unknown {
  return text === undefined ? undefined : (kind.fromText?.(text) ?? text);
}

function read<F extends Fields>(
  place: "path" | "query" | "body",
  fields: F,
  takeValue: (name: string, kind: Kind<unknown>) => unknown,
): Values<F> {
  const errors: FieldError[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const at = `${place}.${name}`;
    const value = takeValue(name, field.kind);
    if (value === undefined || (value === null && field.nullable)) {
      if (field.absent === "refused")
        errors.push({ field: at, message: "Field required", type: "missing" });
      values[name] = field.fallback;
      continue;
    }
    const parsed = field.kind.parse(value);
    if (parsed.ok) values[name] = parsed.value;
    else errors.push(...parsed.problems.map((problem) => fieldError(at, problem)));
  }
  if (errors.length > 0) throw validationFailed(errors);
  // Each value was parsed by its field's kind, which is what Values says.
  return values as Values<F>;
}

function fieldError(
  at: string,
  problem: { message: string; type: string; at?: string },
): FieldError {
  const { message, type } = problem;
  return { field: problem.at === undefined ? at : `${at}.${problem.at}`, message, type };
}
