/** Words of older versions and other habits for places of parameters and types of security schemes. */
import { pathOf } from "../../diagnostics.js";
import { isNode } from "../../document.js";
import { type Fields, setField } from "./draft.js";
import { type Fixer, leftOut, takenFor } from "./fix.js";
import { fixOneOf } from "./values.js";

const places: Readonly<Record<string, string>> = {
  url: "path",
  uri: "path",
  param: "query",
  params: "query",
  querystring: "query",
  headers: "header",
  cookies: "cookie",
};

/** A parameter that Swagger 2 would have in the body is left out: it describes no parameter of OpenAPI 3. */
export const fixPlace: Fixer = (value, fault, draft) => {
  const word = places[String(value).trim().toLowerCase()];
  if (word !== undefined) return takenFor(word);
  const fix = fixOneOf(value, fault, draft);
  return fix === leftOut ? { says: "Its place is found by its name." } : fix;
};

/** Whether a parameter is one of Swagger 2's in the body. */
export const isBodyParameter = (node: unknown): node is Fields =>
  isNode(node) && (node.in === "body" || node.in === "formData" || node.in === "form");

const types: Readonly<Record<string, Fields>> = {
  basic: { type: "http", scheme: "basic" },
  basicauth: { type: "http", scheme: "basic" },
  bearer: { type: "http", scheme: "bearer" },
  bearerauth: { type: "http", scheme: "bearer" },
  jwt: { type: "http", scheme: "bearer" },
  oauth: { type: "oauth2" },
  openid: { type: "openIdConnect" },
  oidc: { type: "openIdConnect" },
};

/** A scheme of a type that nobody knows is left out as a whole. */
export const fixSchemeType: Fixer = (value, fault, draft) => {
  const word = String(value)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
  const meant = Object.hasOwn(types, word) ? types[word] : undefined;
  if (meant !== undefined) {
    return {
      ...takenFor(meant.type),
      also: () => {
        for (const [key, own] of Object.entries(meant)) setField(fault.parent, key, own);
      },
    };
  }
  return fixOneOf(value, fault, draft);
};

/** The last segment of a pointer. */
export const lastOf = (pointer: string): string => pathOf(pointer).at(-1) ?? "";
