/** From a document to the files of its client: load -> model -> emit -> write. */
import { basename, dirname, isAbsolute, join, relative } from "node:path";
import { cacheFile, hashFiles, hashOf, isCurrent, keyOf, readEntry, writeEntry } from "./cache.js";
import type { ApiTarget } from "./config.js";
import { createFindings, type Diagnostic, hasErrors, sortDiagnostics } from "./diagnostics.js";
import type { OpenApiDocument } from "./document.js";
import { cutErrors } from "./load/keep-sound.js";
import { load } from "./load.js";
import type { Additions } from "./model/context.js";
import { findingOf } from "./unforeseen.js";
import {
  apply,
  type Change,
  type Comparison,
  compare,
  type PlacedFile,
  shownPath,
} from "./write.js";

/** How generation goes about it. */
export interface GenerateOptions {
  /** Only compares; writes nothing. */
  readonly check?: boolean;
  /** Whether to use the cache. Default: true. */
  readonly cache?: boolean;
  /** Leaves out operations that have errors, and takes any value for schemas that have. Default: false. */
  readonly keepGoing?: boolean;
}

/** What came of one API. */
export interface GenerateResult {
  readonly api: string;
  /** Absolute path of the output folder. */
  readonly output: string;
  /** `failed`: the document has errors, or files are in the way; nothing was written. */
  readonly status: "unchanged" | "written" | "stale" | "failed";
  readonly changes: readonly Change[];
  readonly diagnostics: readonly Diagnostic[];
  /** Operations that were left out because they have errors: operationIds, or method and path. */
  readonly skipped: readonly string[];
}

/** The document as headers and commands name it: never a path of this machine. */
const shownSource = ({ root, spec }: ApiTarget): string => {
  const path = relative(root, spec);
  return path.startsWith("..") || isAbsolute(path) ? basename(spec) : path.replaceAll("\\", "/");
};

/** Name of a target in messages. */
export const nameOf = (target: ApiTarget): string => target.key ?? shownSource(target);

/** What the configuration of a target adds to its document. */
export const additionsOf = (target: ApiTarget): Additions => {
  const { spec: _spec, output: _output, root: _root, key, ...additions } = target;
  return key === undefined ? additions : { ...additions, key };
};

/** The output folder as a file would import from it. */
const relativeModule = (from: string, folder: string): string => {
  const path = relative(dirname(from), folder).replaceAll("\\", "/");
  if (path === "") return ".";
  return path.startsWith(".") ? path : `./${path}`;
};

/** The files of a client, and what its document was found to have while they were made. */
interface Built {
  readonly files: PlacedFile[];
  readonly findings: readonly Diagnostic[];
}

const buildFiles = async (target: ApiTarget, document: OpenApiDocument): Promise<Built> => {
  const [{ buildApi }, { emit }] = await Promise.all([
    import("./model/build.js"),
    import("./emit/emit.js"),
  ]);
  const findings = createFindings();
  const api = buildApi(document, additionsOf(target), findings);
  if (hasErrors(findings.list)) return { files: [], findings: findings.list };
  const files = await emit(api, document, {
    source: shownSource(target),
    command: `clientwright generate ${nameOf(target)}`,
    extension: target.importExtension ?? ".js",
    runtime: target.runtime ?? "clientwright/runtime",
    ...(target.typeTest !== undefined && {
      typeTest: { path: target.typeTest, toOutput: relativeModule(target.typeTest, target.output) },
    }),
  });
  const placed = files.map(({ path, text }) => ({
    path: isAbsolute(path) ? path : join(target.output, path),
    text,
  }));
  return { files: placed, findings: findings.list };
};

/** What a document that no check foresaw is told, where the alternative is a stack trace. */
const tryToBuild = async (target: ApiTarget, document: OpenApiDocument): Promise<Built> => {
  try {
    return await buildFiles(target, document);
  } catch (error) {
    const findings = createFindings();
    findings.error(findingOf(error));
    return { files: [], findings: findings.list };
  }
};

/** Makes the files; with `keepGoing`, of what is left when everything that has errors is cut out. */
const buildSound = async (
  target: ApiTarget,
  source: OpenApiDocument,
  keepGoing: boolean,
): Promise<Built & { readonly skipped: readonly string[]; readonly failed: boolean }> => {
  const errors: Diagnostic[] = [];
  const skipped: string[] = [];
  for (let document = source; ; ) {
    const { files, findings } = await tryToBuild(target, document);
    const all = [...errors, ...findings];
    if (!hasErrors(findings)) return { files, findings: all, skipped, failed: false };
    const cut = keepGoing ? cutErrors(document, findings) : undefined;
    if (cut === undefined || !cut.changed)
      return { files: [], findings: all, skipped, failed: true };
    errors.push(...findings.filter(({ severity }) => severity === "error"));
    skipped.push(...cut.skipped);
    // What is cut out of a document leaves a document.
    document = cut.document as OpenApiDocument;
  }
};

const reportForeign = (target: ApiTarget, { foreign }: Comparison): Diagnostic[] =>
  foreign.map((path) => ({
    severity: "error",
    rule: "foreign-file",
    pointer: "",
    place: { file: shownPath(target.root, path), line: 1, column: 1 },
    message: "This file was not generated, and generation would overwrite it.",
    advice: "Move it away, or choose another output folder.",
  }));

/** Generates one API. Reports problems of the document in its result; throws only `WriteError`. */
export const generateApi = async (
  target: ApiTarget,
  options: GenerateOptions = {},
): Promise<GenerateResult> => {
  const { output } = target;
  const api = nameOf(target);
  const keepGoing = options.keepGoing === true;
  const cache = options.cache === false ? undefined : cacheFile(target.root, output);
  const key = keyOf(target);
  const entry = readEntry(cache);
  const base = { api, output, changes: [], skipped: [] };
  if (isCurrent(entry, key))
    return { ...base, status: "unchanged", diagnostics: entry.diagnostics };
  const loaded = await load(target.spec, { root: target.root, keepGoing });
  const fail = (diagnostics: readonly Diagnostic[]): GenerateResult => {
    return { ...base, status: "failed", diagnostics };
  };
  if (loaded.document === undefined) return fail(loaded.diagnostics);
  const { files, findings, failed, ...built } = await buildSound(
    target,
    loaded.document,
    keepGoing,
  );
  const diagnostics = sortDiagnostics([...loaded.diagnostics, ...(await loaded.locate(findings))]);
  if (failed) return fail(diagnostics);
  const comparison = compare(files, output);
  const foreign = reportForeign(target, comparison);
  if (foreign.length > 0) return fail(sortDiagnostics([...diagnostics, ...foreign]));
  const { changes } = comparison;
  const skipped = [...loaded.skipped, ...built.skipped];
  const isStale = changes.length > 0 && options.check === true;
  if (isStale) return { ...base, status: "stale", changes, diagnostics, skipped };
  apply(files, comparison, output);
  // What has errors is told of them each time.
  if (cache !== undefined && !hasErrors(diagnostics)) {
    const outputs = Object.fromEntries(files.map(({ path, text }) => [path, hashOf(text)]));
    writeEntry(cache, { key, inputs: hashFiles(loaded.files), outputs, diagnostics });
  }
  const status = changes.length > 0 ? "written" : "unchanged";
  return { ...base, status, changes, diagnostics, skipped };
};
