/** Reads and writes the configuration file. */
import { open, readFile } from "node:fs/promises";
import { isCode, writePrivateFile } from "../../node/private-file.js";
import { defaultConfigPath, readConfig, type TracktionConfig, writeConfig } from "../config.js";
import type { ConfigFileOptions } from "../config-file.js";
import { tracktionErrors } from "../error-family.js";

/**
 * The options that a configuration file stands for.
 *
 * @param path Default: `tracktion_config.json` in the current folder.
 * @throws {TracktionApiError} when there is no such file, or it says what makes no sense.
 */
export async function loadConfig(path: string = defaultConfigPath): Promise<TracktionConfig> {
  return readConfig(await textOf(path), path);
}

/**
 * Writes a configuration file with a placeholder for the key, readable by its owner alone, and answers its path.
 *
 * @param path Default: `tracktion_config.json` in the current folder.
 * @throws {TracktionApiError} when it must not be replaced, or cannot be written.
 */
export async function createConfigFile(
  path: string = defaultConfigPath,
  { overwrite = true }: ConfigFileOptions = {},
): Promise<string> {
  try {
    if (overwrite) await writePrivateFile(path, writeConfig());
    else await writeNewFile(path, writeConfig());
  } catch (cause) {
    const isThere = !overwrite && isCode(cause, "EEXIST");
    const about = isThere ? "the file exists" : "the file cannot be written";
    throw tracktionErrors.create(`${path}: ${about}`, { kind: "config", cause });
  }
  return path;
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    const about = isCode(cause, "ENOENT") ? "there is no such file" : "the file cannot be read";
    throw tracktionErrors.create(`${path}: ${about}`, { kind: "config", cause });
  }
}

/** Fails when the file is there, also when it appears at this moment. */
async function writeNewFile(path: string, text: string): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(text);
  } finally {
    await file.close();
  }
}
