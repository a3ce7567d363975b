/** The two forms in which Tracktion's servers want requests signed. */
import {
  dottedMessage,
  type HmacOptions,
  hmac,
  hmacSignature,
  type SigningParts,
} from "../auth/index.js";
import type { AuthProvider } from "../runtime/index.js";
import { tracktionErrors } from "./error-family.js";
import type { HmacScheme } from "./options.js";

/**
 * The value of `X-Signature` for a request: `sha256=` and the HMAC-SHA256 of `timestamp.METHOD.path.body` in
 * lower-case hexadecimal.
 *
 * @param timestamp Unix time in seconds; a fraction is dropped. The same text goes into `X-Timestamp`.
 * @param path Path and query exactly as on the request line, percent-encoded, without the path of the base URL.
 * @param body The exact bytes that are sent. Default: none.
 * @throws {TracktionApiError} for an empty secret, and for a time in milliseconds.
 */
export async function generateHmacSignature(
  secret: string,
  timestamp: number,
  method: string,
  path: string,
  body: string | Uint8Array = "",
): Promise<string> {
  if (secret === "" || !isUnixSeconds(timestamp)) {
    const message = "A signature needs a secret, and the time in seconds since 1970";
    throw tracktionErrors.create(message, { kind: "config" });
  }
  const signature = await hmacSignature({
    secret,
    message: dottedMessage({
      timestamp: String(Math.floor(timestamp)),
      method: method.toUpperCase(),
      target: path,
      body: typeof body === "string" ? new TextEncoder().encode(body) : body,
    }),
  });
  return `sha256=${signature}`;
}

/** Seconds get that long in the year 5138; what is longer today are milliseconds. */
const mostSeconds = 1e11;

function isUnixSeconds(timestamp: number): boolean {
  return timestamp >= 0 && timestamp < mostSeconds;
}

/** Signs every attempt afresh. A wrong clock is not put right: a refused signature is refused. */
export function createSigner(secret: string, scheme: HmacScheme = "dot"): AuthProvider {
  return hmac({ secret, ...schemes[scheme], followServerClock: false });
}

const schemes: Readonly<Record<HmacScheme, Pick<HmacOptions, "message" | "headers">>> = {
  dot: {},
  newline: { message: newlineMessage, headers: bareHeaders },
};

/** `METHOD`, decoded path, query, time and body, each on a line of its own. */
function newlineMessage({ method, target, timestamp, body }: SigningParts): Uint8Array {
  const mark = target.indexOf("?");
  const path = mark < 0 ? target : target.slice(0, mark);
  const query = mark < 0 ? "" : target.slice(mark + 1);
  const head = new TextEncoder().encode([method, decoded(path), query, timestamp, ""].join("\n"));
  const message = new Uint8Array(head.length + body.length);
  message.set(head);
  message.set(body, head.length);
  return message;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // A stray percent sign stands for itself.
  }
}

function bareHeaders(
  signature: string,
  { timestamp }: SigningParts,
): Readonly<Record<string, string>> {
  return { "x-timestamp": timestamp, "x-signature": signature };
}
