/** What people may say per client and per call, and what policies and providers are given. Types only. */
import type { Clock } from "./clock.js";
import type { ErrorFamily } from "./errors/error-family.js";
import type { Logger } from "./log/logger.js";
import type { Operation, SecurityScheme } from "./operation.js";
import type { RetryOptions } from "./retry/retry-options.js";
import type { Validation } from "./validation/validation.js";

/** The platform's `fetch`, or anything that behaves like it. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** Header values; `undefined` and `null` remove a default header. */
export type HeaderValues = Readonly<Record<string, string | readonly string[] | null | undefined>>;

/** One layer around an attempt. Call `next` once; answer with its response or your own. */
export type Policy = (
  request: Request,
  next: (request: Request) => Promise<Response>,
  call: CallContext,
) => Promise<Response>;

/** What a policy or an auth provider may know about the call it serves. */
export interface CallContext {
  readonly operation: Operation;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** When the whole call must end, on the client's clock (ms since the epoch). */
  readonly deadline: number | undefined;
  readonly signal: AbortSignal | undefined;
  readonly logger: Logger;
  readonly clock: Clock;
  /** The transport beneath all policies: what a token refresh uses. */
  readonly fetch: Fetch;
  readonly baseUrl: string;
}

/** Attaches credentials to each attempt, and may win back a rejected one. */
export interface AuthProvider {
  /** Answers the request to send. Called for every attempt. */
  authenticate(request: Request, call: CallContext): Request | Promise<Request>;
  /**
   * Fast path used in place of `authenticate` when present: the headers to set, so that no `Request`
   * must be built.
   */
  headers?(
    call: CallContext,
  ): Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
  /** Called once per call after a 401; true repeats the attempt with new credentials. */
  recover?(response: Response, call: CallContext): boolean | Promise<boolean>;
  /**
   * Told of a 401 that stands: nothing could be renewed, or what was renewed is refused as well. Not told where the
   * body was a stream, which is never sent twice.
   */
  refused?(response: Response, call: CallContext): void | Promise<void>;
  /**
   * Whether a redirect of a request with these credentials may be followed. False makes a redirect a failed
   * connection: a signature, for one, is for a single address. Default: true.
   */
  followsRedirects?(call: CallContext): boolean;
  /** Whether credentials can be given for this call; false lets another security alternative win. */
  canAuthenticate?(call: CallContext): boolean;
}

/** A secret, or a function that answers one for each attempt. */
export type SecretValue = string | (() => string | Promise<string>);

/** User name and password of an `http: basic` scheme. */
export interface BasicCredentials {
  readonly username: string;
  readonly password: string;
}

/** What satisfies one security scheme: a provider, or a secret that is sent as the scheme says. */
export type Credential = AuthProvider | SecretValue | BasicCredentials;

/**
 * Credentials by security scheme name, or one provider for every operation that needs any.
 * `object` lets generated interfaces in, which have no index signature; unknown names are a `ConfigError`.
 */
export type Auth = AuthProvider | Readonly<Record<string, Credential | undefined>> | object;

/** How far an upload is. */
export interface UploadProgress {
  readonly sentBytes: number;
  readonly totalBytes: number | undefined;
}

/** Options of one call; each wins over the client's. Durations are milliseconds. */
export interface CallOptions {
  /** Aborts the call, waits and body included. The call then rejects with the signal's reason as cause of an `AbortError`. */
  readonly signal?: AbortSignal;
  /**
   * Limit of each attempt, its body included; of a streamed answer, until its headers. Default: 30,000; 0 means none.
   */
  readonly timeoutMs?: number;
  /** Limit of the whole call, retries and waits included. Default, and meaning of 0: none. */
  readonly deadlineMs?: number;
  /** Extra headers. */
  readonly headers?: HeaderValues;
  /**
   * Media type of the body, instead of the operation's usual one. Where the document describes bodies of several media
   * types, the methods of generated clients say which body goes with which.
   */
  readonly contentType?: string;
  /**
   * Media type to ask for (`Accept`), instead of JSON or, where the document offers none, all that it offers. An answer
   * that is of another kind, text instead of JSON for instance, is a `ParseError`.
   */
  readonly accept?: string;
  /** Extra query parameters, also ones the document does not know. */
  readonly query?: Readonly<Record<string, unknown>>;
  /** Retry settings; `false` or 0 means one attempt; a number means that many retries. */
  readonly retry?: Partial<RetryOptions> | number | false;
  /** Idempotency key to send; made for you where the operation takes one (see `autoIdempotencyKeys`). */
  readonly idempotencyKey?: string;
  /** Other credentials for this call; `false` sends none. */
  readonly auth?: Auth | false;
  /**
   * Other server, for this call or (as a client option) for all operations. Without it the document's servers hold.
   * Credentials configured on the client are not sent to another origin than the client's.
   */
  readonly baseUrl?: string | URL;
  readonly fetch?: Fetch;
  readonly logger?: Logger;
  /** Policies of this call, inside those of the client. */
  readonly policies?: readonly Policy[];
  /** Checks requests before sending and answers on arrival; see `clientwright/runtime/validation`. */
  readonly validate?: Validation;
  /**
   * What becomes of members of a JSON or form body that are null, at any depth: `omit` leaves them out, which suits
   * APIs that take null for a value like any other where people mean none. Default: `send`.
   */
  readonly nulls?: "send" | "omit";
  /** Told how much of the body has been handed to the platform. `totalBytes` is unknown for streams. */
  readonly onUploadProgress?: (progress: UploadProgress) => void;
}

/** Options of a client; each may be overridden per call. */
export interface ClientOptions
  extends Omit<
    CallOptions,
    "signal" | "idempotencyKey" | "onUploadProgress" | "contentType" | "accept"
  > {
  /**
   * Whether a key is made for each call of an operation that takes an idempotency key, where none is given.
   * Default: true.
   */
  readonly autoIdempotencyKeys?: boolean;
  /**
   * Whether redirects are followed. Without it a redirect is an answer like any other that is no success: an
   * error with its status. Operations that answer where a redirect leads are not concerned. Default: true.
   */
  readonly followRedirects?: boolean;
  /** Source of time and timers; replaced in tests. */
  readonly clock?: Clock;
  /** Source of randomness in [0, 1); replaced in tests. */
  readonly random?: () => number;
  /** Error classes to throw instead of the generated ones. */
  readonly errors?: ErrorFamily;
  /** Rewrites a parsed answer body (success and error) before it is used, e.g. to open an envelope. */
  readonly normalise?: (
    body: unknown,
    answer: { readonly operation: Operation; readonly response: Response },
  ) => unknown;
}

/** What generated code tells the runtime about its API. */
export interface ApiDescription {
  /** Name used in logs and messages, e.g. `neurograph`. */
  readonly name: string;
  /** Server URLs of the document, variables filled in with their defaults; the first is the default. */
  readonly servers: readonly string[];
  readonly securitySchemes: Readonly<Record<string, SecurityScheme>>;
  readonly errors: ErrorFamily;
}
