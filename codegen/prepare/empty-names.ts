/** A schema whose name is empty gets one: no reference leads to it in types. */
import { isNode } from "../document.js";
import { freeName, referenceTo, schemaPointer } from "./references.js";
import { mapSchemas } from "./schema-walk.js";
import { schemasOf } from "./usage.js";

/** The document without an empty name among its schemas. */
export const nameUnnamed = <T extends object>(document: T): T => {
  const schemas = schemasOf(document);
  if (!Object.hasOwn(schemas, "")) return document;
  const name = freeName(["Unnamed", "UnnamedSchema"], (one) => Object.hasOwn(schemas, one));
  const renamed = Object.entries(schemas).map(([key, schema]) => [key === "" ? name : key, schema]);
  const components =
    "components" in document && isNode(document.components) ? document.components : {};
  const named = {
    ...document,
    components: { ...components, schemas: Object.fromEntries(renamed) },
  };
  return mapSchemas(named, (schema) => {
    const pointer = schemaPointer(schema.$ref);
    return pointer?.name === "" ? { ...schema, $ref: referenceTo(name, pointer.rest) } : schema;
  });
};
