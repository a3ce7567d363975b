/** The configuration file of the guide, as values; knows no files. */

import { isRecord } from "../runtime/index.js";
import { defaultBaseUrl } from "./base-url.js";
import { tracktionErrors } from "./error-family.js";

/** Where the file is unless said otherwise: in the current folder. */
export const defaultConfigPath = "tracktion_config.json";

/** Stands in a new file until somebody puts a key in its place. */
export const placeholderKey = "your_api_key_here";

/** Members of the file, as they are written. */
export interface TracktionConfigFile {
  readonly api_key: string;
  readonly base_url: string;
  /** No other is known. */
  readonly rate_limit_strategy: "exponential_backoff";
  readonly max_retries: number;
  /** Seconds. */
  readonly timeout: number;
}

/** What a new file says. */
export const sampleConfig: TracktionConfigFile = {
  api_key: placeholderKey,
  base_url: defaultBaseUrl,
  rate_limit_strategy: "exponential_backoff",
  max_retries: 3,
  timeout: 30,
};

/** What a file says, as options of a client. The key is not printed. */
export interface TracktionConfig {
  /** Undefined when the file has none, or still the placeholder. */
  readonly apiKey: string | undefined;
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly maxRetries: number;
}

/**
 * The options that a file's text stands for; what it leaves out is as in a new file.
 *
 * @throws {TracktionApiError} when it is no such file, or names a strategy that nobody knows.
 */
export function readConfig(text: string, path: string): TracktionConfig {
  const file: Readonly<Record<string, unknown>> = { ...sampleConfig, ...parsed(text, path) };
  const { api_key, base_url, rate_limit_strategy, max_retries, timeout } = file;
  if (rate_limit_strategy !== sampleConfig.rate_limit_strategy)
    throw refused(path, `rate_limit_strategy must be ${sampleConfig.rate_limit_strategy}`);
  if (typeof base_url !== "string") throw refused(path, "base_url must be text");
  if (typeof api_key !== "string") throw refused(path, "api_key must be text");
  const isUnset = api_key === placeholderKey || api_key === "";
  return printedWithoutKey({
    apiKey: isUnset ? undefined : api_key,
    baseUrl: base_url,
    timeoutMs: numberOf(timeout, "timeout", path) * 1_000,
    maxRetries: numberOf(max_retries, "max_retries", path),
  });
}

/** The text of a new file: what the guide's setup script writes, byte for byte. */
export function writeConfig(config: TracktionConfigFile = sampleConfig): string {
  return JSON.stringify(config, undefined, 2);
}

function parsed(text: string, path: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch {
    // The platform's message quotes the text, which holds a key.
  }
  throw refused(path, "it is no JSON object");
}

function numberOf(value: unknown, name: string, path: string): number {
  if (typeof value === "number" && value >= 0) return value;
  throw refused(path, `${name} must be a number from 0 up`);
}

function refused(path: string, about: string): Error {
  return tracktionErrors.create(`${path}: ${about}`, { kind: "config" });
}

const inspect = Symbol.for("nodejs.util.inspect.custom");

/** A spread copies the key, which is what options are for; consoles and JSON show that there is one. */
function printedWithoutKey(config: TracktionConfig): TracktionConfig {
  const shown = { ...config, ...(config.apiKey !== undefined && { apiKey: "[redacted]" }) };
  const show = { value: () => shown, enumerable: false };
  return Object.defineProperties(config, { toJSON: show, [inspect]: show });
}
