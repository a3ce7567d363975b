/** Downloads a document and every file that it refers to; touches nothing on disk. */
import { createFindings } from "../diagnostics.js";
import { decode } from "../load/decode.js";
import { parseText, TextError } from "../load/parse.js";
import { checkVersion } from "../load/version.js";
import { parseYaml } from "../load.js";
import { shownAddress } from "./address.js";
import { type Download, type DownloadOptions, download, type Validators } from "./download.js";
import { createPartNames } from "./part-names.js";
import { PullError } from "./pull-error.js";
import { fileOfReference, outerReferences, rewriteReferences } from "./references.js";

/** How a document and its files are fetched. */
export interface FetchOptions extends DownloadOptions {
  /** Origins besides the document's own that its references may lead to. */
  readonly allowOrigins: readonly string[];
  /** Name of the document's file. */
  readonly name: string;
  /** Name of the folder of the files that it refers to. */
  readonly folder: string;
}

/** One downloaded file as it is to be written. */
export interface FetchedFile {
  readonly url: URL;
  /** What the server sent. */
  readonly bytes: Uint8Array;
  /** What is to be on disk, where references were rewritten. */
  readonly rewritten?: string;
}

/** A document, and the files that it refers to by their names in its folder. */
export interface FetchedDocument extends FetchedFile, Validators {
  readonly parts: ReadonlyMap<string, FetchedFile>;
}

/** Files of one document, as many as are ever sensible. */
const maxParts = 500;

interface Parsed extends Download {
  readonly text: string;
  readonly parsed: unknown;
}

const isPage = (contentType: string, text: string): boolean =>
  /\bhtml\b/i.test(contentType) || /^\s*<(!doctype|html|\?xml)/i.test(text);

const parse = async (downloaded: Download): Promise<Parsed> => {
  const shown = shownAddress(downloaded.url);
  const decoded = decode(downloaded.bytes);
  if ("problem" in decoded)
    throw new PullError("document", `What ${shown} answered ${decoded.problem}.`);
  const { text } = decoded;
  if (isPage(downloaded.contentType, text))
    throw new PullError(
      "document",
      `${shown} answered a web page, not a document.`,
      "It may be a page to log in: give credentials with --header, or the document's own address.",
    );
  try {
    const { parsed } = await parseText(text, parseYaml);
    return { ...downloaded, text, parsed };
  } catch (error) {
    if (!(error instanceof TextError)) throw error;
    const { line, column, message } = error;
    const where = `line ${line}, column ${column}`;
    throw new PullError(
      "document",
      `What ${shown} answered cannot be parsed: ${message} (${where}).`,
    );
  }
};

const checkDocument = ({ url, parsed }: Parsed): void => {
  const findings = createFindings();
  checkVersion(parsed, findings);
  const [finding] = findings.list;
  if (finding === undefined) return;
  throw new PullError(
    "document",
    `What ${shownAddress(url)} answered is not an OpenAPI document: ${finding.message}`,
  );
};

/** The address that a reference means; undefined for one that stays within its file. */
const targetOf = (from: URL, reference: string): URL => {
  const file = fileOfReference(reference);
  if (!URL.canParse(file, from.href))
    throw new PullError(
      "document",
      `${shownAddress(from)} refers to "${file}", which is no address.`,
    );
  return new URL(file, from);
};

const checkOrigin = (target: URL, allowed: ReadonlySet<string>, from: URL): void => {
  if (allowed.has(target.origin)) return;
  const advice = /^https?:/.test(target.protocol)
    ? `Allow it with --allow-origin ${target.origin}, if you trust it.`
    : undefined;
  throw new PullError(
    "document",
    `${shownAddress(from)} refers to ${shownAddress(target)}, which is of another origin.`,
    advice,
  );
};

/** Downloads a document with its files. Answers undefined when it has not changed. Throws `PullError`. */
export const fetchDocument = async (
  address: URL,
  known: Validators,
  options: FetchOptions,
): Promise<FetchedDocument | undefined> => {
  const first = await download(address, known, options);
  if (first === undefined) return undefined;
  const main = await parse(first);
  checkDocument(main);
  const allowed = new Set([address.origin, main.url.origin, ...options.allowOrigins]);
  const nameOf = createPartNames(main.url.origin);
  const parts = new Map<string, FetchedFile>();
  const isMain = (url: URL): boolean => [address.href, main.url.href].includes(url.href);
  const pending: URL[] = [];
  const rewrite = ({ url, text, parsed }: Parsed, toFolder: string, toMain: string) => {
    const changes = new Map<string, string>();
    for (const reference of outerReferences(text, parsed)) {
      const target = targetOf(url, reference);
      checkOrigin(target, allowed, url);
      const fragment = reference.slice(fileOfReference(reference).length);
      if (!isMain(target)) pending.push(target);
      const file = isMain(target) ? toMain : `${toFolder}${nameOf(target)}`;
      changes.set(reference, `${file}${fragment}` || "#");
    }
    return changes.size === 0 ? {} : { rewritten: rewriteReferences(text, changes) };
  };
  const own = rewrite(main, `./${options.folder}/`, "");
  for (let target = pending.shift(); target !== undefined; target = pending.shift()) {
    const name = nameOf(target);
    if (parts.has(name)) continue;
    if (parts.size === maxParts)
      throw new PullError(
        "document",
        `${shownAddress(address)} refers to more than ${maxParts} files.`,
      );
    // Headers were given for the document's origin.
    const headers = target.origin === address.origin ? options.headers : {};
    const part = await download(target, {}, { ...options, headers });
    if (part === undefined)
      throw new PullError("download", `${shownAddress(target)} answered 304.`);
    const parsed = await parse(part);
    parts.set(name, {
      url: target,
      bytes: part.bytes,
      ...rewrite(parsed, "./", `../${options.name}`),
    });
  }
  const { bytes, etag, lastModified } = main;
  return {
    ...{ url: address, bytes, parts, ...own },
    ...(etag !== undefined && { etag }),
    ...(lastModified !== undefined && { lastModified }),
  };
};
