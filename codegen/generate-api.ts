/** From a document to the files of its client: load -> prepare -> model -> emit -> write. */
import { basename, dirname, isAbsolute, join, relative } from "node:path";
import { cacheFile, hashFiles, hashOf, isCurrent, keyOf, readEntry, writeEntry } from "./cache.js";
import type { ApiTarget } from "./config.js";
import { createFindings, type Diagnostic, hasErrors, sortDiagnostics } from "./diagnostics.js";
import { type Loaded, load } from "./load.js";
import type { Additions } from "./model/context.js";
import { checkRecorded } from "./pull/recorded.js";
import { stdinArgument } from "./stdin.js";
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
}

/** The document as headers and commands name it: never a path of this machine. */
const shownSource = ({ root, spec }: ApiTarget): string => {
  const path = relative(root, spec) || ".";
  return path.startsWith("..") || isAbsolute(path) ? basename(spec) : path.replaceAll("\\", "/");
};

/** Overlays as headers and commands name them. */
const shownOverlays = (target: ApiTarget): string[] =>
  (target.overlays ?? []).map((spec) => shownSource({ ...target, spec }));

/** What files are made of, for their headers. */
const describeSource = (target: ApiTarget): string => {
  const document =
    target.content === undefined ? shownSource(target) : "a document on standard input";
  return [document, ...shownOverlays(target)].join(" with ");
};

/** The command that makes the files again. */
const commandFor = (target: ApiTarget): string => {
  if (target.key !== undefined) return `clientwright generate ${target.key}`;
  const document = target.content === undefined ? shownSource(target) : stdinArgument;
  const overlays = shownOverlays(target).map((path) => ` --overlay ${path}`);
  return `clientwright generate ${document}${overlays.join("")}`;
};

/** Name of a target in messages. */
export const nameOf = (target: ApiTarget): string => target.key ?? shownSource(target);

/** What the configuration of a target adds to its document. */
export const additionsOf = (target: ApiTarget): Additions => {
  const { spec: _spec, output: _output, root: _root, key, ...rest } = target;
  const { source: _source, overlays: _overlays, content: _content, ...additions } = rest;
  return key === undefined ? additions : { ...additions, key };
};

/** The output folder as a file would import from it. */
const relativeModule = (from: string, folder: string): string => {
  const path = relative(dirname(from), folder).replaceAll("\\", "/");
  if (path === "") return ".";
  return path.startsWith(".") ? path : `./${path}`;
};

const buildFiles = async (
  target: ApiTarget,
  loaded: NonNullable<Loaded["document"]>,
): Promise<{ readonly files: PlacedFile[]; readonly findings: readonly Diagnostic[] }> => {
  const [{ prepare }, { nameInlineSchemas }, { buildApi }, { emit }] = await Promise.all([
    import("./prepare/prepare.js"),
    import("./model/inline-schemas.js"),
    import("./model/build.js"),
    import("./emit/emit.js"),
  ]);
  const findings = createFindings();
  const document = prepare(loaded);
  nameInlineSchemas(document);
  const api = buildApi(document, additionsOf(target), findings);
  if (hasErrors(findings.list)) return { files: [], findings: findings.list };
  const files = await emit(api, document, {
    source: describeSource(target),
    command: commandFor(target),
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
  const result = await generateFrom(target, options);
  // Not part of what is cached: the record may change while the document does not.
  const recorded = checkRecorded(target, options.check === true ? "error" : "warning");
  if (recorded.length === 0) return result;
  const status = hasErrors(recorded) ? "failed" : result.status;
  return { ...result, status, diagnostics: sortDiagnostics([...recorded, ...result.diagnostics]) };
};

const generateFrom = async (
  target: ApiTarget,
  options: GenerateOptions,
): Promise<GenerateResult> => {
  const { output } = target;
  const api = nameOf(target);
  const isCached = options.cache !== false && target.content === undefined;
  const cache = isCached ? cacheFile(target.root, output) : undefined;
  const key = cache === undefined ? "" : keyOf(target);
  const entry = readEntry(cache);
  if (isCurrent(entry, key)) {
    return { api, output, status: "unchanged", changes: [], diagnostics: entry.diagnostics };
  }
  const { document, files: inputs, diagnostics: loading, locate } = await load(target.spec, target);
  const fail = (diagnostics: readonly Diagnostic[]): GenerateResult => {
    return { api, output, status: "failed", changes: [], diagnostics };
  };
  if (document === undefined) return fail(loading);
  const { files, findings } = await buildFiles(target, document);
  const diagnostics = sortDiagnostics([...loading, ...(await locate(findings))]);
  if (hasErrors(diagnostics)) return fail(diagnostics);
  const comparison = compare(files, output);
  const foreign = reportForeign(target, comparison);
  if (foreign.length > 0) return fail(sortDiagnostics([...diagnostics, ...foreign]));
  const { changes } = comparison;
  const isStale = changes.length > 0 && options.check === true;
  if (isStale) return { api, output, status: "stale", changes, diagnostics };
  apply(files, comparison, output);
  if (cache !== undefined) {
    const outputs = Object.fromEntries(files.map(({ path, text }) => [path, hashOf(text)]));
    writeEntry(cache, { key, inputs: hashFiles(inputs), outputs, diagnostics });
  }
  return {
    api,
    output,
    status: changes.length > 0 ? "written" : "unchanged",
    changes,
    diagnostics,
  };
};
