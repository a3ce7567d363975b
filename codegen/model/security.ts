/** Security: which credentials each operation takes, and which an API cannot do without. */
import type { SecurityScheme } from "clientwright/runtime";
import type { Path } from "../diagnostics.js";
import type { SecurityNode, SecuritySchemeNode } from "../document.js";
import { suggest } from "../suggest.js";
import type { Context, RawOperation } from "./context.js";
import type { Scheme } from "./types.js";

/** Alternatives of scheme names; each alternative must be satisfied in full. */
export type Alternatives = readonly (readonly string[])[];

const reportUnknown = (
  names: readonly string[],
  at: Path,
  { document, findings }: Context,
): void => {
  const known = Object.keys(document.components?.securitySchemes ?? {});
  for (const name of names) {
    if (known.includes(name)) continue;
    findings.error({
      rule: "security-scheme",
      at,
      message: `The security scheme "${name}" is not described.`,
      advice:
        known.length > 0 ? suggest(name, known) : "Describe it in `components.securitySchemes`.",
    });
  }
};

/** Alternatives of an operation: its own, or the document's; an empty list sends no credentials. */
export const securityOf = ({ node, at }: RawOperation, context: Context): Alternatives => {
  const isOwn = node.security !== undefined && node.security !== null;
  const requirements: SecurityNode = (isOwn ? node.security : context.document.security) ?? [];
  // Doing without credentials is the last resort: an alternative before it would never be tried.
  const alternatives = requirements
    .map((requirement) => Object.keys(requirement))
    .sort((a, b) => Number(a.length === 0) - Number(b.length === 0));
  reportUnknown(alternatives.flat(), isOwn ? [...at, "security"] : ["security"], context);
  // Alternatives that differ in their scopes alone are one to a client.
  return [...new Map(alternatives.map((names) => [JSON.stringify(names), names])).values()];
};

const schemeOf = (node: SecuritySchemeNode, at: Path, { findings }: Context): SecurityScheme => {
  const missing = (field: string): void =>
    findings.error({
      rule: "security-scheme",
      at,
      message: `A security scheme of type "${node.type}" needs "${field}" (OpenAPI 3.1, section 4.8.27.1).`,
    });
  switch (node.type) {
    case "apiKey": {
      if (node.name === undefined) missing("name");
      if (node.in === undefined) missing("in");
      // `load/shapes.ts` allows only these three places.
      const place = (node.in ?? "header") as "header" | "query" | "cookie";
      return { type: "apiKey", in: place, name: node.name ?? "" };
    }
    case "http":
      if (node.scheme === undefined) missing("scheme");
      return { type: "http", scheme: (node.scheme ?? "").toLowerCase() };
    case "openIdConnect":
      return { type: "openIdConnect" };
    case "mutualTLS":
      return { type: "mutualTLS" };
    default:
      return { type: "oauth2" };
  }
};

/** What the reader of a method should know of scopes (OpenAPI 3.1, section 4.8.30). */
export const scopesNote = ({ node }: RawOperation, { document }: Context): string[] => {
  const needed = (node.security ?? document.security ?? []).flatMap((requirement) => {
    const schemes = Object.entries(requirement).filter(([, scopes]) => scopes.length > 0);
    const byScopes = new Map<string, string[]>();
    for (const [scheme, scopes] of schemes) {
      const needs = scopes.map((one) => `\`${one}\``).join(", ");
      byScopes.set(needs, [...(byScopes.get(needs) ?? []), `\`${scheme}\``]);
    }
    const names = [...byScopes].map(([needs, of]) => `${needs} of ${of.join(" and ")}`);
    return names.length === 0 ? [] : [names.join(" and ")];
  });
  return needed.length === 0 ? [] : [`Needs the scopes ${[...new Set(needed)].join(", or ")}.`];
};

/** Schemes whose credentials are worked out for each request, so that no secret can stand for them (RFC 9110, section 11). */
const computedSchemes = new Set([
  "concealed",
  "digest",
  "dpop",
  "gnap",
  "hoba",
  "mutual",
  "negotiate",
  "ntlm",
  "oauth",
  "scram-sha-1",
  "scram-sha-256",
  "vapid",
]);

const isComputed = (scheme: SecurityScheme): boolean =>
  scheme.type === "http" && computedSchemes.has(scheme.scheme);

const reportComputed = (name: string, scheme: SecurityScheme, { findings }: Context): void => {
  if (scheme.type !== "http") return;
  findings.warn({
    rule: "unsupported",
    at: ["components", "securitySchemes", name],
    message: `Credentials of the HTTP scheme "${scheme.scheme}" are worked out for each request: a client takes an \`AuthProvider\` for "${name}" and no secret.`,
  });
};

const needsCredentials = (alternatives: Alternatives): boolean =>
  alternatives.length > 0 && alternatives.every((names) => names.length > 0);

/** Whether there are operations, and every one of them needs credentials. */
export const areCredentialsRequired = (all: readonly Alternatives[]): boolean =>
  all.length > 0 && all.every(needsCredentials);

/** The schemes that operations use, in the order of the document. */
export const buildSchemes = (all: readonly Alternatives[], context: Context): Scheme[] => {
  const used = new Set(all.flat(2));
  const everyAlternative = all.flat();
  return Object.entries(context.document.components?.securitySchemes ?? {})
    .filter(([name]) => used.has(name))
    .map(([name, reference]) => {
      const node = context.resolve<SecuritySchemeNode>(reference);
      const scheme = schemeOf(node, ["components", "securitySchemes", name], context);
      if (isComputed(scheme)) reportComputed(name, scheme, context);
      return {
        name,
        description: typeof node.description === "string" ? node.description : undefined,
        scheme,
        isComputed: isComputed(scheme),
        required:
          areCredentialsRequired(all) && everyAlternative.every((names) => names.includes(name)),
      };
    });
};
