/** The part of a client that knows HTTP and no operation: any path by its verb, and what holds for every call. */
import { tracktion } from "../../generated/tracktion/client.js";
import type { paths } from "../../generated/tracktion/schema.js";
import {
  ApiClient,
  type ApiPromise,
  type CallOptions,
  type Clock,
  environmentLogger,
  type Logger,
  type Method,
  type Operation,
  type PagedOperation,
  type PagePromise,
  type RequestInput,
  systemClock,
} from "../runtime/index.js";
import { checkedBaseUrl, defaultBaseUrl } from "./base-url.js";
import { type CallDefaults, callOptions } from "./call-options.js";
import { type Credentials, clientOptions } from "./client-options.js";
import type { BaseClientOptions } from "./options.js";

/** A method as the guide's callers write it. */
export type AnyCaseMethod = Method | Lowercase<Method>;

/** Calls any path of a server; every failure is a `TracktionError`. */
export class TracktionHttpClient extends ApiClient<paths> {
  /** Address of the server, without slashes at its end. */
  readonly baseUrl: string;

  readonly #defaults: CallDefaults;
  readonly #logger: Logger;
  readonly #clock: Clock;

  /** @throws {TracktionApiError} when an option makes no sense. */
  constructor(options: BaseClientOptions, auth: Credentials) {
    super(tracktion, clientOptions(options, auth));
    const { baseUrl = defaultBaseUrl, allowInsecure = false, signal, logger, clock } = options;
    this.baseUrl = checkedBaseUrl(baseUrl, allowInsecure);
    this.#defaults = { allowInsecure, signal };
    this.#logger = logger ?? environmentLogger();
    this.#clock = clock ?? systemClock;
  }

  /** Where the client's own lines go. */
  get logger(): Logger {
    return this.#logger;
  }

  /** Source of time of the client. */
  protected get clock(): Clock {
    return this.#clock;
  }

  /** Performs one operation. Options win over the client's. */
  override call<Args, Result, Errors>(
    operation: Operation<Args, Result, Errors>,
    args: Args,
    options: CallOptions = {},
  ): ApiPromise<Result, Errors> {
    return super.call(operation, args, callOptions(options, this.#defaults));
  }

  /** Performs an operation that answers a page: await it for the page, iterate it for the items. */
  override paginate<Args, Result, Item, Errors>(
    operation: PagedOperation<Args, Result, Item, Errors>,
    args: Args,
    options: CallOptions = {},
  ): PagePromise<Item, Result, Errors> {
    return super.paginate(operation, args, callOptions(options, this.#defaults));
  }

  /** Reaches a path that has no method of its own, with the same credentials and errors. */
  override request(
    method: AnyCaseMethod,
    path: string,
    input: RequestInput = {},
  ): ApiPromise<unknown, unknown> {
    // The other names of a method are these in small letters.
    const name = method.toUpperCase() as Method;
    return super.request(name, path, callOptions(input, this.#defaults));
  }

  /** `GET`: the parsed answer. `path` starts with a slash, and may have a query. */
  get<T = unknown>(path: string, options?: CallOptions): ApiPromise<T> {
    return this.#send("GET", path, undefined, options);
  }

  /** `POST` of `data` as JSON: the parsed answer. Undefined and null are no body. */
  post<T = unknown>(path: string, data?: unknown, options?: CallOptions): ApiPromise<T> {
    return this.#send("POST", path, data, options);
  }

  /** `PUT` of `data` as JSON: the parsed answer. */
  put<T = unknown>(path: string, data?: unknown, options?: CallOptions): ApiPromise<T> {
    return this.#send("PUT", path, data, options);
  }

  /** `PATCH` of `data` as JSON: the parsed answer. */
  patch<T = unknown>(path: string, data?: unknown, options?: CallOptions): ApiPromise<T> {
    return this.#send("PATCH", path, data, options);
  }

  /** `DELETE`: the parsed answer; undefined when it is empty. */
  delete<T = unknown>(path: string, options?: CallOptions): ApiPromise<T> {
    return this.#send("DELETE", path, undefined, options);
  }

  /** The answer of a path, its body unread. Rejects for every status that is not a success. */
  protected makeRequest(
    method: AnyCaseMethod,
    path: string,
    input?: RequestInput,
  ): Promise<Response> {
    return this.request(method, path, input).asResponse({ rejectErrors: true });
  }

  #send<T>(method: Method, path: string, data: unknown, options?: CallOptions): ApiPromise<T> {
    const sent = this.request(method, path, { ...options, body: data ?? undefined });
    // What a path answers is known to its caller alone.
    return sent as ApiPromise<T>;
  }
}
