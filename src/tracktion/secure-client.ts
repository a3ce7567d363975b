/** The client that signs. */
import { allOf } from "../auth/index.js";
import {
  type AuthProvider,
  type CallOptions,
  type RequestInput,
  systemClock,
} from "../runtime/index.js";
import { namesAuthorization } from "./call-options.js";
import { TracktionClient } from "./client.js";
import { adopted, everywhere, keyProvider } from "./credentials.js";
import { tracktionErrors } from "./error-family.js";
import type { AnyCaseMethod } from "./http-client.js";
import type { SecureClientOptions } from "./options.js";
import { createSigner } from "./signature.js";

/** Options of a signed call. What it is signed with is not sent to another server. */
export type SecureCallOptions = Omit<CallOptions, "auth" | "baseUrl">;

/** Methods that have no body. */
export type BodylessMethod = "GET" | "HEAD" | "get" | "head";

/**
 * A client that signs `makeSecureRequest` and every operation that asks for a signature; other calls have the API key
 * alone, as in the guide. Each attempt has a time and a signature of its own, and no redirect is followed.
 */
export class SecureTracktionClient extends TracktionClient {
  readonly #hmacSecret: string;
  readonly #signed: AuthProvider;
  readonly #signer: AuthProvider;
  readonly #areHeadersOwn: boolean;

  /** @throws {TracktionApiError} when an option makes no sense, or the key or the secret is missing. */
  constructor(options: SecureClientOptions) {
    const { hmacSecret, hmacScheme, now, ...rest } = options;
    const key = keyProvider(options);
    if (key === undefined) {
      throw tracktionErrors.create("SecureTracktionClient needs an apiKey", { kind: "config" });
    }
    const signer = adopted(() => createSigner(hmacSecret, hmacScheme));
    const signing = { hmacTimestamp: signer, hmacSignature: signer };
    const clock = now && { ...(rest.clock ?? systemClock), now };
    super({ ...rest, ...(clock && { clock }) }, { ...everywhere(key), ...signing });
    this.#hmacSecret = hmacSecret;
    this.#signer = signer;
    this.#signed = allOf(key, signer);
    this.#areHeadersOwn = namesAuthorization(options.headers);
  }

  /** The shared secret. It is never sent, and in nothing that is printed. */
  get hmacSecret(): string {
    return this.#hmacSecret;
  }

  /**
   * The parsed answer of a signed call; undefined when it is empty. What is signed are the very bytes that are sent:
   * `data` as JSON, or bytes as they are. Undefined and null are no body.
   *
   * @param path Starts with a slash, and may have a query, which is sent as it is written.
   * @throws {TracktionApiError} for numbers in `data` that JSON does not have.
   */
  makeSecureRequest<T = unknown>(
    method: BodylessMethod,
    path: string,
    data?: undefined,
    options?: SecureCallOptions,
  ): Promise<T>;
  makeSecureRequest<T = unknown>(
    method: Exclude<AnyCaseMethod, BodylessMethod>,
    path: string,
    data?: unknown,
    options?: SecureCallOptions,
  ): Promise<T>;
  async makeSecureRequest<T = unknown>(
    method: AnyCaseMethod,
    path: string,
    data?: unknown,
    options: SecureCallOptions = {},
  ): Promise<T> {
    const isAnswered = this.#areHeadersOwn || namesAuthorization(options.headers);
    const auth = isAnswered ? this.#signer : this.#signed;
    const input = { ...options, ...bodyOf(data, options), auth };
    // What a path answers is known to its caller alone.
    return this.request(method, path, input) as Promise<T>;
  }
}

/** Bytes are sent as the JSON that they are, unless headers say what else. */
function bodyOf(data: unknown, { headers }: SecureCallOptions): RequestInput {
  if (data === undefined || data === null) return {};
  if (data instanceof Uint8Array)
    return { body: data, headers: { "content-type": "application/json", ...headers } };
  assertFinite(data);
  return { body: data };
}

/** `JSON.stringify` would write null in their place, which is not what was meant. */
function assertFinite(data: unknown, seen: Set<unknown> = new Set()): void {
  if (typeof data === "number" && !Number.isFinite(data)) {
    const message = "JSON has no number that is not finite";
    throw tracktionErrors.create(message, { kind: "validation", issues: [] });
  }
  // What holds itself is refused when it is written.
  if (typeof data !== "object" || data === null || seen.has(data)) return;
  seen.add(data);
  for (const member of Object.values(data)) assertFinite(member, seen);
}
