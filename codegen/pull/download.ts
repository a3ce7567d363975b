/** Downloads one file: redirects, limits and conditional requests. The only place of this package that goes to the network. */
import { refusalOf, shownAddress, withoutUser } from "./address.js";
import { PullError } from "./pull-error.js";

/** How files are downloaded. */
export interface DownloadOptions {
  /** Headers for the origin of the first address; they go to no other. */
  readonly headers: Readonly<Record<string, string>>;
  readonly allowHttp: boolean;
  /** Milliseconds for the whole download, redirects included. */
  readonly timeoutMs: number;
  /** Most bytes of a file, after decompression. */
  readonly maxBytes: number;
}

/** What the server said of a file when it was last downloaded (RFC 9110, section 8.8). */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

/** A downloaded file. */
export interface Download extends Validators {
  /** Address after redirects. */
  readonly url: URL;
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

/** Redirects that are followed, as many as are ever needed. */
const maxRedirects = 5;

const redirects = new Set([301, 302, 303, 307, 308]);

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: "there is no such host",
  EAI_AGAIN: "the host's name could not be looked up",
  ECONNREFUSED: "nothing listens there",
  ECONNRESET: "the connection was cut",
  UND_ERR_SOCKET: "the connection was cut before the whole file had come",
  UND_ERR_CONNECT_TIMEOUT: "no connection was made in time",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "its certificate is signed by an unknown authority",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate is signed by an unknown authority",
  CERT_HAS_EXPIRED: "its certificate has expired",
};

const codeOf = (error: unknown): string => {
  const { cause, code } = error as { readonly cause?: unknown; readonly code?: unknown };
  if (typeof code === "string") return code;
  return typeof cause === "object" && cause !== null ? codeOf(cause) : "";
};

/** Says why the network failed, without the error's own text: that may show the address with its secrets. */
const explain = (error: unknown, url: URL, { timeoutMs }: DownloadOptions): PullError => {
  if (error instanceof PullError) return error;
  const shown = shownAddress(url);
  if (error instanceof Error && error.name === "TimeoutError")
    return new PullError("download", `${shown} did not answer within ${timeoutMs} ms.`);
  const code = codeOf(error);
  const reason =
    reasons[code] ?? (code === "" ? "the connection failed" : `the connection failed (${code})`);
  return new PullError("download", `${shown} could not be downloaded: ${reason}.`);
};

const advice: Readonly<Record<number, string>> = {
  401: 'Give credentials, e.g. --header "Authorization: Bearer $TOKEN".',
  403: 'Give credentials, e.g. --header "Authorization: Bearer $TOKEN".',
  404: "Check the address; it is the document's own, not that of a page about it.",
};

const refuse = (response: Response, url: URL): never => {
  const { status, statusText } = response;
  const said = [status, statusText].filter((word) => word !== "").join(" ");
  throw new PullError("download", `${shownAddress(url)} answered ${said}.`, advice[status]);
};

const tooLarge = (url: URL, maxBytes: number): PullError =>
  new PullError(
    "download",
    `${shownAddress(url)} is larger than ${maxBytes} bytes.`,
    "Allow more with --max-bytes.",
  );

const readBody = async (response: Response, url: URL, maxBytes: number): Promise<Uint8Array> => {
  if (Number(response.headers.get("content-length") ?? 0) > maxBytes) {
    await response.body?.cancel();
    throw tooLarge(url, maxBytes);
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    // Leaving the loop cancels the body.
    if (size > maxBytes) throw tooLarge(url, maxBytes);
    parts.push(part);
  }
  return Buffer.concat(parts);
};

/** Where a redirect leads. An encrypted connection is never given up for one that is not. */
const nextOf = (response: Response, url: URL, { allowHttp }: DownloadOptions): URL => {
  const location = response.headers.get("location");
  if (location === null || !URL.canParse(location, url.href))
    throw new PullError("download", `${shownAddress(url)} redirects to nowhere.`);
  const next = withoutUser(new URL(location, url)).url;
  const isDowngrade = url.protocol === "https:" && next.protocol !== "https:" && !allowHttp;
  const refusal = isDowngrade ? "it is not encrypted" : refusalOf(next, allowHttp);
  if (refusal === undefined) return next;
  throw new PullError(
    "download",
    `${shownAddress(url)} redirects to ${shownAddress(next)}, which is not followed: ${refusal}.`,
  );
};

const conditions = ({ etag, lastModified }: Validators): Record<string, string> => ({
  ...(etag !== undefined && { "if-none-match": etag }),
  ...(lastModified !== undefined && { "if-modified-since": lastModified }),
});

const validatorsOf = ({ headers }: Response): Validators => {
  const [etag, lastModified] = [headers.get("etag"), headers.get("last-modified")];
  return { ...(etag !== null && { etag }), ...(lastModified !== null && { lastModified }) };
};

const request = async (
  start: URL,
  known: Validators,
  options: DownloadOptions,
): Promise<Download | undefined> => {
  const signal = AbortSignal.timeout(options.timeoutMs);
  const general = { accept: "application/json, application/yaml, */*;q=0.8", ...conditions(known) };
  let [url, own] = [start, options.headers];
  for (let hops = 0; hops <= maxRedirects; hops++) {
    const headers = { ...general, ...own };
    const response = await fetch(url, { redirect: "manual", headers, signal });
    if (response.status === 304 && Object.keys(known).length > 0) return undefined;
    if (redirects.has(response.status)) {
      const next = nextOf(response, url, options);
      await response.body?.cancel();
      // Credentials stay where they were meant for, even when a further redirect leads back.
      if (next.origin !== url.origin) own = {};
      url = next;
      continue;
    }
    if (!response.ok) refuse(response, url);
    const bytes = await readBody(response, url, options.maxBytes);
    const contentType = response.headers.get("content-type") ?? "";
    return { url, bytes, contentType, ...validatorsOf(response) };
  }
  throw new PullError(
    "download",
    `${shownAddress(start)} redirects more than ${maxRedirects} times.`,
  );
};

/** Downloads a file; answers undefined when it has not changed since. Throws `PullError`. */
export const download = async (
  url: URL,
  known: Validators,
  options: DownloadOptions,
): Promise<Download | undefined> => {
  const refusal = refusalOf(url, options.allowHttp);
  if (refusal !== undefined)
    throw new PullError("download", `${shownAddress(url)} is not fetched: ${refusal}.`);
  try {
    return await request(url, known, options);
  } catch (error) {
    throw explain(error, url, options);
  }
};
