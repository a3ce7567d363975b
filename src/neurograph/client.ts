/** The NeuroGraph client: the guide's names over the generated operations. */
import { neuroGraph } from "../../generated/neurograph/client.js";
import { Auth, logout } from "../../generated/neurograph/resources/auth.js";
import { Cache } from "../../generated/neurograph/resources/cache.js";
import { Cdna } from "../../generated/neurograph/resources/cdna.js";
import { Grid } from "../../generated/neurograph/resources/grid.js";
import { Metrics } from "../../generated/neurograph/resources/metrics.js";
import { Modules } from "../../generated/neurograph/resources/modules.js";
import { Query } from "../../generated/neurograph/resources/query.js";
import { Root } from "../../generated/neurograph/resources/root.js";
import { Status } from "../../generated/neurograph/resources/status.js";
import { Websocket } from "../../generated/neurograph/resources/websocket.js";
import type { paths } from "../../generated/neurograph/schema.js";
import { bearer } from "../auth/index.js";
import { createTrustingTransport, type Transport } from "../node/trusting-transport.js";
import { ApiClient, type Caller } from "../runtime/index.js";
import { ApiKeysResource } from "./api-keys.js";
import { clientOptions } from "./client-options.js";
import { type Credentials, createCredentials } from "./credentials.js";
import { neuroGraphErrors } from "./error-family.js";
import { HealthResource } from "./health.js";
import { getLogger } from "./logging.js";
import type { NeuroGraphClientOptions } from "./options.js";
import { SpatialTokensResource } from "./spatial-tokens.js";
import { TokensResource } from "./tokens.js";

/**
 * A client of one NeuroGraph server. It logs in at the first call that needs it, shares that login
 * among all calls, and renews it before it ends. Every failure is a `NeuroGraphError`.
 *
 * ```ts
 * await using client = new NeuroGraphClient({ username: "developer", password: "developer123" });
 * const token = await client.tokens.create({ text: "hello world" });
 * ```
 */
export class NeuroGraphClient extends ApiClient<paths> {
  /** Texts with embeddings, and the search among them. */
  readonly tokens: TokensResource = new TokensResource(this);
  /** Keys for programs. */
  readonly apiKeys: ApiKeysResource = new ApiKeysResource(this);
  /** Whether the server is well, and what it holds. */
  readonly health: HealthResource = new HealthResource(this);
  /** Tokens in the reference server's own form. */
  readonly spatialTokens: SpatialTokensResource = new SpatialTokensResource(this);
  /** The account behind the credentials. The client logs in by itself. */
  readonly auth: Auth = new Auth(this);
  /** Status and statistics of the system. */
  readonly status: Status = new Status(this);
  /** Metrics, for Prometheus and as JSON. */
  readonly metrics: Metrics = new Metrics(this);
  /** The server's caches. */
  readonly cache: Cache = new Cache(this);
  /** Questions in words. */
  readonly query: Query = new Query(this);
  /** Spatial grids. Answers come in envelopes: see `data`. */
  readonly grid: Grid = new Grid(this);
  /** Weights of the eight dimensions. Answers come in envelopes: see `data`. */
  readonly cdna: Cdna = new Cdna(this);
  /** The modules of the server. */
  readonly modules: Modules = new Modules(this);
  /** The WebSocket endpoint, seen from outside. */
  readonly websocket: Websocket = new Websocket(this);
  /** The service at its root address. */
  readonly root: Root = new Root(this);

  readonly #login: Credentials["login"];
  readonly #transport: Transport | undefined;

  /** @throws {NeuroGraphError} for options that contradict each other. */
  constructor(options: NeuroGraphClientOptions = {}) {
    const transport = createTrustingTransport(options, (message) =>
      neuroGraphErrors.create(message, { kind: "config" }),
    );
    // The provider is made before `this` exists, and needs it at the first call only.
    const self: { client?: Caller } = {};
    const { provider, login } = createCredentials(options, () => self.client as Caller);
    super(neuroGraph, clientOptions(options, provider, transport?.fetch));
    self.client = this;
    this.#login = login;
    this.#transport = transport;
  }

  /**
   * Tells the server that the login is over, and forgets its tokens; the next call logs in again.
   * Sends nothing when there is no login. A failure of the call is logged and otherwise ignored.
   */
  async logout(): Promise<void> {
    const held = this.#login?.current();
    if (held === undefined) return;
    await this.#login?.logout();
    const body = { token: held.accessToken };
    const options = { auth: bearer(held.accessToken), retry: false } as const;
    await this.call(logout, { body }, options).catch((error: unknown) => {
      getLogger("client").debug(`logout failed: ${error}`);
    });
  }

  /** Ends the client: later calls are rejected. Does nothing the second time. */
  override async close(): Promise<void> {
    await super.close();
    await this.#transport?.close();
  }
}

/**
 * Runs `task` with a client of its own and closes the client afterwards, also after an error.
 * Answers what `task` answers.
 */
export async function withClient<Result>(
  options: NeuroGraphClientOptions,
  task: (client: NeuroGraphClient) => Result | Promise<Result>,
): Promise<Result> {
  await using client = new NeuroGraphClient(options);
  return await task(client);
}
