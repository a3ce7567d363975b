/** `clientwright generate --watch`: generates again whenever a file changes that the result depends on. */
import { resolve } from "node:path";
import { type ApiTarget, findConfig, UsageError } from "../config.js";
import { type GenerateResult, generateApi, nameOf } from "../generate-api.js";
import { stdinArgument } from "../stdin.js";
import { fileSystem } from "../watch/file-watcher.js";
import { runOnChanges, type WatchParts } from "../watch/loop.js";
import { WriteError } from "../write.js";
import { chooseApis, type GenerateOptions } from "./generate-apis.js";

/** How clients are kept current. */
export interface WatchOptions extends Omit<GenerateOptions, "check"> {
  /** Ends it. */
  readonly signal?: AbortSignal;
  /** Told what came of each generation. */
  readonly onResult?: (result: GenerateResult) => void;
  /** Told of a configuration or a disk that refuses; the last good output stays. */
  readonly onFailure?: (error: UsageError | WriteError) => void;
  /** Told how many files are watched, each time it starts to wait. */
  readonly onWatch?: (files: number) => void;
}

/** An API with the files that its last result came from. */
interface Watched {
  readonly target: ApiTarget;
  readonly inputs: readonly string[];
}

const configFile = ({ cwd = process.cwd(), config }: WatchOptions): string | undefined =>
  config === undefined ? findConfig(cwd) : resolve(cwd, config);

/** What can go wrong at any time, and may be right again after the next change. */
const isPassing = (error: unknown): error is UsageError | WriteError =>
  error instanceof UsageError || error instanceof WriteError;

const createGenerateOne =
  (options: WatchOptions) =>
  async ({ target, inputs }: Watched): Promise<Watched> => {
    options.onStart?.(nameOf(target));
    try {
      const result = await generateApi(target, options);
      options.onResult?.(result);
      return { target, inputs: result.inputs };
    } catch (error) {
      if (!isPassing(error)) throw error;
      options.onFailure?.(error);
      return { target, inputs: inputs.length > 0 ? inputs : [target.spec] };
    }
  };

/** The APIs of a configuration that was edited; those of before while it has errors. */
const chooseAgain = async (
  names: readonly string[],
  options: WatchOptions,
): Promise<Watched[] | undefined> => {
  try {
    return (await chooseApis(names, options)).map((target) => ({ target, inputs: [] }));
  } catch (error) {
    if (!isPassing(error)) throw error;
    options.onFailure?.(error);
    return undefined;
  }
};

/**
 * Generates the named APIs, or all of the configuration, and again whenever a file of a document or the configuration
 * changes; until the signal is aborted. Documents with errors are told, and the last good output stays. Throws
 * `UsageError` for what cannot be tried at all.
 */
export const watch = async (
  names: readonly string[] = [],
  options: WatchOptions = {},
  parts: WatchParts = fileSystem,
): Promise<void> => {
  if (names.includes(stdinArgument))
    throw new UsageError("Standard input ends: it cannot be watched. Name a file.");
  const generateOne = createGenerateOne(options);
  const config = configFile(options);
  let apis: Watched[] = (await chooseApis(names, options)).map((target) => ({
    target,
    inputs: [],
  }));
  const run = async (changed: ReadonlySet<string> | undefined): Promise<string[]> => {
    const isAll = changed === undefined || (config !== undefined && changed.has(config));
    const chosen = isAll && changed !== undefined ? await chooseAgain(names, options) : apis;
    const next: Watched[] = [];
    for (const api of chosen ?? apis) {
      const isDue =
        (isAll && chosen !== undefined) || api.inputs.some((path) => changed?.has(path) === true);
      next.push(isDue ? await generateOne(api) : api);
    }
    apis = next;
    const files = new Set(apis.flatMap(({ inputs }) => inputs));
    if (config !== undefined) files.add(config);
    options.onWatch?.(files.size);
    return [...files];
  };
  await runOnChanges(run, parts, options.signal ?? new AbortController().signal);
};
