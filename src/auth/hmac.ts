/** Signs the exact bytes of each attempt with a shared secret (HMAC, RFC 2104). */
import type { AuthProvider, CallContext, SecretValue } from "../runtime/index.js";
import { base64, base64Url, bytesOf, hex } from "./encoding.js";
import { withoutSecrets } from "./redacted.js";
import { assertSecret, readSecret } from "./secret.js";
import { skewOf } from "./server-clock.js";
import { createSigningParts, type SigningParts } from "./signing-parts.js";

/** What is signed, with what, and where the signature goes. */
export interface HmacOptions {
  /** Key, as text (its UTF-8 bytes are used), or a function that answers it for each attempt. */
  readonly secret: SecretValue;
  /** The text or bytes to sign. Default: `timestamp.METHOD.target.body`. */
  readonly message?: (parts: SigningParts) => string | Uint8Array;
  /** Headers to send. Default: `X-Timestamp`, and `X-Signature` with `sha256=` before the signature. */
  readonly headers?: (signature: string, parts: SigningParts) => Readonly<Record<string, string>>;
  /** Hash of the HMAC. Default: `SHA-256`. */
  readonly algorithm?: "SHA-1" | "SHA-256" | "SHA-384" | "SHA-512";
  /** How the signature is written. Default: `hex`. */
  readonly encoding?: "hex" | "base64" | "base64url";
  /**
   * Whether a 401 whose `Date` is far from the clock repeats the attempt in the server's time.
   * Default: true.
   */
  readonly followServerClock?: boolean;
}

const encodings = { hex, base64, base64url: base64Url };

/**
 * Signs each attempt afresh: a repeat after a wait has its own timestamp. The whole body is read to
 * sign it, so a stream is held in memory. A redirect keeps the signature of the first target within its
 * origin, where servers refuse it, and loses it beyond.
 */
export function hmac(options: HmacOptions): AuthProvider {
  const { secret, followServerClock = true } = options;
  assertSecret(secret, "The signing secret");
  let skewMs = 0;
  const provider: AuthProvider = {
    authenticate: async (request, call) => {
      const parts = await createSigningParts(request, call.baseUrl, call.clock.now() + skewMs);
      const signature = await sign(options, parts);
      return signedRequest(request, parts, headersOf(options, signature, parts));
    },
  };
  if (followServerClock) {
    provider.recover = (response: Response, call: CallContext) => {
      const skew = response.status === 401 ? skewOf(response, call.clock.now()) : undefined;
      if (skew === undefined || Math.abs(skew - skewMs) < noticeableSkewMs) return false;
      skewMs = skew;
      return true;
    };
  }
  return withoutSecrets("hmac", provider);
}

/** Less than this is no reason for a server to refuse a signature. */
const noticeableSkewMs = 30_000;

async function sign(options: HmacOptions, parts: SigningParts): Promise<string> {
  const { message = dotted, algorithm = "SHA-256", encoding = "hex" } = options;
  const secret = bytesOf(await readSecret(options.secret, "The signing secret"));
  const hash = { name: "HMAC", hash: algorithm };
  const key = await crypto.subtle.importKey("raw", secret, hash, false, ["sign"]);
  const signature = await crypto.subtle.sign("HMAC", key, bytesOf(message(parts)));
  return encodings[encoding](new Uint8Array(signature));
}

/** `timestamp.METHOD.target.body`: the body as bytes, which need not be text. */
function dotted({ timestamp, method, target, body }: SigningParts): Uint8Array {
  const start = bytesOf(`${timestamp}.${method}.${target}.`);
  const all = new Uint8Array(start.length + body.length);
  all.set(start);
  all.set(body, start.length);
  return all;
}

function headersOf(
  { headers, algorithm = "SHA-256" }: HmacOptions,
  signature: string,
  parts: SigningParts,
): Readonly<Record<string, string>> {
  if (headers) return headers(signature, parts);
  const prefix = algorithm.toLowerCase().replace("-", "");
  return { "x-timestamp": parts.timestamp, "x-signature": `${prefix}=${signature}` };
}

/** The request with the very bytes that were signed. */
function signedRequest(
  request: Request,
  parts: SigningParts,
  signature: Readonly<Record<string, string>>,
): Request {
  const headers = new Headers(request.headers);
  for (const [name, value] of Object.entries(signature)) headers.set(name, value);
  const { method, signal } = request;
  const body = request.body === null ? {} : { body: bytesOf(parts.body) };
  return new Request(request.url, {
    method,
    headers,
    signal,
    ...settingsOf(request),
    ...body,
    redirect: "manual",
  });
}

/** What else a browser's request says; platforms without it answer undefined. */
function settingsOf({ cache, credentials, mode, referrerPolicy, keepalive }: Request): RequestInit {
  const said = { cache, credentials, mode, referrerPolicy, keepalive };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}
