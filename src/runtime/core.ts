/** What a client keeps between calls. */
import type { Capabilities, ClientCore } from "./call-state.js";
import { systemClock } from "./clock.js";
import type { ApiDescription, ClientOptions } from "./options.js";
import { createPipeline } from "./pipeline.js";
import { serverUrl } from "./server-url.js";
import { clientSettings } from "./settings.js";

/**
 * The state of a new client.
 * @throws {ConfigError} when an option makes no sense, or no server is known.
 */
export function createCore(
  description: ApiDescription,
  options: ClientOptions,
  capabilities: Capabilities,
): ClientCore {
  const errors = options.errors ?? description.errors;
  const refuse = (message: string): Error =>
    errors.create(`${description.name}: ${message}`, { kind: "config" });
  const settings = clientSettings(options, { description, capabilities }, refuse);
  if (options.policies !== undefined && capabilities.policies === undefined) {
    throw refuse("this client cannot run policies");
  }
  const baseUrl = settings.baseUrl ?? serverUrl(description.servers[0] ?? "");
  if (baseUrl === undefined) throw refuse("the document names no absolute server; pass baseUrl");
  return {
    description,
    capabilities,
    settings,
    baseUrl,
    origin: new URL(baseUrl).origin,
    errors,
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
    normalise: options.normalise,
    makesKeys: options.autoIdempotencyKeys ?? true,
    followsRedirects: options.followRedirects ?? true,
    plans: new WeakMap(),
    run: createPipeline(capabilities),
    isClosed: false,
  };
}
