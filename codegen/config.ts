/** The configuration: which documents, where to, and what a foreign document does not say of itself. */
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, isAbsolute, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { createFindings, type Diagnostic, hasErrors } from "./diagnostics.js";
import type { SecurityNode, SecuritySchemeNode } from "./document.js";
import {
  checkVocabulary,
  type ErrorsVocabulary,
  type OperationVocabulary,
  type PagesVocabulary,
  type ResourceVocabulary,
  type ServicesVocabulary,
} from "./vocabulary.js";

/** Where a document is downloaded from, when an address alone does not say it. */
export interface SourceConfig {
  readonly url: string;
  /** Headers of the request; `${NAME}` stands for a variable of the environment. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Further origins, e.g. `https://schemas.example.com`, that the document's references may lead to. */
  readonly allowOrigins?: readonly string[];
}

/** One API of a configuration. Paths are relative to the configuration's folder. */
export interface ApiConfig {
  /** The document's file. */
  readonly spec: string;
  /** Folder of the generated files. */
  readonly output: string;
  /** Where `clientwright pull` downloads the document from; see docs/pull.md. */
  readonly source?: string | SourceConfig;
  /** Overlay files, which change the document in this order; see docs/overlays.md. */
  readonly overlays?: readonly string[];
  /** Name of the API, e.g. `NeuroGraph`: the class is `NeuroGraphApi`. Default: the document's title. */
  readonly name?: string;
  /** Redocly configuration that `lint` checks the document by. */
  readonly lint?: string;
  /** File of the type test; none is written without it. */
  readonly typeTest?: string;
  /** Extension of relative imports. Default: `.js`. */
  readonly importExtension?: ".js" | ".ts" | "";
  /** Where generated code imports the runtime from. Default: `clientwright/runtime`. */
  readonly runtime?: string;
  /** Operations that are generated, e.g. `["tag:users", "!GET /users/export"]`. Default: all. See docs/commands/generate.md. */
  readonly filter?: readonly string[];
  /** Security schemes by name, as OpenAPI has them; for documents that describe none. */
  readonly securitySchemes?: Readonly<Record<string, SecuritySchemeNode>>;
  /** Security of operations that have none of their own; instead of the document's. */
  readonly security?: SecurityNode;
  /** The family of error classes; wins over the document's. */
  readonly errors?: ErrorsVocabulary;
  /** Resources by name; wins over the document's. */
  readonly resources?: Readonly<Record<string, ResourceVocabulary>>;
  /** Asks for services; wins over the document's. */
  readonly services?: ServicesVocabulary;
  /** Vocabulary by operationId, or by request line, e.g. `GET /tokens`; wins over the document's. */
  readonly operations?: Readonly<Record<string, OperationVocabulary>>;
  /** Schemes of pages by name, for the operations that they fit; ahead of the document's. */
  readonly pagination?: Readonly<Record<string, PagesVocabulary>>;
  /**
   * Whether other generators' extensions and links say what pages there are; `infer`: and the usual names of
   * parameters and properties. Wins over the document's. Default: true.
   */
  readonly pageHints?: boolean | "infer";
  /** Lists the values of named enumerations; wins over the document's. */
  readonly enumerations?: boolean;
  /** States what requests must be like, for checks before they are sent; wins over the document's. */
  readonly requestSchemas?: boolean;
}

/** What `clientwright.config.ts` exports. */
export interface Config {
  /** APIs by the name that commands take. */
  readonly apis: Readonly<Record<string, ApiConfig>>;
}

/** One API with its key and absolute paths. */
export interface ApiTarget extends ApiConfig {
  /** Its name in the configuration; undefined for a document named on the command line. */
  readonly key: string | undefined;
  /** Folder that paths in messages and headers are relative to. */
  readonly root: string;
  /** What the document holds, where it is not read from a file: it came from standard input. */
  readonly content?: Uint8Array;
}

/** A configuration as it was found on disk. */
export interface LoadedConfig {
  /** Absolute path of the file; undefined when there is none. */
  readonly file: string | undefined;
  /** Folder of the file, or the working directory. */
  readonly root: string;
  readonly apis: readonly ApiTarget[];
}

/** A mistake in the configuration or in how a command was called: exit code 2. */
export class UsageError extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(message: string, diagnostics: readonly Diagnostic[] = []) {
    super(message);
    this.name = "UsageError";
    this.diagnostics = diagnostics;
  }
}

const fileNames = [
  "clientwright.config.ts",
  "clientwright.config.mts",
  "clientwright.config.js",
  "clientwright.config.mjs",
  "clientwright.config.json",
];

/** The configuration file of a folder, or of the nearest folder above. */
export const findConfig = (from: string): string | undefined => {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const found = fileNames.map((name) => join(folder, name)).find((path) => existsSync(path));
    if (found !== undefined) return found;
    if (dirname(folder) === folder) return undefined;
  }
};

const evaluate = async (file: string): Promise<unknown> => {
  if (file.endsWith(".json")) return JSON.parse(readFileSync(file, "utf8"));
  const { createJiti } = await import("jiti");
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const own = fileURLToPath(new URL(`./define-config.${extension}`, import.meta.url));
  const jiti = createJiti(import.meta.url, {
    moduleCache: false,
    alias: { "@clientwright/codegen": own },
  });
  return jiti.import(file, { default: true });
};

const read = async (file: string): Promise<unknown> => {
  try {
    return await evaluate(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`The configuration ${file} cannot be read: ${reason}`);
  }
};

const check = async (file: string, value: unknown): Promise<Config> => {
  const findings = createFindings();
  for (const finding of await checkVocabulary("config", value, []))
    findings.error({
      ...finding,
      rule: "config",
      place: { file: basename(file), line: 1, column: 1 },
    });
  if (hasErrors(findings.list))
    throw new UsageError(`The configuration ${basename(file)} has errors.`, findings.list);
  // The schema that was just satisfied describes the same type.
  return value as Config;
};

const absolute = (root: string, path: string): string =>
  isAbsolute(path) ? path : join(root, path);

const toTarget = (root: string, key: string | undefined, api: ApiConfig): ApiTarget => ({
  ...api,
  key,
  root,
  spec: absolute(root, api.spec),
  output: absolute(root, api.output),
  ...(api.overlays !== undefined && {
    overlays: api.overlays.map((path) => absolute(root, path)),
  }),
  ...(api.lint !== undefined && { lint: absolute(root, api.lint) }),
  ...(api.typeTest !== undefined && { typeTest: absolute(root, api.typeTest) }),
});

/** Where to look for a configuration. */
export interface LoadConfigOptions {
  /** Folder to search from. Default: the working directory. */
  readonly cwd?: string;
  /** This file, instead of a search. */
  readonly file?: string;
}

/** Reads and checks the configuration; without one, answers an empty one. Throws `UsageError`. */
export const loadConfig = async (options: LoadConfigOptions = {}): Promise<LoadedConfig> => {
  const cwd = resolve(options.cwd ?? process.cwd());
  const file = options.file === undefined ? findConfig(cwd) : resolve(cwd, options.file);
  if (file === undefined) return { file, root: cwd, apis: [] };
  if (!existsSync(file)) throw new UsageError(`There is no configuration at ${file}.`);
  const config = await check(file, await read(file));
  const root = dirname(file);
  return {
    file,
    root,
    apis: Object.entries(config.apis).map(([key, api]) => toTarget(root, key, api)),
  };
};

/** A target for a document that no configuration names. */
export const targetOf = (root: string, api: ApiConfig): ApiTarget => toTarget(root, undefined, api);
