/** Rewrites 3.0's ways of saying things as 3.1 says them, so that its schemas are JSON Schema 2020-12. */
import { isNode } from "../document.js";
import { type Kind, type Shape, shapes } from "./shapes.js";

type Fields = Record<string, unknown>;

const withNull = (schema: Fields): Fields => {
  const { nullable, ...rest } = schema;
  if (nullable !== true) return rest;
  const values =
    Array.isArray(rest.enum) && !rest.enum.includes(null) ? [...rest.enum, null] : rest.enum;
  const own = values === undefined ? rest : { ...rest, enum: values };
  if (typeof own.type === "string") return { ...own, type: [own.type, "null"] };
  return own.type === undefined && values === undefined ? { anyOf: [own, { type: "null" }] } : own;
};

/** `exclusiveMinimum: true` beside `minimum` is `exclusiveMinimum` with the number (2020-12, section 6.2.5). */
const withExclusive = (schema: Fields, exclusive: string, limit: string): Fields => {
  if (typeof schema[exclusive] !== "boolean") return schema;
  const { [exclusive]: isExclusive, ...rest } = schema;
  if (isExclusive !== true || rest[limit] === undefined) return rest;
  const { [limit]: bound, ...others } = rest;
  return { ...others, [exclusive]: bound };
};

const withExamples = (schema: Fields): Fields => {
  if (schema.example === undefined || schema.examples !== undefined) return schema;
  const { example, ...rest } = schema;
  return { ...rest, examples: [example] };
};

/** `format: binary` and `byte` are media type and encoding of a string (OpenAPI 3.1, section 4.8.24.6). */
const withContent = (schema: Fields): Fields => {
  if (schema.type !== "string") return schema;
  const { format, ...rest } = schema;
  if (format === "byte") return { ...rest, contentEncoding: "base64" };
  return format === "binary" ? { ...rest, contentMediaType: "application/octet-stream" } : schema;
};

const rewriteSchema = (schema: Fields): Fields =>
  withNull(
    withContent(
      withExamples(
        withExclusive(
          withExclusive(schema, "exclusiveMinimum", "minimum"),
          "exclusiveMaximum",
          "maximum",
        ),
      ),
    ),
  );

const rewriteShape = (shape: Shape, value: unknown): unknown => {
  if (shape === "schemaItems") {
    return Array.isArray(value)
      ? value.map((item) => rewrite("schema", item))
      : rewrite("schema", value);
  }
  if (typeof shape === "string" || "oneOf" in shape) return value;
  if ("kind" in shape) return rewrite(shape.kind, value);
  if ("list" in shape)
    return Array.isArray(value) ? value.map((item) => rewrite(shape.list, item)) : value;
  const { map } = shape;
  if (!isNode(value) || map === "string" || map === "scopes") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rewrite(map, item)]));
};

const rewrite = (kind: Kind, value: unknown): unknown => {
  if (!isNode(value) || typeof value.$ref === "string") return value;
  const { fields } = shapes[kind];
  const entries = Object.entries(value).map(([key, field]): [string, unknown] => {
    const shape = Object.hasOwn(fields, key) ? fields[key] : undefined;
    return [key, shape === undefined ? field : rewriteShape(shape, field)];
  });
  const rewritten = Object.fromEntries(entries);
  return kind === "schema" ? rewriteSchema(rewritten) : rewritten;
};

/** A document as 3.1 would say it; one that is 3.1 or later already is answered as it is. */
export const normalise = <T extends { readonly openapi: string }>(document: T): T => {
  if (!document.openapi.startsWith("3.0")) return document;
  // Only schemas are rewritten, and into schemas; everything else keeps its shape.
  const rewritten = rewrite("document", document) as T;
  return { ...rewritten, openapi: "3.1.0" };
};
