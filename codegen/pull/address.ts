/** Addresses that documents are downloaded from: what is allowed, and what may be shown of them. */
import { UsageError } from "../config.js";
import { decodePercent } from "../diagnostics.js";

/** Puts variables of the environment in the place of `${NAME}`. Throws `UsageError` for one that is not set. */
export const expand = (text: string, env: NodeJS.ProcessEnv): string =>
  text.replace(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (_, name: string) => {
    const value = env[name];
    if (value === undefined || value === "")
      throw new UsageError(`The environment has no ${name}, which the source of a document needs.`);
    return value;
  });

/** Whether an address leads to this machine. */
export const isLoopback = ({ hostname }: URL): boolean =>
  hostname === "localhost" ||
  hostname.endsWith(".localhost") ||
  hostname === "[::1]" ||
  /^127\.\d+\.\d+\.\d+$/.test(hostname);

/** Why an address may not be asked; undefined where it may. */
export const refusalOf = (url: URL, allowHttp: boolean): string | undefined => {
  if (url.protocol === "https:") return undefined;
  if (url.protocol !== "http:") return `${url.protocol}// is not fetched, only https`;
  return allowHttp || isLoopback(url)
    ? undefined
    : "it is not encrypted: use https, or allow it with --allow-http";
};

/** Parses an address. Throws `UsageError`, which shows nothing of what it might hold. */
export const parseAddress = (text: string): URL => {
  if (URL.canParse(text)) return new URL(text);
  throw new UsageError(
    "The source of a document must be a whole address, e.g. https://host/openapi.json.",
  );
};

/** An address without its name and password, and these as a header (RFC 7617). */
export const withoutUser = (
  address: URL,
): { readonly url: URL; readonly headers: Readonly<Record<string, string>> } => {
  const url = new URL(address);
  if (url.username === "" && url.password === "") return { url, headers: {} };
  const pair = [url.username, url.password].map(decodePercent).join(":");
  url.username = "";
  url.password = "";
  return { url, headers: { authorization: `Basic ${Buffer.from(pair).toString("base64")}` } };
};

const secretName = /key|token|secret|pass|pwd|sig|auth|cred|session|code|jwt|login|user/i;

/** Words such as a version or a format are shown; whatever could be a secret is not. */
const isPlain = (name: string, value: string): boolean =>
  !secretName.test(name) && /^[\w.-]{0,16}$/.test(value);

/** An address as it may be printed and recorded: without credentials, fragment and secret values of its query. */
export const shownAddress = (address: URL): string => {
  const { url } = withoutUser(address);
  url.hash = "";
  for (const [name, value] of [...url.searchParams])
    if (!isPlain(name, value)) url.searchParams.set(name, "***");
  return url.href;
};
