// HS256 JSON Web Tokens (RFC 7519): signed and opened. Which claims they hold, and when they end, is each server's affair.
import { createHmac, timingSafeEqual } from "node:crypto";

/** Header members in their order on the wire. */
type TokenHeader = { readonly alg: "HS256"; readonly typ: "JWT" };

const usualHeader: TokenHeader = { alg: "HS256", typ: "JWT" };

/** A token of these claims; the order of members is kept, so equal claims give equal tokens. */
export function signToken(claims: object, secret: string, header = usualHeader): string {
  const content = `${encodePart(header)}.${encodePart(claims)}`;
  return `${content}.${signatureOf(content, secret)}`;
}

/** What a token is: claims that this secret signed, or why it is no such token. */
export type OpenedToken =
  | { readonly kind: "signed"; readonly claims: unknown }
  | { readonly kind: "malformed" }
  | { readonly kind: "forged" };

/** The claims of a token whose signature holds; its end is not looked at. */
export function openToken(token: string, secret: string): OpenedToken {
  const parts = token.split(".");
  const [head = "", payload = "", signature = ""] = parts;
  if (parts.length !== 3) return { kind: "malformed" };
  if (!isSameText(signature, signatureOf(`${head}.${payload}`, secret))) return { kind: "forged" };
  return {
    kind: "signed",
    claims: JSON.parse(Buffer.from(payload, "base64url").toString("utf8")),
  };
}

/** Compares in a time that tells nothing of where the texts differ. */
export function isSameText(left: string, right: string): boolean {
  const [one, other] = [Buffer.from(left), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function encodePart(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function signatureOf(content: string, secret: string): string {
  return createHmac("sha256", secret).update(content).digest("base64url");
}
