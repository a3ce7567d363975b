/** The base of every generated client. */
import { ApiPromise } from "./api-promise.js";
import type { ClientCore } from "./call-state.js";
import { everything } from "./capabilities.js";
import { createCore } from "./core.js";
import { createCall } from "./create-call.js";
import { createPathsClient, type PathsClient } from "./openapi-fetch.js";
import type { AnyMethod, Operation, OperationArguments, PagedOperation } from "./operation.js";
import type { ApiDescription, CallOptions, ClientOptions } from "./options.js";
import { PagePromise } from "./pagination/page-promise.js";
import { sendRaw } from "./raw-api.js";
import {
  prepareUndocumented,
  type RequestInput,
  requestOperation,
  splitPath,
} from "./undocumented.js";

/** What resource classes hold: performs operations. */
export interface Caller {
  /** Performs one operation. Options win over the client's. */
  call<Args, Result, Errors>(
    operation: Operation<Args, Result, Errors>,
    args: Args,
    options?: CallOptions,
  ): ApiPromise<Result, Errors>;
  /** Performs an operation that answers a page: await it for the page, iterate it for the items. */
  paginate<Args, Result, Item, Errors>(
    operation: PagedOperation<Args, Result, Item, Errors>,
    args: Args,
    options?: CallOptions,
  ): PagePromise<Item, Result, Errors>;
}

/** A client of one API; `Paths` is openapi-typescript's type of its document. */
export class ApiClient<Paths extends object = Record<string, never>> implements Caller {
  readonly #core: ClientCore;
  #api: PathsClient<Paths> | undefined;

  /** @throws {ConfigError} when an option makes no sense, or no server is known. */
  constructor(description: ApiDescription, options: ClientOptions = {}) {
    this.#core = createCore(description, options, everything);
  }

  /** Performs one operation. Options win over the client's. */
  call<Args, Result, Errors>(
    operation: Operation<Args, Result, Errors>,
    args: Args,
    options?: CallOptions,
  ): ApiPromise<Result, Errors> {
    // The types of an operation are carried, not used: the rings read it as data.
    return new ApiPromise(
      createCall(this.#core, operation as Operation, args as OperationArguments, options),
    );
  }

  /** Performs an operation that answers a page: await it for the page, iterate it for the items. */
  paginate<Args, Result, Item, Errors>(
    operation: PagedOperation<Args, Result, Item, Errors>,
    args: Args,
    options?: CallOptions,
  ): PagePromise<Item, Result, Errors> {
    // As above.
    const paged = operation as PagedOperation<OperationArguments, Result, Item, Errors>;
    return new PagePromise(this.#core, paged, args as OperationArguments, options);
  }

  /**
   * Reaches an endpoint that the document does not have, with the same retries, credentials and errors.
   * Credentials that are configured are sent; repeats follow the method (RFC 9110, section 9.2.2).
   * @param path Starts with a slash, relative to the server; `{name}` is filled from `input.path`. A query in it is
   * sent as it is written.
   */
  request(method: AnyMethod, path: string, input: RequestInput = {}): ApiPromise<unknown, unknown> {
    const { path: pathValues, query, body, ...options } = input;
    const { route, search } = splitPath(path);
    const operation = requestOperation(this.#core, method, route, body);
    const args: OperationArguments = {
      ...(pathValues && { path: pathValues }),
      ...(query && { query }),
      body,
    };
    return new ApiPromise(createCall(this.#core, operation, args, options), {
      prepare: (call) => prepareUndocumented(call, search),
    });
  }

  /** The verbs of openapi-fetch, typed by `paths`, over the same pipeline; answers `{ data, error, response }`. */
  get api(): PathsClient<Paths> {
    this.#api ??= createPathsClient<Paths>(this.#core.baseUrl, (request) =>
      sendRaw(this.#core, request),
    );
    return this.#api;
  }

  /** Ends this client: later calls reject with a `ConfigError`. Calls under way are not touched. */
  async close(): Promise<void> {
    this.#core.isClosed = true;
  }

  /** `await using client = ...` closes it at the end of the block. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
