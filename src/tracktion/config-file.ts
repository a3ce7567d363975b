/** The configuration file, read and written by the Node room, which is fetched when it is first needed. */
import { defaultConfigPath, type TracktionConfig } from "./config.js";
import { tracktionErrors } from "./error-family.js";

/** How a file is written. */
export interface ConfigFileOptions {
  /** Whether a file that is there is replaced, its key included. Default: true. */
  readonly overwrite?: boolean;
}

/**
 * The options that a configuration file stands for: `timeout` in milliseconds, the placeholder as no key. Node only.
 *
 * @param path Default: `tracktion_config.json` in the current folder.
 * @throws {TracktionApiError} when there is no such file, or it says what makes no sense.
 */
export async function loadConfig(path: string = defaultConfigPath): Promise<TracktionConfig> {
  const { loadConfig: load } = await importNodeRoom();
  return load(path);
}

/**
 * Writes a configuration file with a placeholder for the key, readable by its owner alone, and answers its path. An
 * existing file is replaced. Node only.
 *
 * @param path Default: `tracktion_config.json` in the current folder.
 * @throws {TracktionApiError} when it must not be replaced, or cannot be written.
 */
export async function createConfigFile(
  path: string = defaultConfigPath,
  options?: ConfigFileOptions,
): Promise<string> {
  const { createConfigFile: create } = await importNodeRoom();
  return create(path, options);
}

/** By a name that bundlers cannot follow: Node's modules would break every bundle for browsers. */
async function importNodeRoom(): Promise<typeof import("./node/index.js")> {
  const host = globalThis as {
    readonly process?: { readonly versions?: { readonly node?: string } };
  };
  if (host.process?.versions?.node === undefined) {
    throw tracktionErrors.create("Configuration files are for Node only", { kind: "config" });
  }
  const room = "clientwright/tracktion/node";
  return import(/* webpackIgnore: true */ /* @vite-ignore */ room);
}
