/** Checks that a document is of a version that can be generated from. */
import type { Findings } from "../diagnostics.js";
import { isNode, type Node } from "../document.js";

const rule = "version";

/** Whether a document is one of Swagger 2.0, which is converted. */
export const isSwagger = (document: unknown): document is Node & { readonly swagger: "2.0" } =>
  isNode(document) && document.openapi === undefined && document.swagger === "2.0";

/** The version that is meant, written in full; undefined when it is none that can be generated from. */
export const fullVersion = (version: unknown): string | undefined => {
  // YAML takes `3.0` for the number three.
  const text = typeof version === "number" ? version.toFixed(1) : version;
  if (typeof text !== "string") return undefined;
  const [, minor, patch] = /^\s*v?3\.([012])(\.\d[\w.-]*)?\s*$/i.exec(text) ?? [];
  return minor === undefined ? undefined : `3.${minor}${patch ?? ".0"}`;
};

/** Accepts OpenAPI 3.0, 3.1 and 3.2, and Swagger 2.0; says for anything else what it seems to be. */
export const checkVersion = (document: unknown, findings: Findings): void => {
  if (!isNode(document)) {
    findings.error({ rule, at: [], message: "The file does not hold an OpenAPI document." });
    return;
  }
  const version = document.openapi;
  if (fullVersion(version) !== undefined) return;
  if (isSwagger(document)) return;
  if (document.swagger !== undefined) {
    const isNumber = typeof document.swagger === "number";
    findings.error({
      rule,
      at: ["swagger"],
      message: `Swagger ${JSON.stringify(document.swagger)} is not supported; "2.0" is.`,
      ...(isNumber && { advice: 'Put the version in quotes: "2.0".' }),
    });
  } else if (document.asyncapi !== undefined) {
    findings.error({ rule, at: ["asyncapi"], message: "This is an AsyncAPI document." });
  } else if (version === undefined) {
    findings.error({
      rule,
      at: [],
      message: `The document does not say its version ("openapi" is missing).`,
      advice: 'An OpenAPI document starts with a line like `openapi: "3.1.0"`.',
    });
  } else {
    findings.error({
      rule,
      at: ["openapi"],
      message: `OpenAPI ${JSON.stringify(version)} is not supported; 3.0, 3.1 and 3.2 are.`,
    });
  }
};
