/** Turns whatever a call throws into the guide's errors. */
import { ClientwrightError, type Logger } from "../runtime/index.js";
import type { BaseTracktionClient } from "./base-client.js";
import { tracktionErrors } from "./error-family.js";
import { TracktionApiError, TracktionError } from "./errors.js";

/** Options of a `RobustApiHandler`. */
export interface ApiHandlerOptions {
  /** Told of what nobody expected. Default: the client's. */
  readonly logger?: Logger;
}

/** Calls functions so that they throw `RateLimitError` and `TracktionApiError` only. */
export class RobustApiHandler<Client extends BaseTracktionClient = BaseTracktionClient> {
  readonly client: Client;
  readonly #logger: Logger;

  constructor(client: Client, options: ApiHandlerOptions = {}) {
    this.client = client;
    this.#logger = options.logger ?? client.logger;
  }

  /**
   * What `task` answers. A method of the client may be given as it is: `handleApiCall(client.searchTracks, "house")`.
   *
   * @throws {RateLimitError} when the limit is reached.
   * @throws {TracktionApiError} for everything else: errors of the client as they are, any other as `Unexpected
   * error`, logged, with the original as its cause.
   */
  async handleApiCall<Args extends unknown[], Result>(
    task: (this: Client, ...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result> {
    try {
      return await task.apply(this.client, args);
    } catch (error) {
      throw this.#understood(error);
    }
  }

  #understood(error: unknown): TracktionError {
    if (error instanceof TracktionError) return error;
    // An error of another client says by its data what it is; all errors of the family are one of these.
    if (error instanceof ClientwrightError)
      return tracktionErrors.create(error.message, error.init) as TracktionError;
    const text = error instanceof Error ? error.message : String(error);
    this.#logger.error("Unexpected error during API call", { error: text });
    return new TracktionApiError(`Unexpected error: ${text}`, { cause: error });
  }
}
