/** Signs the exact bytes of each attempt with a shared secret (HMAC, RFC 2104). */
import {
  AuthError,
  type AuthProvider,
  type CallContext,
  ConfigError,
  type SecretValue,
} from "../runtime/index.js";
import { bytesOf } from "./encoding.js";
import { hmacSignature } from "./hmac-signature.js";
import { withoutSecrets } from "./redacted.js";
import { skewOf } from "./server-clock.js";
import { createSigningParts, dottedMessage, type SigningParts } from "./signing-parts.js";

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

/**
 * Signs each attempt afresh: a repeat after a wait has its own timestamp. The whole body is read to
 * sign it, so a stream is held in memory. A redirect is never followed, as the signature is for the
 * first address alone: it is a `ConnectionError`.
 */
export function hmac(options: HmacOptions): AuthProvider {
  const { secret, followServerClock = true } = options;
  if (typeof secret !== "function" && !isSecret(secret)) {
    throw new ConfigError("The signing secret is no text, or an empty one");
  }
  let skewMs = 0;
  const provider: AuthProvider = {
    authenticate: async (request, call) => {
      const parts = await createSigningParts(request, call.baseUrl, call.clock.now() + skewMs);
      const signature = await sign(options, parts);
      return signedRequest(request, parts, headersOf(options, signature, parts));
    },
    followsRedirects: () => false,
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
  const { secret, message = dottedMessage, algorithm, encoding } = options;
  const key = typeof secret === "string" ? secret : await secret();
  if (isSecret(key)) {
    return hmacSignature({ secret: key, message: message(parts), algorithm, encoding });
  }
  throw new AuthError("The function that answers the signing secret answered none");
}

/** Any text that is not empty: unlike other secrets it is never sent. */
function isSecret(secret: unknown): secret is string {
  return typeof secret === "string" && secret !== "";
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
