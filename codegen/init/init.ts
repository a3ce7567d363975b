/** Writes a project's first configuration: which documents there are, and where their clients go. */
import { existsSync, writeFileSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { type ApiConfig, findConfig, UsageError } from "../config.js";
import { installCommand, isInstalled } from "../project/package-manager.js";
import { WriteError } from "../write.js";
import { chooseKeys } from "./api-keys.js";
import { type ConfigFormat, configFiles, configText } from "./config-text.js";
import { type FoundDocument, findDocuments } from "./find-documents.js";
import { recognise } from "./recognise.js";

/** How a configuration is made. */
export interface InitOptions {
  /** Folder of the project. Default: the working directory. */
  readonly cwd?: string;
  /** This document, instead of a search. */
  readonly spec?: string;
  /** Folder of the client, or of the folders of several. Default: `src/generated/<key>`, without `src` where there is none. */
  readonly output?: string;
  /** Name of the API; default: the document's title. */
  readonly name?: string;
  /** Default: `ts`. */
  readonly format?: ConfigFormat;
  /** Whether to overwrite a configuration. */
  readonly force?: boolean;
}

/** What was written. */
export interface InitResult {
  /** Absolute path of the configuration. */
  readonly config: string;
  readonly apis: Readonly<Record<string, ApiConfig>>;
  /** Absolute paths of documents that were found, and cannot be generated from. */
  readonly unsupported: readonly string[];
  /** Whether the search for documents ended before all folders were seen. */
  readonly isCutShort: boolean;
  /** Commands to go on with. */
  readonly next: readonly string[];
}

const shown = (root: string, file: string): string => {
  const path = relative(root, file).replaceAll("\\", "/");
  return isAbsolute(path) ? file : path;
};

const isSupported = ({ version }: FoundDocument): boolean => /^3\.[012]\b/.test(version);

const conversion = "Convert Swagger documents first, for example with `npx swagger2openapi`.";

const named = (root: string, spec: string): FoundDocument => {
  const file = resolve(root, spec);
  if (!existsSync(file)) throw new UsageError(`There is no file ${spec}.`);
  const found = recognise(file);
  if (found === undefined) throw new UsageError(`${spec} is no OpenAPI document.`);
  if (isSupported({ ...found, file })) return { ...found, file };
  throw new UsageError(
    `${spec} is of version ${found.version}; 3.0, 3.1 and 3.2 are supported. ${conversion}`,
  );
};

const search = (root: string) => {
  const { documents, isCutShort } = findDocuments(root);
  const supported = documents.filter(isSupported);
  const unsupported = documents.filter((one) => !isSupported(one)).map(({ file }) => file);
  if (supported.length > 0) return { documents: supported, unsupported, isCutShort };
  if (unsupported.length > 0)
    throw new UsageError(
      `Of the documents here none is OpenAPI 3: ${unsupported.map((file) => shown(root, file)).join(", ")}. ${conversion}`,
    );
  throw new UsageError(
    "There is no OpenAPI document here. Say where it is with --spec, or save it here, for example as openapi.json.",
  );
};

const checkName = (name: string, count: number): void => {
  if (count > 1) throw new UsageError("--name is for one API: say which with --spec.");
  if (!/^[A-Za-z][A-Za-z0-9 _-]*$/.test(name))
    throw new UsageError(`--name takes letters and digits, not "${name}".`);
};

/** The file to write; throws where one is in the way. */
const placeOf = (root: string, format: ConfigFormat, force: boolean): string => {
  const file = join(root, configFiles[format]);
  const present = findConfig(root);
  if (present === undefined || dirname(present) !== root) return file;
  if (present !== file)
    throw new UsageError(`There is a ${shown(root, present)} already: remove it, or add to it.`);
  if (!force)
    throw new UsageError(`There is a ${shown(root, present)} already; --force overwrites it.`);
  return file;
};

const outputOf = (root: string, key: string, count: number, output: string | undefined): string => {
  if (output === undefined)
    return existsSync(join(root, "src")) ? `src/generated/${key}` : `generated/${key}`;
  const folder = shown(root, resolve(root, output)) || ".";
  return count > 1 ? `${folder}/${key}` : folder;
};

const nextSteps = (root: string): string[] => [
  ...(isInstalled(root, "clientwright") ? [] : [installCommand(root, "clientwright", false)]),
  ...(isInstalled(root, "@clientwright/codegen")
    ? []
    : [installCommand(root, "@clientwright/codegen", true)]),
  "npx clientwright generate",
];

const write = (file: string, text: string, force: boolean): void => {
  try {
    writeFileSync(file, text, { flag: force ? "w" : "wx" });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new WriteError(`The configuration was not written: ${reason}.`, error);
  }
};

/**
 * Finds the documents of a project and writes a configuration that names them; nothing else. Throws `UsageError` where there
 * is no document, or a configuration already, and `WriteError` when the disk refuses.
 */
export const init = async (options: InitOptions = {}): Promise<InitResult> => {
  const root = resolve(options.cwd ?? process.cwd());
  const { format = "ts", force = false, name, output, spec } = options;
  const config = placeOf(root, format, force);
  const found =
    spec === undefined
      ? search(root)
      : { documents: [named(root, spec)], unsupported: [], isCutShort: false };
  const { documents, unsupported, isCutShort } = found;
  if (name !== undefined) checkName(name, documents.length);
  const apis = [...chooseKeys(root, documents)].map(([key, { file }]): [string, ApiConfig] => [
    key,
    {
      spec: shown(root, file),
      output: outputOf(root, key, documents.length, output),
      ...(name !== undefined && { name }),
    },
  ]);
  const result = { config, apis: Object.fromEntries(apis) };
  write(config, configText(format, result.apis), force);
  return { ...result, unsupported, isCutShort, next: nextSteps(root) };
};
