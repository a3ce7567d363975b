/** Compares values with schemas of the document (JSON Schema 2020-12). */
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import type { Node } from "../document.js";

/** Says what is wrong with a value for the schema at a pointer; nothing when it fits. */
export type SchemaCheck = (pointer: string, value: unknown) => string[];

const rootId = "https://clientwright.invalid/document";

const toFragment = (pointer: string): string =>
  pointer.split("/").map(encodeURIComponent).join("/");

const describeError = ({ instancePath, message, params }: ErrorObject): string => {
  const detail = params.additionalProperty ?? params.allowedValues;
  const named = detail === undefined ? "" : `: ${[detail].flat().join(", ")}`;
  return `${instancePath === "" ? "body" : `body${instancePath}`} ${message ?? "is not valid"}${named}`;
};

/** A property that only requests or only answers have is not missed on the other side. */
const isMissedByRule = (error: ErrorObject, ignored: "readOnly" | "writeOnly"): boolean => {
  if (error.keyword !== "required") return false;
  const properties = (error.parentSchema as Node | undefined)?.properties as Node | undefined;
  const property = properties?.[String(error.params.missingProperty)] as Node | undefined;
  return property?.[ignored] === true;
};

/**
 * A check for values of answers. Formats are documentation here, not rules: documents use names of
 * their own, and Prism checks the ones it knows.
 */
export const createSchemaCheck = (document: Node): SchemaCheck => {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    verbose: true,
    validateFormats: false,
    validateSchema: false,
    logger: false,
  });
  ajv.addSchema({ ...document, $id: rootId });
  const compiled = new Map<string, ValidateFunction>();
  const compile = (pointer: string): ValidateFunction => {
    const known = compiled.get(pointer);
    if (known !== undefined) return known;
    const validate = ajv.compile({ $ref: `${rootId}#${toFragment(pointer)}` });
    compiled.set(pointer, validate);
    return validate;
  };
  return (pointer, value) => {
    const validate = compile(pointer);
    if (validate(value)) return [];
    const errors = validate.errors ?? [];
    return errors.filter((error) => !isMissedByRule(error, "writeOnly")).map(describeError);
  };
};
