/** What one call and one client consist of while they run: the words that the rings share. Types only. */

import type { Abort } from "./abort.js";
import type { ClientwrightError } from "./errors/clientwright-error.js";
import type { ErrorFamily } from "./errors/error-family.js";
import type { Attempt, ErrorInit } from "./errors/error-init.js";
import type { ServerMessage } from "./errors/server-message.js";
import type { Logger } from "./log/logger.js";
import type { SerialiseInit } from "./openapi-fetch.js";
import type {
  AnswerKind,
  BodyFormat,
  Operation,
  OperationArguments,
  SecurityScheme,
} from "./operation.js";
import type {
  ApiDescription,
  AuthProvider,
  CallContext,
  CallOptions,
  ClientOptions,
  Fetch,
  HeaderValues,
  Policy,
  UploadProgress,
} from "./options.js";
import type { RetrySaid } from "./retry/retry-options.js";
import type { BodyWriters, WrittenBody } from "./serialize/body.js";
import type { WireHeaders } from "./serialize/headers.js";
import type { Styles } from "./serialize/text.js";
import type { Validation } from "./validation/validation.js";

/** A request as the rings pass it on: no `Request` is built unless somebody needs one. */
export interface WireRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: WireHeaders;
  readonly body: WrittenBody | undefined;
  /** Headers and names of query parameters that hold credentials; the headers win over `headers`. */
  readonly credentials: WireHeaders | undefined;
  readonly secretQuery: readonly string[];
  /** Secrets that a redirect left behind: still not to be printed. */
  readonly dropped?: readonly string[];
  /** Stands for all of the above once a provider or a policy has seen the request. */
  readonly request: Request | undefined;
  /** What the platform does with redirects. */
  readonly redirect: RequestRedirect;
  /** The credentials are for this address alone: a redirect ends the call. */
  readonly refusesRedirects?: boolean;
  /** A redirect is the answer, whatever it says: its caller looks at it. */
  readonly answersRedirects?: boolean;
  /** What else the platform is told: `credentials`, `cache`, and the like. */
  readonly platform?: RequestInit;
}

/** Sends a request on inwards. */
export type Next = (request: WireRequest, call: Call) => Promise<Response>;

/** One ring of the pipeline. */
export type Layer = (request: WireRequest, next: Next, call: Call) => Promise<Response>;

/** Reads a success's body. Rejects with a `ParseError` when it is not what it should be. */
export type AnswerReader = (response: Response, call: Call) => unknown;

/** Adds the credentials of several providers, or of one that does not only set headers. */
export type Sign = (
  wire: WireRequest,
  call: Call,
  providers: readonly SchemeProvider[],
) => Promise<WireRequest>;

/** Sends, and once more with renewed credentials where the first ones were refused. */
export type Renew = (
  wire: WireRequest,
  next: Next,
  call: Call,
  signing: Signing,
) => Promise<Response>;

/** Who signs, and how. */
export interface Signing {
  readonly providers: readonly SchemeProvider[];
  /** The request with their credentials. */
  sign(wire: WireRequest): WireRequest | Promise<WireRequest>;
}

/** Turns a plain secret into a provider; undefined when it does not fit the scheme. */
export type SecretProviders = (
  scheme: SecurityScheme,
  secret: unknown,
) => SchemeProvider | undefined;

/** What a client can do. What is left out is left out of bundles as well. */
export interface Capabilities {
  readonly bodies: BodyWriters;
  readonly answers: Readonly<Partial<Record<AnswerKind, AnswerReader>>>;
  readonly styles: Styles;
  readonly secrets: SecretProviders;
  /** Writes a body under the media type that a call chooses; without it, that of the operation stays. */
  readonly writeAs?: (
    type: string,
    usual: BodyFormat,
    write: (format: BodyFormat) => WrittenBody,
  ) => WrittenBody;
  /** Refuses an answer that is of another kind than the call asked for. */
  readonly checkKind?: (kind: AnswerKind, response: Response, call: Call) => void;
  readonly sign?: Sign;
  /** Makes the retry ring of one client. */
  readonly retry?: () => Layer;
  /** What the server says in an error body; without it, errors have the reason phrase as their message. */
  readonly messages?: (body: unknown) => ServerMessage;
  /** What the server asks to wait, in milliseconds. */
  readonly hints?: (headers: Headers, status: number, nowMs: number) => number | undefined;
  /** Runs the policies that people give. */
  readonly policies?: Layer;
  readonly log?: Layer;
  /** Logger of clients that are given none. */
  readonly logger?: () => Logger;
  /** Without them, a redirect is a failed connection. */
  readonly redirects?: Layer;
  readonly redirectMode?: (method: string) => RequestRedirect;
  /** Ends a streamed body when its attempt is given up. */
  readonly untilAborted?: (
    stream: ReadableStream<Uint8Array>,
    signal: AbortSignal,
  ) => ReadableStream<Uint8Array>;
  /** Takes null members out of bodies, for `nulls: "omit"`. */
  readonly withoutNulls?: (body: unknown) => unknown;
  /** Sends with credentials that can be renewed. */
  readonly renew?: Renew;
  readonly progress?: (
    content: BodyInit,
    report: (progress: UploadProgress) => void,
  ) => ReadableStream<Uint8Array>;
}

/** What satisfies a scheme: an `AuthProvider`, or what a plain secret is made into. */
export interface SchemeProvider extends Partial<AuthProvider> {
  /** Query parameters to add. */
  query?(call: CallContext): Promise<Readonly<Record<string, string>>>;
}

/** Who can satisfy which security scheme. */
export interface Credentials {
  /** The provider of a scheme. */
  provider(scheme: string): SchemeProvider | undefined;
  /** Given by the client (and bound to its server), or for one call. */
  readonly isOfClient: boolean;
  /** `auth: false`: nothing is sent, even where the document asks for credentials. */
  readonly isOff?: boolean;
}

/** What is worked out once per operation and client. */
export interface Plan {
  readonly pathSerializer: SerialiseInit["pathSerializer"];
  readonly querySerializer: SerialiseInit["querySerializer"];
  readonly bodySerializer: SerialiseInit["bodySerializer"];
  /** Security alternatives, anonymous access last. */
  readonly security: readonly (readonly string[])[];
  readonly accept: string | undefined;
  readonly redirect: RequestRedirect;
  /** Server of this operation when it is not the API's; without a slash at the end. */
  readonly server: string | undefined;
}

/** Options of a call merged with those of its client. */
export interface Settings {
  /** 0 means none. */
  readonly timeoutMs: number;
  readonly deadlineMs: number;
  /** In order: a later one wins. */
  readonly headers: readonly HeaderValues[];
  readonly query: Readonly<Record<string, unknown>> | undefined;
  /** In order: a later one wins. */
  readonly retry: readonly RetrySaid[];
  readonly credentials: Credentials;
  /** Server said explicitly; wins over the operation's own. */
  readonly baseUrl: string | undefined;
  readonly fetch: Fetch;
  readonly logger: Logger;
  readonly policies: readonly Policy[];
  readonly validate: Validation | undefined;
  readonly nulls: "send" | "omit";
}

/** What a client keeps between calls. */
export interface ClientCore {
  readonly description: ApiDescription;
  readonly capabilities: Capabilities;
  readonly settings: Settings;
  /** Server of operations that have none of their own; without a slash at the end. */
  readonly baseUrl: string;
  /** Where the client's credentials may go. */
  readonly origin: string;
  readonly errors: ErrorFamily;
  readonly clock: CallContext["clock"];
  readonly random: () => number;
  readonly normalise: ClientOptions["normalise"];
  readonly makesKeys: boolean;
  readonly followsRedirects: boolean;
  readonly plans: WeakMap<Operation, Plan>;
  readonly run: Next;
  isClosed: boolean;
}

/** What the call's own errors are made of; the rest is filled in. */
export type CallErrorInit = Omit<ErrorInit, "operation" | "attempts" | "secrets">;

/** One call from start to end. Policies and providers see it as a `CallContext`. */
export interface Call extends CallContext {
  readonly core: ClientCore;
  readonly args: OperationArguments;
  readonly options: CallOptions;
  settings: Settings;
  plan: Plan;
  logger: Logger;
  fetch: Fetch;
  baseUrl: string;
  deadline: number | undefined;
  attempt: number;
  readonly attempts: Attempt[];
  /** URL of a following page, in place of the operation's own. */
  pageUrl: string | undefined;
  /** The caller wants the response itself: its body is left unread, and no status is an error. */
  isRaw: boolean;
  /** With `isRaw`: only successes are left unread, anything else rejects as usual. */
  rejectsErrors: boolean;
  /** The body of an answer has been read: too late to hand out the response. */
  isRead: boolean;
  /** The answer is a stream that is still being read. */
  isStreaming: boolean;
  /** An idempotency key is sent. */
  hasKey: boolean;
  hasRecovered: boolean;
  /** A write was answered by a redirect to its result: what fails afterwards must not repeat it. */
  hasEffect: boolean;
  /** Parsed body of the latest answer. */
  answer: unknown;
  /** Body of the latest answer that was no success, as text. */
  errorText: string | undefined;
  /** The latest answer, if there was one. */
  response: Response | undefined;
  /** The request as last sent: where its secrets are. */
  sent: WireRequest | undefined;
  /** Ends the call: its deadline, or its caller's signal. */
  readonly life: Abort;
  /** Ends the attempt or the wait that is under way. */
  current: Abort | undefined;
  /** Stops listening to the caller's signal. */
  release(): void;
  /** Settle the call's promise; calls after the first have no effect. */
  resolve(result: unknown): void;
  /** `outcome` is the promise of the reaction that rejects: it leads the error's stack to the caller. */
  reject(error: unknown, outcome?: Promise<unknown>): void;
  /** Ends the call early, with the error it rejects with. */
  stop(error: ClientwrightError): void;
  /** Runs the deadline's timer from here on. Until then the attempt's own timer stands in for it. */
  startDeadline(): void;
  /** Ends the call because its deadline has passed. */
  expire(): void;
  /** Makes an error of this call, in the API's family. `about` follows the operation in its message. */
  error(about: string, init: CallErrorInit): ClientwrightError;
}
