/** The same documents in other words: JSON as YAML, and 3.0's spellings as 3.1 has them. */
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { type Fields, isFields } from "../read/source.js";
import type { CorpusDocument } from "./documents.js";

/** A document that says what another one says. */
export interface Variant extends CorpusDocument {
  /** Absolute path of the document that it was made of. */
  readonly original: string;
}

const schemaKeys = new Set(["schema", "items", "additionalProperties", "not"]);
const schemaMaps = new Set(["properties", "schemas", "patternProperties"]);
const schemaLists = new Set(["allOf", "oneOf", "anyOf"]);
const data = new Set(["example", "examples", "default", "enum", "const", "value", "mapping"]);

/** `nullable` as a type, where there is a type to add it to. */
const withoutNullable = (schema: Fields): Fields => {
  const { nullable, ...rest } = schema;
  if (nullable === undefined) return schema;
  if (nullable !== true) return rest;
  if (typeof rest.type !== "string") return schema;
  const isListed = Array.isArray(rest.enum) && !rest.enum.includes(null);
  return {
    ...rest,
    type: [rest.type, "null"],
    ...(isListed && { enum: [...listOf(rest.enum), null] }),
  };
};

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const withNumericLimit = (schema: Fields, exclusive: string, limit: string): Fields => {
  if (typeof schema[exclusive] !== "boolean") return schema;
  const { [exclusive]: isExclusive, [limit]: bound, ...rest } = schema;
  if (isExclusive !== true) return bound === undefined ? rest : { ...rest, [limit]: bound };
  return bound === undefined ? rest : { ...rest, [exclusive]: bound };
};

/** What stands beside a reference means nothing in 3.0 (section 4.7.23.2), and something in 3.1. */
const withoutSiblings = ({ $ref: reference, description }: Fields): Fields => ({
  $ref: reference,
  ...(description !== undefined && { description }),
});

const rewriteKeywords = (schema: Fields): Fields =>
  withNumericLimit(
    withNumericLimit(withoutNullable(schema), "exclusiveMinimum", "minimum"),
    "exclusiveMaximum",
    "maximum",
  );

const rewriteSchema = (schema: Fields): Fields =>
  typeof schema.$ref === "string" ? withoutSiblings(schema) : rewriteKeywords(schema);

type Kind = "schema" | "schemas" | "other";

const kindOf = (kind: Kind, key: string): Kind => {
  if (kind === "schemas") return "schema";
  if (schemaKeys.has(key)) return "schema";
  if (schemaMaps.has(key) || (kind === "schema" && schemaLists.has(key))) return "schemas";
  return "other";
};

const rewrite = (value: unknown, kind: Kind): unknown => {
  if (Array.isArray(value))
    return value.map((item) => rewrite(item, kind === "schemas" ? "schema" : kind));
  if (!isFields(value)) return value;
  const isData = (key: string): boolean => kind !== "schemas" && data.has(key);
  const entries = Object.entries(value).map(([key, member]) => [
    key,
    isData(key) ? member : rewrite(member, kindOf(kind, key)),
  ]);
  const rewritten: Fields = Object.fromEntries(entries);
  return kind === "schema" ? rewriteSchema(rewritten) : rewritten;
};

/** A parsed document of 3.0 as one of 3.1. */
export const spelledAs31 = (document: Fields): Fields => {
  const rewritten = rewrite(document, "other");
  return { ...(isFields(rewritten) ? rewritten : {}), openapi: "3.1.0" };
};

const largest = 200_000;

/** Writes both variants of documents that are JSON of 3.0 and of a moderate size. */
export const writeVariants = (documents: readonly CorpusDocument[], folder: string): Variant[] => {
  mkdirSync(folder, { recursive: true });
  return documents.flatMap(({ file, name }, index): Variant[] => {
    if (!file.endsWith(".json") || statSync(file).size > largest) return [];
    const document: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (!isFields(document) || !String(document.openapi).startsWith("3.0")) return [];
    const write = (set: string, text: string, extension: string): Variant => {
      const path = join(
        folder,
        `${index}-${extension.replaceAll(".", "")}`,
        `openapi.${extension}`,
      );
      mkdirSync(join(path, ".."), { recursive: true });
      writeFileSync(path, text);
      return { set, file: path, name, original: file };
    };
    return [
      write("as YAML", stringify(document, { aliasDuplicateObjects: false }), "yaml"),
      write("as OpenAPI 3.1", JSON.stringify(spelledAs31(document)), "json"),
    ];
  });
};
