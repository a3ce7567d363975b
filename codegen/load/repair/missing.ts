/** Fixes for fields that must be there and are not. */
import { isNode } from "../../document.js";
import { pascal, wordsOf } from "../../model/words.js";
import type { Kind } from "../shapes.js";
import type { Fields } from "./draft.js";
import type { Fixer } from "./fix.js";

/** Names of files that say nothing about the API. */
const commonNames = new Set(["openapi", "swagger", "api", "index", "spec", "schema", "document"]);

const titleOf = (name: string): string =>
  commonNames.has(name.toLowerCase()) ? "Unnamed" : pascal(wordsOf(name)) || "Unnamed";

/** Where a parameter without a place is: in the path if the path asks for it, else in the query. */
const placeOf = (parameter: Fields, path: readonly (string | number)[]): string => {
  const template = path[0] === "paths" ? String(path[1]) : "";
  const [beforeQuery = ""] = template.split("?");
  return beforeQuery.includes(`{${String(parameter.name)}}`) ? "path" : "query";
};

const schemeType = (scheme: Fields): string | undefined => {
  if (typeof scheme.scheme === "string") return "http";
  if (isNode(scheme.flows)) return "oauth2";
  if (typeof scheme.openIdConnectUrl === "string") return "openIdConnect";
  return typeof scheme.in === "string" && typeof scheme.name === "string" ? "apiKey" : undefined;
};

const field = (value: unknown): { to: unknown; says: string } => ({
  to: value,
  says: `It is taken for ${JSON.stringify(value)}.`,
});

type FieldFixer = (
  node: Fields,
  fault: Parameters<Fixer>[1],
  draft: Parameters<Fixer>[2],
) => ReturnType<Fixer>;

/** By kind and field; what is not here takes its object with it. */
const fixers: Readonly<Partial<Record<Kind, Readonly<Record<string, FieldFixer>>>>> = {
  document: {
    openapi: () => undefined,
    info: () => ({ to: {}, says: "It is taken for an empty one." }),
  },
  info: {
    title: (_, __, { name }) => field(titleOf(name)),
  },
  serverVariable: {
    default: ({ enum: values }) =>
      Array.isArray(values) && typeof values[0] === "string" ? field(values[0]) : undefined,
  },
  parameter: {
    in: (node, { path }) => field(placeOf(node, path)),
  },
  requestBody: {
    content: ({ schema }) =>
      isNode(schema)
        ? {
            to: { "application/json": { schema } },
            says: "Its schema is taken for that of JSON.",
          }
        : undefined,
  },
  securityScheme: {
    type: (node) => {
      const type = schemeType(node);
      return type === undefined ? undefined : field(type);
    },
  },
};

/** A value for what is missing; undefined where its whole object is left out. */
export const fixMissing: Fixer = (value, fault, draft) =>
  // A fault of this kind is about an object that lacks a field.
  fixers[fault.owner]?.[fault.field ?? ""]?.(value as Fields, fault, draft);
