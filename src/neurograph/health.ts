/** `client.health` as the guide has it: the generated health operations, and the status. */
import type { SystemStatus } from "../../generated/neurograph/models.js";
import { Health } from "../../generated/neurograph/resources/health.js";
import { type GetStatusErrors, getStatus } from "../../generated/neurograph/resources/status.js";
import type { ApiPromise, Caller, CallOptions } from "../runtime/index.js";

/**
 * Health of the server. Every method rejects with a `NeuroGraphError`. `check()` and the other
 * checks need no credentials and never log in.
 */
export class HealthResource extends Health {
  readonly #client: Caller;

  constructor(client: Caller) {
    super(client);
    this.#client = client;
  }

  /**
   * Uptime and counts. Needs credentials.
   *
   * @throws {AuthenticationError} without valid credentials.
   */
  status(options?: CallOptions): ApiPromise<SystemStatus, GetStatusErrors> {
    return this.#client.call(getStatus, {}, options);
  }
}
