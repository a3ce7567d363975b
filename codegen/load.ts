/** From files to one bundled document that is known to be sound. The only importer of Redocly's core. */
import { readFileSync } from "node:fs";
import { isAbsolute, relative, resolve } from "node:path";
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
import { placeInText } from "./load/place.js";
import { checkStructure } from "./load/structure.js";
import { checkVersion } from "./load/version.js";

/** What came of loading a document. */
export interface Loaded {
  /** The bundled document as its authors wrote it; undefined when it has errors. */
  readonly document: OpenApiDocument | undefined;
  /** Absolute paths of every file it is made of, its own first. */
  readonly files: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** Adds file, line and column to findings about the bundled document. */
  locate(diagnostics: readonly Diagnostic[]): Promise<Diagnostic[]>;
}

/** How a document is loaded. */
export interface LoadOptions {
  /** Folder that paths in messages are relative to. Default: the working directory. */
  readonly root?: string;
  /** Told of each file before it is read, so that it can be put there. */
  readonly provide?: Provide;
}

const redocly = () => import("@redocly/openapi-core");

const parseYaml = async (text: string): Promise<unknown> => {
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

/** Joins the files of a document into one whose references all point inside. */
const bundle = async (file: string, findings: Findings): Promise<unknown> => {
  const core = await redocly();
  const { bundle: document, problems } = await core.bundle({
    ref: file,
    config: await core.createConfig({}),
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
  const path = relative(root, file);
  return path.startsWith("..") || isAbsolute(path) ? file : path.replaceAll("\\", "/");
};

const createLocate = (root: string, files: SourceFiles, main: SourceFile) => {
  const show = (place: Place): Place => ({ ...place, file: shownFile(root, place.file) });
  const placeOf = (path: Path): Promise<Place> => {
    const origin = originOf(files, main, path);
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

const checkDocument = async (document: unknown, findings: Findings): Promise<void> => {
  checkStructure(document, findings);
  await checkExtensions(document, findings);
};

/** Reads, bundles and checks a document. Reports everything that would break generation, all at once. */
export const load = async (path: string, options: LoadOptions = {}): Promise<Loaded> => {
  const root = options.root ?? process.cwd();
  const file = resolve(root, path);
  const findings = createFindings();
  const fail = async (files: readonly string[], locate: Loaded["locate"]): Promise<Loaded> => {
    return { document: undefined, files, diagnostics: await locate(findings.list), locate };
  };
  await options.provide?.(file);
  const main = await readSource(file, parseYaml, findings);
  if (main === undefined) {
    const nothing: SourceFile = { file, text: "", parsed: undefined };
    return fail([file], createLocate(root, new Map(), nothing));
  }
  checkVersion(main.parsed, findings);
  if (hasErrors(findings.list)) {
    return fail([file], createLocate(root, new Map([[file, main]]), main));
  }
  const files = await readSources(main, parseYaml, findings, options.provide);
  const locate = createLocate(root, files, main);
  if (hasErrors(findings.list)) return fail([...files.keys()], locate);
  const document = files.size === 1 ? main.parsed : await bundle(file, findings);
  if (!hasErrors(findings.list)) await checkDocument(document, findings);
  if (hasErrors(findings.list)) return fail([...files.keys()], locate);
  return {
    // `checkStructure` has established the shape.
    document: document as OpenApiDocument,
    files: [...files.keys()],
    diagnostics: await locate(findings.list),
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
