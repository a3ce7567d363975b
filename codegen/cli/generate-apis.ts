/** What `clientwright generate` does, without what it prints. */
import { resolve } from "node:path";
import { type ApiTarget, UsageError } from "../config.js";
import { type GenerateResult, generateApi, nameOf } from "../generate-api.js";
import { chooseTargets, type TargetOptions } from "../targets.js";

/** How clients are generated. */
export interface GenerateOptions extends Omit<TargetOptions, "client"> {
  /** Output folder; needed for a document that no configuration names. */
  readonly output?: string;
  /** Name of the API; wins over the configuration's. */
  readonly name?: string;
  /** Operations to generate, e.g. `tag:users`; wins over the configuration's. */
  readonly filter?: readonly string[];
  /** Only compares; writes nothing. */
  readonly check?: boolean;
  /** Whether to use the cache. Default: true. */
  readonly cache?: boolean;
  /** Leaves out operations that have errors, and takes any value for schemas that have. Default: false. */
  readonly keepGoing?: boolean;
  /** Told of each API before its generation starts. */
  readonly onStart?: (api: string) => void;
}

const withFlags = (target: ApiTarget, options: GenerateOptions): ApiTarget => ({
  ...target,
  ...(options.output !== undefined && {
    output: resolve(options.cwd ?? process.cwd(), options.output),
  }),
  ...(options.name !== undefined && { name: options.name }),
  ...(options.filter !== undefined && { filter: options.filter }),
});

const checkFlags = (targets: readonly ApiTarget[], options: GenerateOptions): void => {
  if (options.output !== undefined && targets.length > 1)
    throw new UsageError("--output is for one API: say which.");
  if (options.name !== undefined && targets.length > 1)
    throw new UsageError("--name is for one API: say which.");
  if (options.filter !== undefined && targets.length > 1)
    throw new UsageError("--filter is for one API: say which.");
  if (options.name !== undefined && !/^[A-Za-z][A-Za-z0-9 _-]*$/.test(options.name))
    throw new UsageError(`--name takes letters and digits, not "${options.name}".`);
  const homeless = targets.find(({ key }) => key === undefined && options.output === undefined);
  if (homeless !== undefined)
    throw new UsageError(`Say with --output where the client of ${nameOf(homeless)} is to go.`);
};

/** The named APIs, or all of the configuration, as flags make them. Throws `UsageError`. */
export const chooseApis = async (
  names: readonly string[],
  options: GenerateOptions,
): Promise<ApiTarget[]> => {
  const targets = await chooseTargets(names, options);
  checkFlags(targets, options);
  return targets.map(({ title: _, ...target }) => withFlags(target, options));
};

/**
 * Generates the named APIs, or all of the configuration. Problems of a document are in its result;
 * throws `UsageError` for what cannot be tried at all, `WriteError` when the disk refuses.
 */
export const generate = async (
  names: readonly string[] = [],
  options: GenerateOptions = {},
): Promise<GenerateResult[]> => {
  const results: GenerateResult[] = [];
  for (const target of await chooseApis(names, options)) {
    options.onStart?.(nameOf(target));
    results.push(await generateApi(target, options));
  }
  return results;
};

/** Findings about what was asked for, or that mean that there is nothing to generate from: exit code 2. */
const unusable = new Set([
  "unreadable-file",
  "syntax",
  "version",
  "limit",
  "foreign-file",
  "filter",
]);

/** Exit code of a run: 0 fine, 1 findings or stale output, 2 unusable document, filter or output folder. */
export const exitCodeOf = (results: readonly GenerateResult[]): number => {
  const errors = results
    .flatMap(({ diagnostics }) => diagnostics)
    .filter(({ severity }) => severity === "error");
  if (errors.some(({ rule }) => unusable.has(rule))) return 2;
  const isFine = ({ status }: GenerateResult): boolean => status !== "failed" && status !== "stale";
  return errors.length === 0 && results.every(isFine) ? 0 : 1;
};
