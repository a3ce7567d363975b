/** Which APIs a command is about: those of the configuration by name, or a document by its file. */
import { existsSync } from "node:fs";
import { basename, resolve } from "node:path";
import { type ApiTarget, type LoadedConfig, loadConfig, targetOf, UsageError } from "./config.js";
import { suggest } from "./suggest.js";

/** Where to look for the configuration, and for files that are named. */
export interface TargetOptions {
  /** Default: the working directory. */
  readonly cwd?: string;
  /** This configuration, instead of a search. */
  readonly config?: string;
  /** Folder of the generated client of a document that no configuration names. */
  readonly client?: string;
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

const findTarget = (config: LoadedConfig, name: string, options: TargetOptions): NamedTarget => {
  const known = config.apis.find(({ key }) => key === name);
  if (known !== undefined) return { ...known, title: name };
  const cwd = resolve(options.cwd ?? process.cwd());
  const spec = resolve(cwd, name);
  if (!existsSync(spec)) throw unknownApi(config, name);
  const output = resolve(cwd, options.client ?? ".");
  return { ...targetOf(cwd, { spec, output }), title: name };
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
  if (names.length > 0) return names.map((name) => findTarget(config, name, options));
  if (config.apis.length === 0)
    throw new UsageError(
      "Name a document, or run `clientwright init`: there is no configuration that names any.",
    );
  return config.apis.map((api) => ({ ...api, title: api.key ?? api.spec }));
};
