/** Which APIs a command is about: those of the configuration by name, or a document by its file. */
import { existsSync } from "node:fs";
import { basename, resolve } from "node:path";
import { type ApiTarget, type LoadedConfig, loadConfig, targetOf, UsageError } from "./config.js";
import { stdinName } from "./load/files.js";
import { type ByteSource, readStdin, stdinArgument } from "./stdin.js";
import { suggest } from "./suggest.js";

/** Where to look for the configuration, and for files that are named. */
export interface TargetOptions {
  /** Default: the working directory. */
  readonly cwd?: string;
  /** This configuration, instead of a search. */
  readonly config?: string;
  /** Folder of the generated client of a document that no configuration names. */
  readonly client?: string;
  /** Overlay files, beside those of the configuration; for one API. */
  readonly overlays?: readonly string[];
  /** What "-" reads the document from. Default: standard input. */
  readonly stdin?: ByteSource;
}

/** An API to work on. */
export interface NamedTarget extends ApiTarget {
  readonly title: string;
}

const unknownApi = ({ apis, file }: LoadedConfig, name: string): UsageError => {
  const known = apis.flatMap(({ key }) => (key === undefined ? [] : [key]));
  if (/[\\/]|\.(ya?ml|json)$/i.test(name)) return new UsageError(`There is no file ${name}.`);
  if (file === undefined || known.length === 0)
    return new UsageError(`There is no file ${name}, and no configuration that names APIs.`);
  const where = basename(file);
  return new UsageError(`There is no API "${name}" in ${where}. ${suggest(name, known)}`);
};

/** The document on standard input, as if it were a file of the working directory. */
const pipedTarget = async (
  cwd: string,
  output: string,
  from?: ByteSource,
): Promise<NamedTarget> => {
  const content = await readStdin(from);
  return { ...targetOf(cwd, { spec: stdinName, output }), content, title: stdinName };
};

const findTarget = async (
  config: LoadedConfig,
  name: string,
  options: TargetOptions,
): Promise<NamedTarget> => {
  const known = config.apis.find(({ key }) => key === name);
  if (known !== undefined) return { ...known, title: name };
  const cwd = resolve(options.cwd ?? process.cwd());
  const output = resolve(cwd, options.client ?? ".");
  if (name === stdinArgument) return pipedTarget(cwd, output, options.stdin);
  const spec = resolve(cwd, name);
  if (!existsSync(spec)) throw unknownApi(config, name);
  return { ...targetOf(cwd, { spec, output }), title: name };
};

const withOverlays = (targets: readonly NamedTarget[], options: TargetOptions): NamedTarget[] => {
  const cwd = resolve(options.cwd ?? process.cwd());
  const overlays = (options.overlays ?? []).map((path) => resolve(cwd, path));
  if (overlays.length === 0) return [...targets];
  if (targets.length > 1) throw new UsageError("--overlay is for one API: say which.");
  return targets.map((target) => ({
    ...target,
    overlays: [...(target.overlays ?? []), ...overlays],
  }));
};

const findTargets = async (
  config: LoadedConfig,
  names: readonly string[],
  options: TargetOptions,
): Promise<NamedTarget[]> => {
  if (names.filter((name) => name === stdinArgument).length > 1)
    throw new UsageError('"-" can be given once: standard input holds one document.');
  return Promise.all(names.map((name) => findTarget(config, name, options)));
};

/** The named APIs, or every one of the configuration. Throws `UsageError` for a name it does not know. */
export const chooseTargets = async (
  names: readonly string[],
  options: TargetOptions = {},
): Promise<NamedTarget[]> => {
  const config = await loadConfig({
    ...(options.cwd !== undefined && { cwd: options.cwd }),
    ...(options.config !== undefined && { file: options.config }),
  });
  if (names.length > 0) return withOverlays(await findTargets(config, names, options), options);
  if (config.apis.length === 0)
    throw new UsageError(
      "Name a document, or run `clientwright init`: there is no configuration that names any.",
    );
  const targets = config.apis.map((api) => ({ ...api, title: api.key ?? api.spec }));
  return withOverlays(targets, options);
};
