/** What `x-clientwright` and the configuration may say about an API: types, and their check by JSON Schema. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ErrorObject, ValidateFunction } from "ajv";
import type { Finding, Path } from "./diagnostics.js";
import { isNode, valueAt } from "./document.js";
import { packageFolder } from "./package-folder.js";
import { suggest } from "./suggest.js";

/** How an operation's answer is one page of a longer list; see docs/vocabulary.md. */
export interface PagesVocabulary {
  readonly style: "offset" | "page" | "cursor" | "link" | "nextUrl";
  /** Where the request says which page it wants. Default: `query`. */
  readonly in?: "query" | "body";
  readonly items?: string;
  readonly limit?: string;
  readonly pageSize?: number;
  readonly offset?: string;
  readonly page?: string;
  readonly firstPage?: number;
  readonly cursor?: string;
  readonly next?: string;
  readonly total?: string;
  readonly totalPages?: string;
  readonly hasMore?: string;
}

/** How an operation is a method of its service; see docs/vocabulary.md. */
export interface ServiceMethodVocabulary {
  readonly method?: string;
  /** `flat`: members of the body are arguments; `named`: they are in an object; `whole`: it is the argument. */
  readonly body?: "flat" | "named" | "whole";
  readonly arguments?: "named" | "positional";
  /** Parameters and members that are sent with these values where nothing is given. */
  readonly send?: Readonly<Record<string, string | number | boolean>>;
  /** Members of the body that are another argument's value where nothing is given. */
  readonly fallback?: Readonly<Record<string, string>>;
  /** Further names of values that are given by name. */
  readonly aliases?: Readonly<Record<string, string>>;
}

export interface OperationVocabulary {
  readonly resource?: string;
  readonly method?: string;
  /** The pages, the name of a scheme of `pagination`, or that there are none. */
  readonly pages?: PagesVocabulary | string | false;
  readonly retry?: "safe" | "never";
  readonly idempotencyKey?: true | string;
  /** The redirect is the answer: it is not followed, and the method answers where it leads. */
  readonly redirect?: "answer";
  /** Servers of today have no route to the operation, and answer 404. */
  readonly availability?: "unrouted";
  /** Error class by status or range. */
  readonly errors?: Readonly<Record<string, string>>;
  /** How it is a method of its service; `false`: it is none. */
  readonly service?: ServiceMethodVocabulary | false;
}

/** Names of the three methods of a paged list; `{Plural}` is the sub-collection's, and empty in a service's own list. */
export interface PageMethodsVocabulary {
  readonly page?: string;
  readonly all?: string;
  readonly iterate?: string;
}

/** How a resource is a service, or the part of one; what is said of a resource holds for those within it. */
export interface ServiceVocabulary extends PageMethodsVocabulary {
  /** Name of one thing of a sub-collection. */
  readonly singular?: string;
  readonly arguments?: "named" | "positional";
}

/** Asks for services, and says what holds for all of them. */
export interface ServicesVocabulary extends PageMethodsVocabulary {
  /** Path values of scopes that a client may hold, so that they need not be given. */
  readonly held?: readonly string[];
}

export interface ResourceVocabulary {
  /** Path parameters that are given once, when the resource is chosen. */
  readonly scope?: readonly string[];
  readonly description?: string;
  /** `false`: the resource is no service. */
  readonly service?: ServiceVocabulary | false;
}

export interface TagVocabulary {
  readonly resource?: string;
  readonly scope?: readonly string[];
  readonly service?: ServiceVocabulary | false;
}

/** Kinds of errors that are not told apart by a status. */
export type ErrorKind =
  | "answer"
  | "connection"
  | "timeout"
  | "abort"
  | "parse"
  | "validation"
  | "auth"
  | "config";

export interface ErrorsVocabulary {
  readonly base?: string;
  readonly statuses?: Readonly<Record<string, string>>;
  readonly kinds?: Readonly<Partial<Record<ErrorKind, string>>>;
  /** Class that a class extends in the place of the base, by name. */
  readonly parents?: Readonly<Record<string, string>>;
}

export interface DocumentVocabulary {
  /** Schemes of pages by name; each holds for the operations that it fits, the first one first. */
  readonly pagination?: Readonly<Record<string, PagesVocabulary>>;
  /** Whether other generators' extensions and links say what pages there are; `infer`: and the usual names. */
  readonly pageHints?: boolean | "infer";
  readonly resources?: Readonly<Record<string, ResourceVocabulary>>;
  readonly errors?: ErrorsVocabulary;
  /** Lists the values of named enumerations. */
  readonly enumerations?: boolean;
  /** States what requests must be like, for checks before they are sent. */
  readonly requestSchemas?: boolean;
  readonly services?: ServicesVocabulary;
}

/** Name of the extension in documents. */
export const extension = "x-clientwright";

/** Definitions of `schema/vocabulary.schema.json`. */
export type Definition = "operation" | "tag" | "document" | "config";

type Checker = (definition: Definition) => ValidateFunction | undefined;

let checker: Promise<Checker> | undefined;

const createChecker = async (): Promise<Checker> => {
  const path = join(packageFolder(), "schema/vocabulary.schema.json");
  const schema = JSON.parse(readFileSync(path, "utf8")) as { $id: string };
  const { Ajv2020 } = await import("ajv/dist/2020.js");
  // Verbose errors carry the schema they came from, and so the keys it knows. Our schema is sound.
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    verbose: true,
    validateSchema: false,
    schemas: [schema],
  });
  return (definition) => ajv.getSchema(`${schema.$id}#/$defs/${definition}`);
};

const knownKeys = (schema: unknown): string[] => {
  const properties = isNode(schema) ? schema.properties : undefined;
  return isNode(properties) ? Object.keys(properties) : [];
};

const toFinding = (error: ErrorObject, at: Path, data: unknown): Finding => {
  const inside = error.instancePath.split("/").slice(1);
  const path = [...at, ...inside.map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))];
  const rule = "vocabulary";
  const { params } = error;
  if (error.keyword === "additionalProperties") {
    const key = String(params.additionalProperty);
    const known = knownKeys(error.parentSchema);
    return {
      rule,
      at: [...path, key],
      message: `"${key}" is not known here.`,
      advice: suggest(key, known),
    };
  }
  if (error.keyword === "required") {
    return { rule, at: path, message: `"${params.missingProperty}" is missing.` };
  }
  if (error.keyword === "enum") {
    const value = valueAt(data, inside);
    const allowed = (params.allowedValues as unknown[]).map(String);
    return {
      rule,
      at: path,
      message: `${JSON.stringify(value)} is not one of the values known here.`,
      advice: suggest(String(value), allowed),
    };
  }
  return { rule, at: path, message: `This value ${error.message ?? "is not allowed"}.` };
};

/** Checks a value by one definition of the vocabulary; answers what is wrong with it. */
export const checkVocabulary = async (
  definition: Definition,
  value: unknown,
  at: Path,
): Promise<Finding[]> => {
  checker ??= createChecker();
  const validate = (await checker)(definition);
  if (validate === undefined) throw new Error(`The vocabulary does not define "${definition}".`);
  if (validate(value)) return [];
  // `oneOf` and `if` only repeat what their branches say, and `const` what the other branch would be.
  const telling = (validate.errors ?? []).filter(
    ({ keyword }) => !/^(oneOf|const|if|propertyNames)$/.test(keyword),
  );
  const errors = telling.length > 0 ? telling : (validate.errors ?? []);
  return errors.map((error) => toFinding(error, at, value));
};
