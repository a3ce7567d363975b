/** The configuration file of a person: who, and the token of the last login. */
import { homedir } from "node:os";
import { join } from "node:path";
import { readPrivateFile, writePrivateFile } from "../../node/private-file.js";
import { isRecord, textOf, withoutEmptyFields } from "../../runtime/index.js";
import { NdiConfigError } from "../errors.js";
import { parseJson } from "./local-documents.js";

/** What the file holds; other members are kept as they are. */
export interface StoredConfig {
  readonly email?: string;
  readonly token?: string;
  /** When it was written; ISO 8601 where this client did. [NDI-013] */
  readonly last_updated?: string;
  /** Address of the server that gave the token, where it was said to `saveToken`. */
  readonly server?: string;
  readonly [member: string]: unknown;
}

/** Where the file is. */
export interface ConfigPath {
  /** Default: `~/.ndi/cloud_config.json`. */
  readonly path?: string;
}

/** A token, and whose it is. */
export interface TokenToSave extends ConfigPath {
  readonly token: string;
  readonly email?: string;
  /** Address of the server that gave it, so that no other is sent it. Default: not said. */
  readonly server?: string;
  /** Milliseconds since the epoch. Default: the time of the machine. */
  readonly now?: number;
}

/** Where the file is, unless a call says otherwise. */
export function defaultConfigPath(): string {
  return join(homedir(), ".ndi", "cloud_config.json");
}

/**
 * Keeps a token for later sessions, in a file that its owner alone may read. What else the file holds stays. [NDI-012,
 * NDI-013]
 *
 * @returns the path of the file. [NDI-014]
 */
export async function saveToken(options: TokenToSave): Promise<string> {
  const { token, email, server, path, now } = options;
  if (token === "") throw new NdiConfigError("There is no token to save");
  const place = path ?? defaultConfigPath();
  const known = await readConfig(place).catch(() => undefined); // What cannot be read is replaced.
  const last_updated = new Date(now ?? Date.now()).toISOString();
  const { server: _replaced, ...kept } = known ?? {};
  const said = { ...(email && { email }), ...(server && { server }) };
  const config: StoredConfig = { ...kept, ...said, token, last_updated };
  await writePrivateFile(place, `${JSON.stringify(config, null, 2)}\n`);
  return place;
}

/**
 * The token that was saved. [NDI-015]
 *
 * @throws {NdiConfigError} when there is none. [NDI-016]
 */
export async function loadToken(options: ConfigPath = {}): Promise<string> {
  const { token } = await loadConfig(options);
  if (token) return token;
  throw noToken();
}

/**
 * All that was saved, whoever wrote it: texts of other types count as absent, unknown members are kept. [NDI-015]
 *
 * @throws {NdiConfigError} when there is no file, or it holds no JSON object.
 */
export async function loadConfig({ path }: ConfigPath = {}): Promise<StoredConfig> {
  const config = await readConfig(path ?? defaultConfigPath());
  if (config === undefined) throw noToken();
  return config;
}

async function readConfig(path: string): Promise<StoredConfig | undefined> {
  const text = await readPrivateFile(path);
  if (text === undefined) return undefined;
  const value = parsed(path, text);
  const { email, token, last_updated: updated, server, ...others } = value;
  const known = {
    email: textOf(email),
    server: textOf(server),
    token: textOf(token)?.trim(),
    last_updated: textOf(updated),
  };
  return { ...others, ...withoutEmptyFields(known) };
}

/** The text is in no error: it may be a token. */
function parsed(path: string, text: string): Readonly<Record<string, unknown>> {
  try {
    const value = parseJson(text);
    if (isRecord(value)) return value;
  } catch {
    throw new NdiConfigError(`${path} is no JSON`);
  }
  throw new NdiConfigError(`${path} holds no JSON object`);
}

function noToken(): NdiConfigError {
  return new NdiConfigError("No saved token. Call login() first.");
}
