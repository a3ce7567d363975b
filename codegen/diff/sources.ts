/** What is to be compared: reads arguments and options of the command as pairs of documents. */
import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import { type ApiTarget, type LoadedConfig, loadConfig, targetOf, UsageError } from "../config.js";
import { nameOf } from "../generate-api.js";
import { suggest } from "../suggest.js";
import { findRepository, pathInRepository } from "./revisions.js";

/** How documents are named. */
export interface SourceOptions {
  /** Where to look for the configuration and for files that are named. Default: the working directory. */
  readonly cwd?: string;
  /** This configuration, instead of a search. */
  readonly config?: string;
  /** Revision of the old side, for APIs of the configuration or `spec`. */
  readonly from?: string;
  /** Revision of the new side. Default: the working tree. */
  readonly to?: string;
  /** Document whose revisions are compared, instead of those of the configuration. */
  readonly spec?: string;
}

/** One version of a document. */
export type Source =
  | { readonly kind: "file"; readonly file: string }
  /** `path` is that within the repository. */
  | { readonly kind: "revision"; readonly revision: string; readonly path: string };

/** Two versions of one document. */
export interface SourcePair {
  readonly api: string;
  /** What the configuration says of the API; it holds for both versions. */
  readonly target: ApiTarget;
  readonly old: Source;
  readonly new: Source;
}

interface Place {
  readonly cwd: string;
  readonly config: LoadedConfig;
}

/** `revision:path` or `git:revision:path`; a path is that from the top, or from here with `./`. */
const parseRevision = async (text: string, { cwd }: Place): Promise<Source | undefined> => {
  const plain = text.replace(/^git:/, "");
  const colon = plain.indexOf(":");
  if (colon <= 0) return undefined;
  const [revision, path] = [plain.slice(0, colon), plain.slice(colon + 1)];
  if (path === "") return undefined;
  const repository = await findRepository(cwd);
  const fromTop = /^\.\.?\//.test(path) ? repository : { ...repository, prefix: "" };
  return { kind: "revision", revision, path: pathInRepository(fromTop, path) };
};

/** A document that is named by itself; undefined for the name of a revision. */
const parseDocument = async (text: string, place: Place): Promise<Source | undefined> => {
  const file = resolve(place.cwd, text);
  if (!text.startsWith("git:") && existsSync(file)) return { kind: "file", file };
  return parseRevision(text, place);
};

/** The API whose document a source is, so that both versions get its vocabulary. */
const findApi = async (source: Source, { cwd, config }: Place): Promise<ApiTarget | undefined> => {
  if (source.kind === "file") return config.apis.find(({ spec }) => spec === source.file);
  if (config.apis.length === 0) return undefined;
  const repository = await findRepository(cwd);
  return config.apis.find(({ spec }) => pathInRepository(repository, spec) === source.path);
};

const plainTarget = (cwd: string, spec: string): ApiTarget =>
  targetOf(cwd, { spec: resolve(cwd, spec), output: resolve(cwd) });

const pairDocuments = async (old: Source, now: Source, place: Place): Promise<SourcePair> => {
  const api = (await findApi(now, place)) ?? (await findApi(old, place));
  const spec = now.kind === "file" ? now.file : now.path;
  const target = api ?? plainTarget(place.cwd, spec);
  const name = api === undefined ? relative(place.cwd, resolve(place.cwd, spec)) : nameOf(api);
  return { api: name, target, old, new: now };
};

const pairRevisions = async (
  target: ApiTarget,
  revisions: { readonly from: string; readonly to: string | undefined },
  { cwd }: Place,
): Promise<SourcePair> => {
  const path = pathInRepository(await findRepository(cwd), target.spec);
  const now: Source =
    revisions.to === undefined
      ? { kind: "file", file: target.spec }
      : { kind: "revision", revision: revisions.to, path };
  const api = target.key ?? relative(cwd, target.spec);
  return { api, target, old: { kind: "revision", revision: revisions.from, path }, new: now };
};

const knownNames = ({ apis }: LoadedConfig): string[] =>
  apis.flatMap(({ key }) => (key === undefined ? [] : [key]));

const findTarget = (name: string, { cwd, config }: Place): ApiTarget => {
  const api = config.apis.find(({ key }) => key === name);
  if (api !== undefined) return api;
  const file = resolve(cwd, name);
  const known = config.apis.find(({ spec }) => spec === file);
  if (known !== undefined || existsSync(file)) return known ?? plainTarget(cwd, name);
  const names = knownNames(config);
  const advice = names.length > 0 ? ` ${suggest(name, names)}` : "";
  throw new UsageError(`There is no API and no file "${name}".${advice}`);
};

const targetsOf = (
  names: readonly string[],
  { spec }: SourceOptions,
  place: Place,
): readonly ApiTarget[] => {
  const { config, cwd } = place;
  if (spec !== undefined) {
    const file = resolve(cwd, spec);
    return [config.apis.find((api) => api.spec === file) ?? plainTarget(cwd, spec)];
  }
  if (names.length > 0) return names.map((name) => findTarget(name, place));
  if (config.apis.length > 0) return config.apis;
  throw new UsageError("Say with --spec which document: there is no configuration that names any.");
};

const usage =
  "Say what to compare: two documents, a revision, or an API with --from <revision> (--help has examples).";

const checkArguments = (args: readonly string[], options: SourceOptions, place: Place): void => {
  const { from, to, spec } = options;
  if (from === undefined && to !== undefined)
    throw new UsageError("--to needs --from: say both revisions.");
  if (from !== undefined && spec !== undefined && args.length > 0)
    throw new UsageError("With --from, name the document either by --spec or by itself.");
  if (from !== undefined) return;
  if (args.length === 0 || args.length > 2) throw new UsageError(usage);
  const api = args.find((name) => knownNames(place.config).includes(name));
  if (api !== undefined)
    throw new UsageError(`Say with --from which revision of ${api} to compare with.`);
};

/** Reads arguments and options as pairs of documents. Throws `UsageError` for what means none. */
export const chooseSources = async (
  args: readonly string[],
  options: SourceOptions,
): Promise<SourcePair[]> => {
  const cwd = resolve(options.cwd ?? process.cwd());
  const config = await loadConfig({
    cwd,
    ...(options.config !== undefined && { file: options.config }),
  });
  const place: Place = { cwd, config };
  checkArguments(args, options, place);
  const revise = (names: readonly string[], from: string, to: string | undefined) =>
    Promise.all(
      targetsOf(names, options, place).map((target) => pairRevisions(target, { from, to }, place)),
    );
  if (options.from !== undefined) return revise(args, options.from, options.to);
  const documents = await Promise.all(args.map((text) => parseDocument(text, place)));
  const [old, now] = documents;
  if (old !== undefined && now !== undefined) return [await pairDocuments(old, now, place)];
  const [first = "", second] = args;
  if (old !== undefined && args.length === 1)
    throw new UsageError(
      `Say what to compare ${first} with: another document, or --from <revision>.`,
    );
  const missing = args.find((_, index) => documents[index] === undefined) ?? "";
  if (old !== undefined || now !== undefined)
    throw new UsageError(`There is no file ${missing}; a revision of a file is revision:path.`);
  // A file name is no revision: git's own words about it would mislead.
  if (/\.(ya?ml|json)$/i.test(missing)) throw new UsageError(`There is no file ${missing}.`);
  return revise([], first, second);
};
