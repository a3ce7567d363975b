// Checks HMAC signatures over the bytes and the request line as they were received.
import { createHmac } from "node:crypto";
import type { RecordedRequest } from "../support/request-log.js";
import { isSameText } from "../support/signed-token.js";
import { invalidSignature } from "./failures.js";
import type { HmacScheme } from "./options.js";

/** Seconds that a signature may be old. The same holds for the future, where this server is stricter. */
const maxAgeSeconds = 300;

/** What a signature is checked against. */
export interface Expected {
  readonly scheme: HmacScheme;
  readonly secret: string;
  readonly nowMs: number;
}

export function isSigned({ headers }: RecordedRequest): boolean {
  return "x-timestamp" in headers || "x-signature" in headers;
}

/** Throws a 401 unless the signature is there, fresh and right. */
export function checkSignature(request: RecordedRequest, expected: Expected): void {
  const { "x-timestamp": timestamp, "x-signature": signature } = request.headers;
  if (timestamp === undefined || signature === undefined)
    throw invalidSignature("X-Timestamp and X-Signature are required.");
  const { shape, write } = schemes[expected.scheme];
  if (!shape.test(timestamp)) throw invalidSignature("X-Timestamp is not in Unix seconds.");
  const age = expected.nowMs / 1_000 - Number(timestamp);
  if (Math.abs(age) > maxAgeSeconds) throw invalidSignature("The signature has expired.");
  if (!isSameText(signature, write(expected.secret, timestamp, request)))
    throw invalidSignature("Signature mismatch.");
}

interface Scheme {
  /** How a time is written. */
  readonly shape: RegExp;
  readonly write: (secret: string, timestamp: string, request: RecordedRequest) => string;
}

const schemes: Readonly<Record<HmacScheme, Scheme>> = {
  dot: {
    shape: /^\d+$/,
    write: (secret, timestamp, { method, path, raw }) =>
      `sha256=${digest(secret, `${timestamp}.${method}.${path}.`, raw)}`,
  },
  newline: {
    shape: /^\d+(\.\d+)?$/,
    write: (secret, timestamp, { method, path, raw }) => {
      const [target = "", query = ""] = path.split(/\?(.*)/s, 2);
      const lines = [method, decodeURIComponent(target), query, timestamp, ""];
      return digest(secret, lines.join("\n"), raw);
    },
  },
};

function digest(secret: string, start: string, body: Buffer): string {
  return createHmac("sha256", secret).update(start).update(body).digest("hex");
}
