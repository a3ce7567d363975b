/** The signature itself: a keyed hash of a message, as text (HMAC, RFC 2104). */
import { ConfigError } from "../runtime/index.js";
import { base64, base64Url, bytesOf, hex } from "./encoding.js";

/** How a message is signed. */
export interface HmacSignatureOptions {
  /** Key; of a text, its UTF-8 bytes. It is never sent, so it may be any text that is not empty. */
  readonly secret: string | Uint8Array;
  readonly message: string | Uint8Array;
  /** Hash of the HMAC. Default: `SHA-256`. */
  readonly algorithm?: "SHA-1" | "SHA-256" | "SHA-384" | "SHA-512" | undefined;
  /** How the signature is written. Default: `hex`, in lower case. */
  readonly encoding?: "hex" | "base64" | "base64url" | undefined;
}

const encodings = { hex, base64, base64url: base64Url };

/**
 * The signature of a message.
 * @throws {ConfigError} when the secret is empty, or the page may not use cryptography.
 */
export async function hmacSignature(options: HmacSignatureOptions): Promise<string> {
  const { secret, message, algorithm = "SHA-256", encoding = "hex" } = options;
  if (secret.length === 0) throw new ConfigError("The signing secret is empty");
  const { subtle } = crypto;
  // Web Cryptography API, section 10: only in secure contexts.
  if (subtle === undefined)
    throw new ConfigError("Signing needs a page that was loaded over https");
  const hash = { name: "HMAC", hash: algorithm };
  const key = await subtle.importKey("raw", bytesOf(secret), hash, false, ["sign"]);
  return encodings[encoding](new Uint8Array(await subtle.sign("HMAC", key, bytesOf(message))));
}
