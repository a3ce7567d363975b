/** The client of Tracktion's tracklist server: the generated one, made from credentials. */
import {
  TracktionTracklistsApi,
  type TracktionTracklistsApiAuth,
  type TracktionTracklistsApiOptions,
} from "../../generated/tracktion-tracklists/client.js";
import type { Caller, SecretValue } from "../runtime/index.js";
import { type AdminAccount, createAdminLogin } from "./admin-login.js";

/** Options of a `TracktionTracklistsClient`. Everything is optional. */
export interface TracktionTracklistsClientOptions
  extends Omit<TracktionTracklistsApiOptions, "auth"> {
  /**
   * API key, or a function that answers it; sent as `X-API-Key`, since the server takes no key as
   * bearer token. Default: none, which most operations accept.
   */
  readonly apiKey?: SecretValue;
  /**
   * Access token of a user, or a function that answers it; sent as bearer token, and before an API
   * key. Needed for usage (`client.developer`). Default: none.
   */
  readonly accessToken?: SecretValue;
  /**
   * Administrator to log in as, at the first operation that needs one (`client.admin`). Its token
   * goes to no other operation. Default: none.
   */
  readonly admin?: AdminAccount;
}

/**
 * A client of one tracklist server; the hosted one unless `baseUrl` says otherwise. Every failure is
 * a `TracktionTracklistsError`; failures that the server answers with status 200 are results whose
 * `success` is false.
 *
 * ```ts
 * await using client = new TracktionTracklistsClient({ baseUrl: "http://localhost:8000" });
 * for await (const set of client.search.tracklists({ query: "nora" })) console.log(set.url);
 * ```
 */
export class TracktionTracklistsClient extends TracktionTracklistsApi {
  constructor(options: TracktionTracklistsClientOptions = {}) {
    const { apiKey, accessToken, admin, ...rest } = options;
    // The login is made before `this` exists and asks for it at the first call, when it is set.
    const self: { client?: Caller } = {};
    const login = admin && createAdminLogin(admin, () => self.client as Caller, rest.clock);
    const auth: TracktionTracklistsApiAuth = {
      ...(accessToken !== undefined && { bearerJwt: accessToken }),
      ...(login && { adminJwt: login }),
      ...(apiKey !== undefined && { apiKeyHeader: apiKey }),
    };
    super({ ...rest, auth });
    self.client = this;
  }
}
