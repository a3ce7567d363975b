/** Which documents are pulled, from where, and with which headers. */
import { resolve } from "node:path";
import { type ApiTarget, type LoadedConfig, UsageError } from "../config.js";
import { suggest } from "../suggest.js";
import { expand, parseAddress, withoutUser } from "./address.js";

/** How documents are pulled. */
export interface PullOptions {
  /** Where to look for the configuration. Default: the working directory. */
  readonly cwd?: string;
  /** This configuration, instead of a search. */
  readonly config?: string;
  /** The file of a document that is named by its address. */
  readonly output?: string;
  /** Headers as `name: value`, for the document's own origin; `${NAME}` is a variable of the environment. */
  readonly headers?: readonly string[];
  /** Further origins that references may lead to. */
  readonly allowOrigins?: readonly string[];
  /** Whether plain HTTP is fetched from other machines than this one. Default: false. */
  readonly allowHttp?: boolean;
  /** Only says whether there is something new. */
  readonly check?: boolean;
  /** Fails where what comes is not what was recorded. */
  readonly frozen?: boolean;
  /** Milliseconds for one file. Default: 30,000. */
  readonly timeoutMs?: number;
  /** Most bytes of one file. Default: 64 MiB. */
  readonly maxBytes?: number;
  /** Variables of the environment. Default: those of the process. */
  readonly env?: NodeJS.ProcessEnv;
  /** Told of each document before it is downloaded. */
  readonly onStart?: (file: string) => void;
}

/** One document, and what only its own origin is told. */
export interface Source {
  readonly file: string;
  readonly address: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly allowOrigins: readonly string[];
}

/** A header that can be sent (RFC 9110, section 5). Its value may be a secret, and is not shown. */
const toHeader = (name: string, value: string, env: NodeJS.ProcessEnv): [string, string] => {
  const expanded = expand(value, env);
  if (!/^[!#$%&'*+.^_`|~A-Za-z0-9-]+$/.test(name))
    throw new UsageError('A header is given as "name: value".');
  if (!/^[\t\x20-\x7e\x80-\xff]+$/.test(expanded))
    throw new UsageError(`The header ${name} has no value that can be sent.`);
  return [name.toLowerCase(), expanded];
};

const parseHeader = (text: string, env: NodeJS.ProcessEnv): [string, string] => {
  const colon = text.indexOf(":");
  return toHeader(text.slice(0, Math.max(colon, 0)).trim(), text.slice(colon + 1).trim(), env);
};

const sourceOf = (
  file: string,
  source: NonNullable<ApiTarget["source"]>,
  env: NodeJS.ProcessEnv,
): Source => {
  const {
    url,
    headers = {},
    allowOrigins = [],
  } = typeof source === "string" ? { url: source } : source;
  const known = withoutUser(parseAddress(url));
  const own = Object.entries(headers).map(([name, value]) => toHeader(name, value, env));
  return {
    ...{ file, allowOrigins, address: known.url },
    headers: { ...known.headers, ...Object.fromEntries(own) },
  };
};

const isAddress = (name: string): boolean => /^[a-z][a-z0-9+.-]*:\/\//i.test(name);

const namedSource = (config: LoadedConfig, name: string, options: PullOptions): Source => {
  const env = options.env ?? process.env;
  if (isAddress(name)) {
    if (options.output === undefined)
      throw new UsageError("Say with --output which file the document is to be.");
    return sourceOf(resolve(options.cwd ?? process.cwd(), options.output), name, env);
  }
  const api = config.apis.find(({ key }) => key === name);
  const known = config.apis.flatMap(({ key, source }) =>
    key === undefined || source === undefined ? [] : [key],
  );
  if (api === undefined) throw new UsageError(`There is no API "${name}". ${suggest(name, known)}`);
  if (api.source === undefined)
    throw new UsageError(`The API "${name}" has no source: add one to the configuration.`);
  return sourceOf(api.spec, api.source, env);
};

const checkOrigin = (origin: string): void => {
  if (!URL.canParse(origin) || new URL(origin).origin !== origin)
    throw new UsageError(`--allow-origin takes an origin like https://host, not "${origin}".`);
};

/** Adds what the command line says to what the configuration says. */
const withOptions = (source: Source, options: PullOptions): Source => {
  const { headers = [], allowOrigins = [], env = process.env } = options;
  allowOrigins.forEach(checkOrigin);
  const given = headers.map((text) => parseHeader(text, env));
  return {
    ...source,
    headers: { ...source.headers, ...Object.fromEntries(given) },
    allowOrigins: [...source.allowOrigins, ...allowOrigins],
  };
};

/** The documents of the named APIs, or of an address, or of all that have a source. Throws `UsageError`. */
export const chooseSources = (
  config: LoadedConfig,
  names: readonly string[],
  options: PullOptions,
): Source[] => {
  const all = config.apis.flatMap(({ key, source }) =>
    key === undefined || source === undefined ? [] : [key],
  );
  const chosen = names.length > 0 ? names : all;
  if (chosen.length === 0)
    throw new UsageError("Name an address: no API of the configuration has a source.");
  if (options.output !== undefined && !(chosen.length === 1 && isAddress(chosen[0] ?? "")))
    throw new UsageError(
      "--output is for one address; the others go where the configuration says.",
    );
  const sources = chosen.map((name) => namedSource(config, name, options));
  const origins = new Set(sources.map(({ address }) => address.origin));
  if ((options.headers ?? []).length > 0 && origins.size > 1)
    throw new UsageError(
      "--header is for one origin: say which API, or put it into the configuration.",
    );
  return sources.map((source) => withOptions(source, options));
};
