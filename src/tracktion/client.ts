/** The plain client: an API key, or nobody. */
import { BaseTracktionClient } from "./base-client.js";
import type { Credentials } from "./client-options.js";
import { placeholderKey, type TracktionConfig } from "./config.js";
import { loadConfig } from "./config-file.js";
import { keyCredentials } from "./credentials.js";
import { type Environment, type EnvironmentOptions, environmentOptions } from "./environment.js";
import { tracktionErrors } from "./error-family.js";
import type { TracktionClientOptions } from "./options.js";

/** A client's class, as its static functions see it. */
type ClientClass = new (options: never) => unknown;

/** Options that a client's class takes. */
type OptionsOf<Class extends ClientClass> = Extract<ConstructorParameters<Class>[0], object>;

/** What is said besides the environment or the file; it wins over them. */
export type MoreOptions<Options> = Partial<Options> & { readonly env?: Environment };

/**
 * A client with an API key. It repeats nothing; `RobustTracktionClient` does.
 *
 * ```ts
 * const client = new TracktionClient({ apiKey: "tk_live_..." });
 * const tracks = await client.searchTracks("electronic music", { limit: 5 });
 * ```
 */
export class TracktionClient extends BaseTracktionClient {
  readonly #apiKey: string | undefined;

  /**
   * @param options Options, or the API key alone.
   * @param auth Other credentials than the key: for classes that build on this one.
   * @throws {TracktionApiError} when an option makes no sense.
   */
  constructor(options: TracktionClientOptions | string = {}, auth?: Credentials) {
    const given = typeof options === "string" ? { apiKey: options } : options;
    super(given, auth ?? keyCredentials(given));
    this.#apiKey = given.apiKey;
  }

  /** The API key. It is in nothing that is printed. */
  get apiKey(): string | undefined {
    return this.#apiKey;
  }

  // biome-ignore-start lint/complexity/noThisInStatic: `this` is the class that is asked to make one of its own.
  /**
   * A client out of `TRACKTION_API_KEY`, `TRACKTION_BASE_URL` and (for `SecureTracktionClient`)
   * `TRACKTION_HMAC_SECRET`.
   *
   * @throws {TracktionApiError} when there is no key.
   */
  static fromEnv<Class extends ClientClass>(
    this: Class,
    more: MoreOptions<OptionsOf<Class>> = {},
  ): InstanceType<Class> {
    const { env, ...options } = more;
    return made(this, environmentOptions(env), options);
  }

  /**
   * A client out of a configuration file. A plain client has no use for its `max_retries`. Node only.
   *
   * @param path Default: `tracktion_config.json` in the current folder.
   * @throws {TracktionApiError} when there is no such file, it says what makes no sense, or it has no key.
   */
  static async fromConfig<Class extends ClientClass>(
    this: Class,
    path?: string,
    more: Partial<OptionsOf<Class>> = {},
  ): Promise<InstanceType<Class>> {
    const config = await loadConfig(path);
    if (config.apiKey === undefined && !("apiKey" in more)) {
      const message = `Please put your API key in the place of ${placeholderKey}`;
      throw tracktionErrors.create(message, { kind: "config" });
    }
    return made(this, config, more);
  }
  // biome-ignore-end lint/complexity/noThisInStatic: as above
}

function made<Class extends ClientClass>(
  type: Class,
  found: EnvironmentOptions | TracktionConfig,
  more: object,
): InstanceType<Class> {
  // What a class needs besides is for its constructor to miss; what it makes is one of its own.
  return new type({ ...found, ...more } as never) as InstanceType<Class>;
}
