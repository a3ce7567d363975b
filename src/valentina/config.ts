/** What a client is told. Durations are milliseconds. */
import type { ClientOptions, HeaderValues } from "../runtime/index.js";
import { ConfigurationError } from "./errors/index.js";

/** The guide's options. [VN-409] */
export interface APIConfigOptions {
  /** Address of the server; slashes at its end are ignored. There is no default. [VN-015] */
  readonly baseUrl: string | URL;
  /** API key of the developer, sent with every request. [VN-016] */
  readonly apiKey: string;
  /** Limit of each attempt, its body included. Default: 30,000; 0 means none. [VN-017] */
  readonly timeoutMs?: number | undefined;
  /** Attempts after the first. Default: 3. [VN-018] */
  readonly maxRetries?: number | undefined;
  /** Wait before the first retry, where the server names no longer one; it doubles. Default: 1,000. [VN-019] */
  readonly retryDelayMs?: number | undefined;
  /** Whether requests that met a rate limit are repeated. Default: true. [VN-020] */
  readonly autoRetryRateLimit?: boolean | undefined;
  /** Whether each POST, PUT and PATCH gets an idempotency key. Default: false. [VN-021] */
  readonly autoIdempotencyKeys?: boolean | undefined;
  /** Company of services that are given none. [VN-022] */
  readonly defaultCompanyId?: string | undefined;
  /**
   * Statuses that are worth a repeat besides 429; with any of them failed connections and time-outs are as well. POST
   * and PATCH are repeated with an idempotency key only. Default: none. [VN-023]
   */
  readonly retryStatuses?: readonly number[] | undefined;
  /** More headers of every request. The API key's own wins over them. */
  readonly headers?: HeaderValues | undefined;
}

/** The guide's options with their defaults. [VN-014, VN-409] */
export class APIConfig {
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly maxRetries: number;
  readonly retryDelayMs: number;
  readonly autoRetryRateLimit: boolean;
  readonly autoIdempotencyKeys: boolean;
  readonly defaultCompanyId: string | undefined;
  readonly retryStatuses: readonly number[];
  readonly headers: HeaderValues;
  readonly #apiKey: string;

  /** @throws {ConfigurationError} without address or key, and for numbers below 0. */
  constructor(options: APIConfigOptions) {
    this.baseUrl = required("base_url", options.baseUrl).replace(/\/+$/, "");
    this.#apiKey = required("api_key", options.apiKey);
    this.timeoutMs = counted("timeoutMs", options.timeoutMs ?? 30_000);
    this.maxRetries = counted("maxRetries", options.maxRetries ?? 3);
    this.retryDelayMs = counted("retryDelayMs", options.retryDelayMs ?? 1_000);
    this.autoRetryRateLimit = options.autoRetryRateLimit ?? true;
    this.autoIdempotencyKeys = options.autoIdempotencyKeys ?? false;
    this.defaultCompanyId = options.defaultCompanyId || undefined;
    this.retryStatuses = options.retryStatuses ?? [];
    this.headers = options.headers ?? {};
  }

  /** The API key. It is in nothing that is printed. */
  get apiKey(): string {
    return this.#apiKey;
  }
}

/** Options of the runtime that are not the guide's. */
type RuntimeOptions = Omit<
  ClientOptions,
  keyof APIConfigOptions | "auth" | "retry" | "errors" | "normalise" | "followRedirects"
>;

/** What holds beside the guide's options, and beside a configuration. */
export interface MoreOptions extends RuntimeOptions {
  /** Whether the factory functions use this client from now on. Default: true. [VN-092] */
  readonly setAsDefault?: boolean | undefined;
}

/** Options of a `VClient`: a configuration, which wins over single options, or single options. [VN-013, VN-014] */
export type VClientOptions =
  | (MoreOptions & APIConfigOptions & { readonly config?: undefined })
  | (MoreOptions & Partial<APIConfigOptions> & { readonly config: APIConfig });

function required(name: string, value: string | URL | undefined): string {
  if (value) return String(value);
  throw new ConfigurationError(`${name} is required`);
}

function counted(name: string, value: number): number {
  if (value >= 0) return value;
  throw new ConfigurationError(`${name} must be a number, 0 or more`);
}
