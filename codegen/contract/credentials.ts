/** Credentials that satisfy Prism, by security scheme. */
import { isNode, type Node } from "../document.js";
import { child, type DocumentedOperation, resolve } from "./openapi.js";

/** What is given for one scheme: a secret, or a user and a password. */
export type Credential = string | { readonly username: string; readonly password: string };

/** Credentials by scheme name. */
export type Credentials = Readonly<Record<string, Credential>>;

const credentialFor = (scheme: Node): Credential | undefined => {
  if (scheme.type === "mutualTLS") return undefined;
  const isBasic = scheme.type === "http" && /^basic$/i.test(String(scheme.scheme));
  return isBasic ? { username: "contract", password: "secret" } : "contract-secret";
};

/** Credentials of the named schemes. */
export const chooseCredentials = (document: Node, names: readonly string[]): Credentials => {
  const schemes = child(child(document, "components"), "securitySchemes");
  const entries = names.flatMap((name): [string, Credential][] => {
    const scheme = schemes[name];
    if (!isNode(scheme)) return [];
    const pointer = `/components/securitySchemes/${name}`;
    const credential = credentialFor(resolve(document, { pointer, node: scheme }).node);
    return credential === undefined ? [] : [[name, credential]];
  });
  return Object.fromEntries(entries);
};

/** The alternatives of an operation; one empty one when it needs none. */
export const listAlternatives = ({
  security,
}: DocumentedOperation): readonly (readonly string[])[] =>
  security.length === 0 ? [[]] : security;
