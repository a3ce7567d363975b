/** From files to one bundled document that is known to be sound. The only importer of Redocly's core. */
import { readFileSync } from "node:fs";
import { isAbsolute, parse, relative, resolve } from "node:path";
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
import { bundleFiles } from "./load/bundle.js";
import { checkExtensions } from "./load/extensions.js";
import {
  type Provide,
  readSource,
  readSources,
  type SourceFile,
  type SourceFiles,
} from "./load/files.js";
import { keepSound } from "./load/keep-sound.js";
import { type Origin, originOf } from "./load/origin.js";
import type { Written } from "./load/overlay/origins.js";
import type { ParseYaml } from "./load/parse.js";
import { placeInText } from "./load/place.js";
import { type Prepared, prepare } from "./load/prepare.js";
import { type Repaired, repairDocument } from "./load/repair/repair.js";
import { reportFaults } from "./load/structure.js";
import { checkVersion } from "./load/version.js";

/** What came of loading a document. */
export interface Loaded {
  /** The bundled document, repaired where its authors erred; undefined when it has errors. */
  readonly document: OpenApiDocument | undefined;
  /** Absolute paths of every file it is made of, its own first. */
  readonly files: readonly string[];
  /** Absolute paths of files that are referred to and cannot be read. */
  readonly missing: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** Operations that were left out because they have errors (only with `keepGoing`). */
  readonly skipped: readonly string[];
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
  /** Leaves out operations that have errors, and takes any value for schemas that have. Default: false. */
  readonly keepGoing?: boolean;
  /** Told of each file before it is read, so that it can be put there. */
  readonly provide?: Provide;
}

const redocly = () => import("@redocly/openapi-core");

interface YamlError {
  readonly mark?: { readonly line: number; readonly column: number };
  readonly reason?: string;
}

/** Parses YAML; throws an error that may carry `line` and `column`. */
export const parseYaml: ParseYaml = async (text) => {
  const { parseYaml: parseText } = await redocly();
  try {
    return { parsed: parseText(text) };
  } catch (error) {
    const { mark, reason } = error as YamlError;
    if (mark === undefined) throw error;
    const place = { line: mark.line + 1, column: mark.column + 1 };
    if (reason === "duplicated mapping key")
      return { parsed: parseText(text, { json: true }), repeated: place };
    throw Object.assign(new Error(reason ?? String(error)), place);
  }
};

const shownFile = (root: string, file: string): string => {
  const path = relative(root, file) || ".";
  return path.startsWith("..") || isAbsolute(path) ? file : path.replaceAll("\\", "/");
};

/** How paths of a document lead back to what its authors wrote, step by step. */
interface Way {
  readonly files: SourceFiles;
  readonly main: SourceFile;
  readonly renamed?: ReadonlyMap<string, Origin>;
  readonly written?: Prepared["written"];
  readonly repaired?: Repaired;
}

/** Finds the place of a part of the bundled document, or of an overlay. */
const createPlaceOf =
  ({ files, main, renamed }: Way) =>
  ({ source, path }: Written): Promise<Place> => {
    const origin = source === undefined ? originOf(files, main, path, renamed) : { source, path };
    return placeInText(origin.source, origin.path);
  };

const createLocate = (root: string, way: Way) => {
  const show = (place: Place): Place => ({ ...place, file: shownFile(root, place.file) });
  const placeOfWritten = createPlaceOf(way);
  const placeOf = (path: Path): Promise<Place> => {
    const before = way.repaired?.originOf(path) ?? path;
    return placeOfWritten(way.written?.(before) ?? { source: undefined, path: before });
  };
  return async (diagnostics: readonly Diagnostic[]): Promise<Diagnostic[]> => {
    const located = diagnostics.map(async (one) => ({
      ...one,
      place: show(one.place ?? (await placeOf(pathOf(one.pointer)))),
    }));
    return sortDiagnostics(await Promise.all(located));
  };
};

/** What was read: the document, unless errors forbid to go on, and the way back to its files. */
interface Read {
  readonly way: Way;
  readonly document: unknown;
  /** Overlay files. */
  readonly overlays: readonly string[];
  readonly missing: readonly string[];
}

const readOverlays = async (
  paths: readonly string[],
  findings: Findings,
  provide: Provide | undefined,
): Promise<SourceFile[]> => {
  for (const path of paths) await provide?.(path);
  const sources = await Promise.all(paths.map((path) => readSource(path, parseYaml, findings)));
  return sources.filter((source) => source !== undefined);
};

/** Reads the files of a document, joins them, and applies its overlays. */
const readDocument = async (
  file: string,
  root: string,
  findings: Findings,
  { content, keepGoing = false, overlays = [], provide }: LoadOptions,
): Promise<Read> => {
  const missing: string[] = [];
  const paths = overlays.map((overlay) => resolve(root, overlay));
  const stop = (way: Way): Read => ({ way, document: undefined, overlays: paths, missing });
  await provide?.(file);
  const main = await readSource(file, parseYaml, findings, content);
  const sources = await readOverlays(paths, findings, provide);
  if (main === undefined) {
    const nothing: SourceFile = { file, text: "", parsed: undefined };
    return stop({ files: new Map([[file, nothing]]), main: nothing });
  }
  checkVersion(main.parsed, findings);
  if (hasErrors(findings.list)) return stop({ files: new Map([[file, main]]), main });
  const files = await readSources(main, parseYaml, findings, missing, provide);
  if (hasErrors(findings.list) && !keepGoing) return stop({ files, main });
  const { document: bundled, renamed } =
    files.size === 1
      ? { document: main.parsed, renamed: undefined }
      : await bundleFiles(await redocly(), file, files, findings);
  const way: Way = { files, main, ...(renamed !== undefined && { renamed }) };
  if (hasErrors(findings.list) && !keepGoing) return stop(way);
  const preparing = createFindings();
  const placeOf = createPlaceOf(way);
  const { document, written } = await prepare(bundled, file, sources, placeOf, preparing);
  for (const { severity, pointer, ...finding } of preparing.list)
    findings[severity === "error" ? "error" : "warn"]({ ...finding, at: pointer });
  if (hasErrors(preparing.list)) return stop({ ...way, written });
  return { way: { ...way, written }, document, overlays: paths, missing };
};

/** Reads, bundles, repairs and checks a document. Reports everything that would break generation, all at once. */
export const load = async (path: string, options: LoadOptions = {}): Promise<Loaded> => {
  const root = options.root ?? process.cwd();
  const keepGoing = options.keepGoing === true;
  const file = resolve(root, path);
  const reading = createFindings();
  const { way, document, overlays, missing } = await readDocument(file, root, reading, options);
  const files = [...way.files.keys(), ...overlays];
  const locateRead = createLocate(root, way);
  const said = await locateRead(reading.list);
  if (document === undefined || (hasErrors(reading.list) && !keepGoing))
    return {
      document: undefined,
      files,
      missing,
      diagnostics: said,
      skipped: [],
      locate: locateRead,
    };
  const repairing = createFindings();
  const repaired = repairDocument(document, parse(file).name, repairing);
  const locate = createLocate(root, { ...way, repaired });
  const checking = createFindings();
  reportFaults(repaired.faults, checking);
  await checkExtensions(repaired.document, checking);
  const cut = keepGoing ? keepSound(repaired.document, checking) : undefined;
  const sound = cut?.document ?? (hasErrors(checking.list) ? undefined : repaired.document);
  return {
    // No fault is left, so it has the shape.
    document: sound as OpenApiDocument | undefined,
    files,
    missing,
    diagnostics: sortDiagnostics([
      ...said,
      ...(await locateRead(repairing.list)),
      ...(await locate(checking.list)),
    ]),
    skipped: cut?.skipped ?? [],
    locate,
  };
};

/** Redocly's documents of files that were read already, so that it reads none itself. */
const createResolver = async (files: SourceFiles) => {
  const core = await redocly();
  const resolver = new core.BaseResolver();
  for (const { file, text } of files.values())
    resolver.cache.set(file, Promise.resolve(core.makeDocumentFromString(text, file)));
  return resolver;
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
