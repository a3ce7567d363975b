/** `clientwright pull`: downloads documents and records what came. The only command that goes to the network. */
import type { Command } from "commander";
import { loadConfig, UsageError } from "../config.js";
import { shownAddress } from "../pull/address.js";
import { keyOfPath, type Lock, readLock } from "../pull/lock.js";
import { pullDocument } from "../pull/pull-document.js";
import { PullError, type PullFailure } from "../pull/pull-error.js";
import { chooseSources, type PullOptions, type Source } from "../pull/sources.js";
import { coloursFor, createOutput, type Output, printable } from "./output.js";

export type { PullOptions };

/** What came of one document. */
export interface PullResult {
  /** Its file, as seen from the record. */
  readonly file: string;
  /** Its address, without credentials and secret values. */
  readonly url: string;
  /** `new`: with `check`, the server has another document than the record. */
  readonly status: "unchanged" | "written" | "new" | "failed";
  readonly failure?: PullFailure;
  readonly message?: string;
  readonly advice?: string;
}

const attempt = async (
  source: Source,
  lock: Lock,
  root: string,
  options: PullOptions,
): Promise<PullResult & { readonly lock: Lock }> => {
  const shown = { file: keyOfPath(root, source.file), url: shownAddress(source.address) };
  try {
    const { status, lock: next } = await pullDocument(source, lock, {
      root,
      headers: source.headers,
      allowHttp: options.allowHttp ?? false,
      timeoutMs: options.timeoutMs ?? 30_000,
      maxBytes: options.maxBytes ?? 64 * 2 ** 20,
      check: options.check ?? false,
      frozen: options.frozen ?? false,
    });
    return { ...shown, status, lock: next };
  } catch (error) {
    if (!(error instanceof PullError)) throw error;
    const { failure, message, advice } = error;
    return { ...shown, status: "failed", failure, message, ...(advice && { advice }), lock };
  }
};

/**
 * Downloads documents: those of the named APIs, or one by its address, or all that the configuration has a
 * source of. What fails is in the results; throws `UsageError` for what cannot be tried at all, `WriteError`
 * when the disk refuses.
 */
export const pull = async (
  names: readonly string[] = [],
  options: PullOptions = {},
): Promise<PullResult[]> => {
  const config = await loadConfig({
    ...(options.cwd !== undefined && { cwd: options.cwd }),
    ...(options.config !== undefined && { file: options.config }),
  });
  const results: PullResult[] = [];
  let lock = readLock(config.root);
  for (const source of chooseSources(config, names, options)) {
    options.onStart?.(keyOfPath(config.root, source.file));
    const { lock: next, ...result } = await attempt(source, lock, config.root, options);
    lock = next;
    results.push(result);
  }
  return results;
};

/** Exit code of a run: 0 fine, 1 something new, not as recorded or not downloaded, 2 no OpenAPI document. */
export const exitCodeOf = (results: readonly PullResult[]): number => {
  if (results.some(({ failure }) => failure === "document")) return 2;
  return Number(results.some(({ status }) => status === "failed" || status === "new"));
};

const words: Readonly<Record<PullResult["status"], string>> = {
  unchanged: "is up to date",
  written: "written",
  new: "has something new",
  failed: "not written",
};

const print = (results: readonly PullResult[], output: Output): void => {
  const colours = coloursFor(process.stderr, process.env);
  for (const { file, url, status, message, advice } of results) {
    if (message !== undefined)
      output.say(`${file}  ${colours.red("error")}  ${printable(message)}`);
    if (advice !== undefined) output.say(`    ${printable(advice)}`);
    output.result(`${file}  ${url}  ${words[status]}`);
  }
};

interface PullFlags extends Omit<PullOptions, "headers" | "allowOrigins"> {
  readonly header?: readonly string[];
  readonly allowOrigin?: readonly string[];
  readonly json?: boolean;
}

const run = async (names: string[], flags: PullFlags): Promise<void> => {
  const output = createOutput(process);
  const interrupted = (): void => process.exit(130);
  process.once("SIGINT", interrupted);
  const { header, allowOrigin, ...options } = flags;
  try {
    const results = await pull(names, {
      ...options,
      ...(header !== undefined && { headers: header }),
      ...(allowOrigin !== undefined && { allowOrigins: allowOrigin }),
      onStart: (file) => output.progress(`Downloading ${file} ...`),
    });
    if (flags.json === true) output.result(JSON.stringify({ documents: results }, null, 2));
    else print(results, output);
    process.exitCode = exitCodeOf(results);
  } finally {
    output.done();
    process.removeListener("SIGINT", interrupted);
  }
};

const repeated = (value: string, before: readonly string[] = []): string[] => [...before, value];

const parseCount =
  (option: string) =>
  (text: string): number => {
    const count = Number(text);
    if (Number.isSafeInteger(count) && count > 0) return count;
    throw new UsageError(`${option} takes a whole number above 0, not "${text}".`);
  };

const examples = `
Examples:
  $ clientwright pull                          every document that the configuration has a source of
  $ clientwright pull shop                     one of them
  $ clientwright pull https://shop.example.com/openapi.json --output specs/shop/openapi.json
  $ clientwright pull shop --header "Authorization: Bearer $SHOP_TOKEN"
  $ clientwright pull --check                  says whether there is something new; writes nothing
  $ clientwright pull --frozen                 fails unless what comes is what was recorded

Exit codes: 0 fine, 1 something new, not as recorded or not downloaded, 2 usage or no OpenAPI document.`;

/** Adds the command. */
export const pullCommand = (program: Command): void => {
  program
    .command("pull")
    .summary("download documents, and record what came")
    .description(
      "Downloads documents and what they refer to, and records their hashes in clientwright.lock.json. " +
        "No other command goes to the network.",
    )
    .argument(
      "[apis...]",
      "names of the configuration, or an address; all with a source by default",
    )
    .option("--output <file>", "file of a document that is named by its address")
    .option("--header <header>", 'header for the document\'s own origin, "name: value"', repeated)
    .option("--allow-origin <origin>", "further origin that references may lead to", repeated)
    .option("--allow-http", "fetch unencrypted addresses of other machines too")
    .option("--check", "only say whether there is something new")
    .option("--frozen", "fail where what comes is not what was recorded")
    .option(
      "--timeout-ms <number>",
      "time for one file; default: 30000",
      parseCount("--timeout-ms"),
    )
    .option("--max-bytes <number>", "size of one file; default: 64 MiB", parseCount("--max-bytes"))
    .option("--config <file>", "configuration to read instead of the nearest one")
    .option("--json", "print the results as one JSON document")
    .addHelpText("after", examples)
    .action(run);
};
