/** From files to one bundled document that is known to be sound. The only importer of Redocly's core. */
import { readFileSync } from "node:fs";
import { isAbsolute, parse, relative, resolve } from "node:path";
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
  type ParseYaml,
  readSource,
  readSources,
  type SourceFile,
  type SourceFiles,
} from "./load/files.js";
import { keepSound } from "./load/keep-sound.js";
import { type Origin, originOf } from "./load/origin.js";
import { placeInText } from "./load/place.js";
import { type Repaired, repairDocument } from "./load/repair/repair.js";
import { reportFaults } from "./load/structure.js";
import { checkVersion } from "./load/version.js";

/** What came of loading a document. */
export interface Loaded {
  /** The bundled document, repaired where its authors erred; undefined when it has errors. */
  readonly document: OpenApiDocument | undefined;
  /** Absolute paths of every file it is made of, its own first. */
  readonly files: readonly string[];
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
  /** Leaves out operations that have errors, and takes any value for schemas that have. Default: false. */
  readonly keepGoing?: boolean;
}

const redocly = () => import("@redocly/openapi-core");

interface YamlError {
  readonly mark?: { readonly line: number; readonly column: number };
  readonly reason?: string;
}

const parseYaml: ParseYaml = async (text) => {
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
  const path = relative(root, file);
  return path.startsWith("..") || isAbsolute(path) ? file : path.replaceAll("\\", "/");
};

/** How paths of a document lead back to what its authors wrote, step by step. */
interface Way {
  readonly files: SourceFiles;
  readonly main: SourceFile;
  readonly renamed?: ReadonlyMap<string, Origin>;
  readonly repaired?: Repaired;
}

const createLocate = (root: string, { files, main, renamed, repaired }: Way) => {
  const show = (place: Place): Place => ({ ...place, file: shownFile(root, place.file) });
  const placeOf = (path: Path): Promise<Place> => {
    const origin = originOf(files, main, repaired?.originOf(path) ?? path, renamed);
    return placeInText(origin.source, origin.path);
  };
  return async (diagnostics: readonly Diagnostic[]): Promise<Diagnostic[]> => {
    const located = diagnostics.map(async (one) => ({
      ...one,
      place: show(one.place ?? (await placeOf(pathOf(one.pointer)))),
    }));
    return sortDiagnostics(await Promise.all(located));
  };
};

/** Reads the files of a document and joins them; undefined where there is nothing to join. */
const readDocument = async (
  file: string,
  findings: Findings,
  keepGoing: boolean,
): Promise<{ readonly way: Way; readonly document: unknown }> => {
  const main = await readSource(file, parseYaml, findings);
  if (main === undefined) {
    const nothing: SourceFile = { file, text: "", parsed: undefined };
    return { way: { files: new Map([[file, nothing]]), main: nothing }, document: undefined };
  }
  const way: Way = { files: new Map([[file, main]]), main };
  checkVersion(main.parsed, findings);
  if (hasErrors(findings.list)) return { way, document: undefined };
  const files = await readSources(main, parseYaml, findings);
  if (hasErrors(findings.list) && !keepGoing) return { way: { files, main }, document: undefined };
  if (files.size === 1) return { way: { files, main }, document: main.parsed };
  const { document, renamed } = await bundleFiles(await redocly(), file, files, findings);
  return { way: { files, main, renamed }, document };
};

/** Reads, bundles, repairs and checks a document. Reports everything that would break generation, all at once. */
export const load = async (path: string, options: LoadOptions = {}): Promise<Loaded> => {
  const root = options.root ?? process.cwd();
  const keepGoing = options.keepGoing === true;
  const file = resolve(root, path);
  const read = createFindings();
  const { way, document } = await readDocument(file, read, keepGoing);
  const files = [...way.files.keys()];
  const locateRead = createLocate(root, way);
  const said = await locateRead(read.list);
  if (document === undefined || (hasErrors(read.list) && !keepGoing))
    return { document: undefined, files, diagnostics: said, skipped: [], locate: locateRead };
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
    diagnostics: sortDiagnostics([
      ...said,
      ...(await locateRead(repairing.list)),
      ...(await locate(checking.list)),
    ]),
    skipped: cut?.skipped ?? [],
    locate,
  };
};

/** Checks a document by a Redocly configuration (`specs/redocly.yaml`), or by Redocly's `spec` ruleset. */
export const lintDocument = async (
  path: string,
  options: LoadOptions & { readonly config?: string } = {},
): Promise<Diagnostic[]> => {
  const core = await redocly();
  const root = options.root ?? process.cwd();
  const config =
    options.config === undefined
      ? await core.createConfig({ extends: ["spec"] })
      : await core.createConfig(readFileSync(options.config, "utf8"), {
          configPath: options.config,
        });
  const problems = await core.lint({ ref: resolve(root, path), config });
  const diagnostics = problems
    .filter(({ ignored }) => ignored !== true)
    .map((problem): Diagnostic => {
      const [location] = problem.location;
      const place = location === undefined ? undefined : core.getLineColLocation(location);
      return {
        severity: problem.severity === "warn" ? "warning" : "error",
        rule: problem.ruleId,
        message: problem.message,
        pointer: location?.pointer ?? "",
        ...(place !== undefined && {
          place: {
            file: shownFile(root, place.source.absoluteRef),
            line: place.start.line,
            column: place.start.col,
          },
        }),
        ...(problem.suggest.length > 0 && { advice: `Did you mean "${problem.suggest[0]}"?` }),
      };
    });
  return sortDiagnostics(diagnostics);
};
