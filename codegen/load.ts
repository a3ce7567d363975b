/** From files to one bundled document that is known to be sound. The only importer of Redocly's core. */
import { readFileSync } from "node:fs";
import { isAbsolute, relative, resolve } from "node:path";
import type { NormalizedProblem } from "@redocly/openapi-core";
import {
  createFindings,
  type Diagnostic,
  type Findings,
  hasErrors,
  type Path,
  type Place,
  pathOf,
  sortDiagnostics,
} from "./diagnostics.js";
import type { OpenApiDocument } from "./document.js";
import { checkExtensions } from "./load/extensions.js";
import {
  type Provide,
  readSource,
  readSources,
  type SourceFile,
  type SourceFiles,
} from "./load/files.js";
import { originOf } from "./load/origin.js";
import type { Written } from "./load/overlay/origins.js";
import type { ParseYaml } from "./load/parse.js";
import { placeInText } from "./load/place.js";
import { type Prepared, prepare, unchanged } from "./load/prepare.js";
import { checkStructure } from "./load/structure.js";
import { checkVersion } from "./load/version.js";

/** What came of loading a document. */
export interface Loaded {
  /** The bundled document as its authors wrote it; undefined when it has errors. */
  readonly document: OpenApiDocument | undefined;
  /** Absolute paths of every file it is made of, its own first. */
  readonly files: readonly string[];
  /** Absolute paths of files that are referred to and cannot be read. */
  readonly missing: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** Adds file, line and column to findings about the bundled document. */
  locate(diagnostics: readonly Diagnostic[]): Promise<Diagnostic[]>;
}

/** How a document is loaded. */
export interface LoadOptions {
  /** Folder that paths in messages are relative to. Default: the working directory. */
  readonly root?: string;
  /** What the file holds, where it is not to be read: a document from standard input. */
  readonly content?: Uint8Array | undefined;
  /** Overlay files, which change the document in this order before it is checked. */
  readonly overlays?: readonly string[];
  /** Told of each file before it is read, so that it can be put there. */
  readonly provide?: Provide;
}

const redocly = () => import("@redocly/openapi-core");

/** Parses YAML; throws an error that may carry `line` and `column`. */
export const parseYaml: ParseYaml = async (text: string): Promise<unknown> => {
  const { parseYaml: parse } = await redocly();
  try {
    return parse(text);
  } catch (error) {
    const { mark, reason } = error as {
      readonly mark?: { readonly line: number; readonly column: number };
      readonly reason?: string;
    };
    if (mark === undefined) throw error;
    throw Object.assign(new Error(reason ?? String(error)), {
      line: mark.line + 1,
      column: mark.column + 1,
    });
  }
};

/** Redocly's documents of files that were read already, so that it reads none itself. */
const createResolver = async (files: SourceFiles) => {
  const core = await redocly();
  const resolver = new core.BaseResolver();
  for (const { file, text } of files.values())
    resolver.cache.set(file, Promise.resolve(core.makeDocumentFromString(text, file)));
  return resolver;
};

/** Joins the files of a document into one whose references all point inside. */
const bundle = async (file: string, files: SourceFiles, findings: Findings): Promise<unknown> => {
  const core = await redocly();
  const { bundle: document, problems } = await core.bundle({
    ref: file,
    config: await core.createConfig({}),
    externalRefResolver: await createResolver(files),
    dereference: false,
  });
  for (const problem of problems) {
    const [location] = problem.location;
    const place = location === undefined ? undefined : core.getLineColLocation(location);
    findings.error({
      rule: problem.ruleId === "bundler" ? "unresolved-reference" : problem.ruleId,
      at: location?.pointer ?? "",
      message: problem.message,
      ...(place !== undefined && {
        place: { file: place.source.absoluteRef, line: place.start.line, column: place.start.col },
      }),
    });
  }
  return document.parsed;
};

const shownFile = (root: string, file: string): string => {
  const path = relative(root, file) || ".";
  return path.startsWith("..") || isAbsolute(path) ? file : path.replaceAll("\\", "/");
};

/** Finds the place of a part of the bundled document, or of an overlay. */
const createPlaceOf =
  (files: SourceFiles, main: SourceFile) =>
  ({ source, path }: Written): Promise<Place> => {
    const origin = source === undefined ? originOf(files, main, path) : { source, path };
    return placeInText(origin.source, origin.path);
  };

const createLocate = (
  root: string,
  files: SourceFiles,
  main: SourceFile,
  written: Prepared["written"] = unchanged(main.parsed).written,
) => {
  const show = (place: Place): Place => ({ ...place, file: shownFile(root, place.file) });
  const placeOfWritten = createPlaceOf(files, main);
  const placeOf = (path: Path): Promise<Place> => placeOfWritten(written(path));
  return async (diagnostics: readonly Diagnostic[]): Promise<Diagnostic[]> => {
    const located = diagnostics.map(async (one) => ({
      ...one,
      place: show(one.place ?? (await placeOf(pathOf(one.pointer)))),
    }));
    return sortDiagnostics(await Promise.all(located));
  };
};

const checkDocument = async (document: unknown, findings: Findings): Promise<void> => {
  checkStructure(document, findings);
  await checkExtensions(document, findings);
};

const readOverlays = async (paths: readonly string[], findings: Findings) => {
  const sources = await Promise.all(paths.map((path) => readSource(path, parseYaml, findings)));
  return sources.filter((source) => source !== undefined);
};

/** Reads, bundles and checks a document. Reports everything that would break generation, all at once. */
export const load = async (path: string, options: LoadOptions = {}): Promise<Loaded> => {
  const root = options.root ?? process.cwd();
  const file = resolve(root, path);
  const findings = createFindings();
  const missing: string[] = [];
  const fail = async (files: readonly string[], locate: Loaded["locate"]): Promise<Loaded> => {
    return {
      document: undefined,
      files,
      missing,
      diagnostics: await locate(findings.list),
      locate,
    };
  };
  await options.provide?.(file);
  const main = await readSource(file, parseYaml, findings, options.content);
  const overlayPaths = (options.overlays ?? []).map((overlay) => resolve(root, overlay));
  for (const overlay of overlayPaths) await options.provide?.(overlay);
  const overlays = await readOverlays(overlayPaths, findings);
  if (main === undefined) {
    const nothing: SourceFile = { file, text: "", parsed: undefined };
    return fail([file], createLocate(root, new Map(), nothing));
  }
  checkVersion(main.parsed, findings);
  if (hasErrors(findings.list)) {
    return fail([file], createLocate(root, new Map([[file, main]]), main));
  }
  const files = await readSources(main, parseYaml, findings, missing, options.provide);
  const read = [...files.keys(), ...overlayPaths];
  if (hasErrors(findings.list)) return fail(read, createLocate(root, files, main));
  const bundled = files.size === 1 ? main.parsed : await bundle(file, files, findings);
  const placeOf = createPlaceOf(files, main);
  const prepared = hasErrors(findings.list)
    ? unchanged(bundled)
    : await prepare(bundled, file, overlays, placeOf, findings);
  const { document } = prepared;
  const locate = createLocate(root, files, main, prepared.written);
  if (!hasErrors(findings.list)) await checkDocument(document, findings);
  if (hasErrors(findings.list)) return fail(read, locate);
  return {
    // `checkStructure` has established the shape.
    document: document as OpenApiDocument,
    files: read,
    missing,
    diagnostics: await locate(findings.list),
    locate,
  };
};

/** How a document is checked by rules. */
export interface LintOptions extends LoadOptions {
  /** Redocly configuration, e.g. `specs/redocly.yaml`. Default: Redocly's `spec` ruleset. */
  readonly config?: string;
}

/** A sound document after its overlays as one text; findings are then placed by their pointers. */
const textOf = async (
  path: string,
  options: LintOptions,
): Promise<[string, Loaded] | undefined> => {
  if ((options.overlays ?? []).length === 0) return undefined;
  const loaded = await load(path, options);
  return loaded.document === undefined ? undefined : [JSON.stringify(loaded.document), loaded];
};

/** Redocly's resolver for the files of a document as we read them: whatever their encoding. */
const resolverFor = async (file: string, options: LintOptions) => {
  const unheard = createFindings();
  const main = await readSource(file, parseYaml, unheard, options.content);
  return createResolver(
    main === undefined ? new Map() : await readSources(main, parseYaml, unheard, []),
  );
};

/** Redocly's types do not know that a response of Swagger 2.0 may be a file; `structure` checks the type. */
const isFalseAlarm = ({ ruleId, message, location }: NormalizedProblem): boolean =>
  ruleId === "struct" &&
  message.startsWith("`type` can be one of") &&
  /\/responses\/[^/]+\/schema\/type$/.test(location[0]?.pointer ?? "");

/** Checks a document, after its overlays, by Redocly's rules. */
export const lintDocument = async (
  path: string,
  options: LintOptions = {},
): Promise<Diagnostic[]> => {
  const core = await redocly();
  const root = options.root ?? process.cwd();
  const file = resolve(root, path);
  const config =
    options.config === undefined
      ? await core.createConfig({ extends: ["spec"] })
      : await core.createConfig(readFileSync(options.config, "utf8"), {
          configPath: options.config,
        });
  const [overlaid, loaded] = (await textOf(path, options)) ?? [];
  const problems =
    overlaid === undefined
      ? await core.lint({
          ref: file,
          config,
          externalRefResolver: await resolverFor(file, options),
        })
      : await core.lintFromString({ source: overlaid, absoluteRef: file, config });
  const diagnostics = problems
    .filter((problem) => problem.ignored !== true && !isFalseAlarm(problem))
    .map((problem): Diagnostic => {
      const [location] = problem.location;
      const place = location === undefined ? undefined : core.getLineColLocation(location);
      return {
        severity: problem.severity === "warn" ? "warning" : "error",
        rule: problem.ruleId,
        message: problem.message,
        pointer: location?.pointer ?? "",
        ...(loaded === undefined &&
          place !== undefined && {
            place: {
              file: shownFile(root, place.source.absoluteRef),
              line: place.start.line,
              column: place.start.col,
            },
          }),
        ...(problem.suggest.length > 0 && { advice: `Did you mean "${problem.suggest[0]}"?` }),
      };
    });
  return loaded === undefined ? sortDiagnostics(diagnostics) : loaded.locate(diagnostics);
};
