/** The client of Valentina Noir: the guide's options over the generated services. */
import { valentina } from "../../generated/valentina/client.js";
import {
  type DicerollsService,
  type ValentinaHeldScope,
  ValentinaServices,
} from "../../generated/valentina/services.js";
import { runtimeOptions } from "./client-options.js";
import { APIConfig, type VClientOptions } from "./config.js";
import { ConfigurationError } from "./errors/index.js";
import { configureDefaultClient } from "./registry.js";

/**
 * A client of one server, with one API key. It becomes the default client of the factory functions unless
 * `setAsDefault` is false. Services of a company take its id last, or the client's default. [VN-010, VN-053]
 *
 * ```ts
 * const client = new VClient({ baseUrl: "https://api.valentina-noir.com", apiKey, defaultCompanyId });
 * for (const user of await client.users().listAll()) console.log(user.name);
 * ```
 */
export class VClient extends ValentinaServices {
  readonly #config: APIConfig;
  readonly #key: { current: string };
  #isClosed = false;

  /** @throws {ConfigurationError} when an option is missing or makes no sense. Nothing is sent. */
  constructor(options: VClientOptions) {
    const config = options.config ?? new APIConfig(options);
    const key = { current: config.apiKey };
    super(valentina, {
      ...runtimeOptions(config, options),
      auth: { apiKey: () => key.current },
    });
    this.#config = config;
    this.#key = key;
    if (options.setAsDefault ?? true) configureDefaultClient(this);
  }

  /** Company of services that are given none. [VN-093] */
  get defaultCompanyId(): string | undefined {
    return this.#config.defaultCompanyId;
  }

  /** Whether `close()` was called. [VN-093] */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Sends another key from the next request on: after `developer.regenerateApiKey()`, say. [VN-099] */
  setApiKey(apiKey: string): void {
    this.#key.current = apiKey;
  }

  /** Ends this client: later calls reject with a `ConfigurationError`. Calls under way are not touched. [VN-091] */
  override async close(): Promise<void> {
    this.#isClosed = true;
    await super.close();
  }

  /** `dicerolls` as the guide spells it. [VN-053] */
  dicreolls(userId: string, held?: ValentinaHeldScope): DicerollsService {
    return this.dicerolls(userId, held);
  }

  /** Empty counts as not given. [VN-034, VN-035] */
  protected override hold<Name extends keyof ValentinaHeldScope>(
    _name: Name,
    given: ValentinaHeldScope[Name],
  ): NonNullable<ValentinaHeldScope[Name]> {
    const companyId = given || this.defaultCompanyId;
    if (companyId !== undefined) return companyId;
    throw new ConfigurationError("company_id is required (no default_company_id configured)");
  }
}
