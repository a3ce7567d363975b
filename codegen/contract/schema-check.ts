/** Compares values with schemas of the document (JSON Schema 2020-12). */
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { isNode, type Node } from "../document.js";
import { atPointer } from "./openapi.js";
import { compilePattern, type Pattern } from "./pattern.js";

/** Which side of a call a value belongs to. */
export type Side = "request" | "answer";

/** Says what is wrong with a value for the schema at a pointer; nothing when it fits. */
export type SchemaCheck = (pointer: string, value: unknown, side?: Side) => string[];

const rootId = "https://clientwright.invalid/document";

const toFragment = (pointer: string): string =>
  pointer.split("/").map(encodeURIComponent).join("/");

const describeError = ({ instancePath, message, params }: ErrorObject): string => {
  const detail = params.additionalProperty ?? params.allowedValues;
  const named = detail === undefined ? "" : `: ${[detail].flat().join(", ")}`;
  return `${instancePath === "" ? "body" : `body${instancePath}`} ${message ?? "is not valid"}${named}`;
};

/** What only the other side has is not missed. */
const ignored = { request: "readOnly", answer: "writeOnly" } as const;

/** Names of the properties that only one side has, wherever they are in the document. */
const namesOf = (document: Node, mark: "readOnly" | "writeOnly"): Set<string> => {
  const names = new Set<string>();
  const seen = new Set<unknown>();
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    if (isNode(value) && isNode(value.properties))
      for (const [name, property] of Object.entries(value.properties))
        if (isMarked(document, property, mark)) names.add(name);
    Object.values(value).forEach(visit);
  };
  visit(document);
  return names;
};

const isMarked = (document: Node, property: unknown, mark: string): boolean => {
  if (!isNode(property)) return false;
  const { $ref: reference } = property;
  const target = typeof reference === "string" ? atPointer(document, reference.slice(1)) : property;
  return property[mark] === true || (isNode(target) && target[mark] === true);
};

/** A property that only requests or only answers have is not missed on the other side. */
const createRule = (document: Node): ((error: ErrorObject, side: Side) => boolean) => {
  const names: Partial<Record<Side, Set<string>>> = {};
  return ({ keyword, parentSchema, params }, side) => {
    if (keyword !== "required") return false;
    const mark = ignored[side];
    const name = String(params.missingProperty);
    const properties: unknown = parentSchema?.properties;
    if (isNode(properties) && Object.hasOwn(properties, name))
      return isMarked(document, properties[name], mark);
    // Another part of an `allOf` describes it.
    names[side] ??= namesOf(document, mark);
    return names[side].has(name);
  };
};

/** Documents come with patterns of other engines: what this one does not know cannot be judged. */
const toRegExp = Object.assign((pattern: string): Pattern => compilePattern(pattern) ?? /(?:)/, {
  code: "",
});

/** A schema that refers to nothing else, which many places of a document may repeat. */
const schemaAlone = (document: Node, pointer: string): Node | undefined => {
  const schema = atPointer(document, pointer);
  if (!isNode(schema) || schema.properties !== undefined) return undefined;
  const text = JSON.stringify(schema);
  return text.includes('"$') ? undefined : schema;
};

/**
 * A check for values of requests and answers. Formats are documentation here, not rules: documents use
 * names of their own, and Prism checks the ones it knows. A schema that no validator could be made of
 * is not judged.
 */
export const createSchemaCheck = (document: Node): SchemaCheck => {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    verbose: true,
    validateFormats: false,
    validateSchema: false,
    logger: false,
    // Each schema is used once or twice: time to compile counts for more than time to validate.
    inlineRefs: false,
    code: { regExp: toRegExp, optimize: false },
  });
  ajv.addSchema({ ...document, $id: rootId });
  const isIgnored = createRule(document);
  const compiled = new Map<string, ValidateFunction>();
  const compileNew = (pointer: string, alone: Node | undefined): ValidateFunction => {
    try {
      return ajv.compile(alone ?? { $ref: `${rootId}#${toFragment(pointer)}` });
    } catch {
      // Types that are none, identifiers that clash: the document is no JSON Schema there.
      return ajv.compile({});
    }
  };
  const compile = (pointer: string): ValidateFunction => {
    const alone = schemaAlone(document, pointer);
    const key = alone === undefined ? pointer : JSON.stringify(alone);
    const validate = compiled.get(key) ?? compileNew(pointer, alone);
    compiled.set(key, validate);
    return validate;
  };
  return (pointer, value, side = "answer") => {
    const validate = compile(pointer);
    if (isValid(validate, value)) return [];
    const errors = validate.errors ?? [];
    return errors.filter((error) => !isIgnored(error, side)).map(describeError);
  };
};

/** A schema whose alternatives contain it without end cannot be judged either. */
const isValid = (validate: ValidateFunction, value: unknown): boolean => {
  try {
    return validate(value) === true;
  } catch (error) {
    if (error instanceof RangeError) return true;
    throw error;
  }
};
