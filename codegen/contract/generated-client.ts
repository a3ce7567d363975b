/** Loads a generated client from its TypeScript sources, as its users' bundlers would. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CallOptions, ClientOptions, Operation } from "clientwright/runtime";
import { UsageError } from "../config.js";
import type { Credentials } from "./credentials.js";

/** What a contract uses of a generated client. */
export interface CallableClient {
  call(operation: Operation, args: object, options: CallOptions): Promise<unknown>;
}

/** What a contract says to a generated client's constructor. */
export interface ContractClientOptions extends Omit<ClientOptions, "auth"> {
  readonly auth?: Credentials;
}

/** A generated client as a module. */
export interface GeneratedClient {
  readonly Client: new (options: ContractClientOptions) => CallableClient;
  /** Operation values by id. */
  readonly operations: ReadonlyMap<string, Operation>;
  /** Exported error classes by name. */
  readonly errors: ReadonlyMap<string, ErrorClass>;
}

/** An error class of the family. */
export type ErrorClass = abstract new (...args: never) => Error;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const isOperation = (value: unknown): value is Operation =>
  isRecord(value) && typeof value.id === "string" && Array.isArray(value.security);

const prototypeOf = (value: unknown): unknown =>
  typeof value === "function" ? value.prototype : undefined;

const isErrorClass = (value: unknown): value is ErrorClass => prototypeOf(value) instanceof Error;

const isClientClass = (value: unknown): value is GeneratedClient["Client"] => {
  const prototype = prototypeOf(value);
  return isRecord(prototype) && typeof prototype.call === "function";
};

/** What a module of a generated client exports, told apart by what it is. */
export const readGeneratedModule = (
  module: Readonly<Record<string, unknown>>,
  folder: string,
): GeneratedClient => {
  const values = Object.entries(module);
  const Client = values.map(([, value]) => value).find(isClientClass);
  if (Client === undefined) throw new Error(`${folder}/index.ts exports no client class.`);
  const operations = values.map(([, value]) => value).filter(isOperation);
  return {
    Client,
    operations: new Map(operations.map((operation) => [operation.id, operation])),
    errors: new Map(
      values.filter((entry): entry is [string, ErrorClass] => isErrorClass(entry[1])),
    ),
  };
};

const packageName = (folder: string): unknown => {
  const path = join(folder, "package.json");
  if (!existsSync(path)) return undefined;
  const parsed: unknown = JSON.parse(readFileSync(path, "utf8"));
  return isRecord(parsed) ? parsed.name : undefined;
};

/** The folder of the `clientwright` package that contains a path: our own repository. */
const ownPackage = (path: string): string | undefined => {
  for (let folder = path; dirname(folder) !== folder; folder = dirname(folder))
    if (packageName(folder) === "clientwright") return folder;
  return undefined;
};

const sourcesOf = (path: string): string | undefined => {
  const own = ownPackage(path);
  const sources = own === undefined ? "" : join(own, "src", "runtime", "index.ts");
  return existsSync(sources) ? sources : undefined;
};

const isInstalledAbove = (folder: string): boolean => {
  for (let above = folder; dirname(above) !== above; above = dirname(above))
    if (existsSync(join(above, "node_modules", "clientwright"))) return true;
  return false;
};

/** The runtime that this package itself would import. */
const ownRuntime = (): string | undefined => {
  const here = fileURLToPath(import.meta.url);
  try {
    return sourcesOf(dirname(here)) ?? fileURLToPath(import.meta.resolve(runtimeName));
  } catch {
    // Not installed here either. The client may be generated for another runtime: loading it tells.
    return undefined;
  }
};

const runtimeName = "clientwright/runtime";

/**
 * Where `clientwright/runtime` is for a generated folder: inside our repository its sources, so that
 * nothing stale is tested; elsewhere what is installed there, or else next to this package.
 */
const runtimeAlias = (folder: string): Record<string, string> => {
  const sources = sourcesOf(folder);
  if (sources === undefined && isInstalledAbove(folder)) return {};
  const runtime = sources ?? ownRuntime();
  return runtime === undefined ? {} : { [runtimeName]: runtime };
};

/** Loads `index.ts` of a generated folder. Throws `UsageError` when it cannot be loaded. */
export const loadGeneratedClient = async (folder: string): Promise<GeneratedClient> => {
  const { createJiti } = await import("jiti");
  const jiti = createJiti(import.meta.url, {
    alias: runtimeAlias(folder),
    fsCache: false,
    interopDefault: false,
  });
  try {
    const module = await jiti.import(join(folder, "index.ts"));
    return readGeneratedModule(isRecord(module) ? module : {}, folder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`The generated client in ${folder} cannot be loaded: ${reason}`);
  }
};
