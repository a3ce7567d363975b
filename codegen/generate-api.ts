/** From a document to the files of its client: load -> prepare -> model -> emit -> write. */
import { basename, dirname, isAbsolute, join, relative } from "node:path";
import { buildModel } from "./build-model.js";
import {
  anyChangedSince,
  type CacheEntry,
  cacheFile,
  hashFiles,
  hashOf,
  isCurrent,
  keyOf,
  readEntry,
  writeEntry,
} from "./cache.js";
import type { ApiTarget } from "./config.js";
import { createFindings, type Diagnostic, hasErrors, sortDiagnostics } from "./diagnostics.js";
import { type Difference, describeChanges } from "./difference.js";
import type { OpenApiDocument } from "./document.js";
import { cutErrors } from "./load/keep-sound.js";
import { load } from "./load.js";
import { checkRecorded } from "./pull/recorded.js";
import { stdinArgument } from "./stdin.js";
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

/** A client as code would import it. */
export interface MadeClient {
  /** Its class. */
  readonly name: string;
  /** The module that it imports the runtime from. */
  readonly runtime: string;
}

/** What came of one API. */
export interface GenerateResult {
  readonly api: string;
  /** Absolute path of the output folder. */
  readonly output: string;
  /** `failed`: the document has errors, or files are in the way; nothing was written. */
  readonly status: "unchanged" | "written" | "stale" | "failed";
  /** What happened to files, or would happen; with differences when it was only to be checked. */
  readonly changes: readonly (Change & { readonly difference?: Difference })[];
  readonly diagnostics: readonly Diagnostic[];
  /** Absolute paths of the files that decide the result, those that are missing included. */
  readonly inputs: readonly string[];
  /** The client; undefined when it was not made anew. */
  readonly client?: MadeClient;
  /** Operations that were left out because they have errors: operationIds, or method and path. */
  readonly skipped: readonly string[];
}

/** A path as headers and commands show it: never one of this machine. */
const shownBelow = (root: string, file: string): string => {
  const path = relative(root, file);
  if (path === "") return ".";
  return path.startsWith("..") || isAbsolute(path) ? basename(file) : path.replaceAll("\\", "/");
};

const shownSource = ({ root, spec }: ApiTarget): string => shownBelow(root, spec);

/** Overlays as headers and commands name them. */
const shownOverlays = ({ root, overlays = [] }: ApiTarget): string[] =>
  overlays.map((file) => shownBelow(root, file));

/** What files are made of, for their headers. */
const describeSource = (target: ApiTarget): string => {
  const document =
    target.content === undefined ? shownSource(target) : "a document on standard input";
  return [document, ...shownOverlays(target)].join(" with ");
};

/** Name of a target in messages. */
export const nameOf = (target: ApiTarget): string => target.key ?? shownSource(target);

const quoted = (word: string): string => (/^[\w./:=-]+$/.test(word) ? word : JSON.stringify(word));

/** The command that makes the same files again. */
const commandOf = (target: ApiTarget): string => {
  const { key, root, output, name, filter = [], content } = target;
  const flags =
    key === undefined
      ? [
          ...["--output", shownBelow(root, output)],
          ...(name === undefined ? [] : ["--name", name]),
          ...filter.flatMap((one) => ["--filter", one]),
          ...shownOverlays(target).flatMap((one) => ["--overlay", one]),
        ]
      : [];
  const document = content === undefined ? nameOf(target) : stdinArgument;
  return ["clientwright", "generate", document, ...flags].map(quoted).join(" ");
};

/** The output folder as a file would import from it. */
const relativeModule = (from: string, folder: string): string => {
  const path = relative(dirname(from), folder).replaceAll("\\", "/");
  if (path === "") return ".";
  return path.startsWith(".") ? path : `./${path}`;
};

/** Files of a client; none when there are errors among the findings. */
interface Built {
  readonly files: readonly PlacedFile[];
  readonly findings: readonly Diagnostic[];
  readonly client?: MadeClient;
}

const buildFiles = async (target: ApiTarget, whole: OpenApiDocument): Promise<Built> => {
  const findings = createFindings();
  const built = await buildModel(target, whole, findings);
  if (built === undefined) return { files: [], findings: findings.list };
  const { api, document } = built;
  const { emit } = await import("./emit/emit.js");
  const runtime = target.runtime ?? "clientwright/runtime";
  const files = await emit(api, document, {
    source: describeSource(target),
    command: commandOf(target),
    extension: target.importExtension ?? ".js",
    runtime,
    ...(target.typeTest !== undefined && {
      typeTest: { path: target.typeTest, toOutput: relativeModule(target.typeTest, target.output) },
    }),
  });
  const placed = files.map(({ path, text }) => ({
    path: isAbsolute(path) ? path : join(target.output, path),
    text,
  }));
  const client = { name: api.names.client, runtime };
  return { files: placed, findings: findings.list, client };
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
    const { findings, ...built } = await tryToBuild(target, document);
    const all = [...errors, ...findings];
    if (!hasErrors(findings)) return { ...built, findings: all, skipped, failed: false };
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

/** The cached result of an API, if it is still true. */
const recall = (entry: CacheEntry): Pick<GenerateResult, "status" | "diagnostics" | "inputs"> => ({
  status: "unchanged",
  diagnostics: entry.diagnostics,
  inputs: Object.keys(entry.inputs),
});

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
  const result = { api: nameOf(target), output, changes: [], skipped: [] };
  const keepGoing = options.keepGoing === true;
  const isCached = options.cache !== false && target.content === undefined;
  const cache = isCached ? cacheFile(target.root, output) : undefined;
  const key = cache === undefined ? "" : keyOf(target);
  const entry = readEntry(cache);
  if (isCurrent(entry, key)) return { ...result, ...recall(entry) };
  const startedAt = Date.now();
  const loaded = await load(target.spec, { ...target, keepGoing });
  const inputs = [...loaded.files, ...loaded.missing];
  const fail = (diagnostics: readonly Diagnostic[]): GenerateResult => {
    return { ...result, inputs, status: "failed", diagnostics };
  };
  if (loaded.document === undefined) return fail(loaded.diagnostics);
  const { files, findings, client, failed, ...built } = await buildSound(
    target,
    loaded.document,
    keepGoing,
  );
  const diagnostics = sortDiagnostics([...loaded.diagnostics, ...(await loaded.locate(findings))]);
  if (failed) return fail(diagnostics);
  const comparison = compare(files, output);
  const foreign = reportForeign(target, comparison);
  if (foreign.length > 0) return fail(sortDiagnostics([...diagnostics, ...foreign]));
  const skipped = [...loaded.skipped, ...built.skipped];
  const made = { ...result, diagnostics, inputs, skipped, ...(client !== undefined && { client }) };
  const { changes } = comparison;
  if (changes.length > 0 && options.check === true)
    return { ...made, status: "stale", changes: await describeChanges(changes, files) };
  apply(files, comparison, output);
  // What was edited meanwhile is not what was generated from. What has errors is told of them each time.
  if (cache !== undefined && !hasErrors(diagnostics) && !anyChangedSince(loaded.files, startedAt)) {
    const outputs = Object.fromEntries(files.map(({ path, text }) => [path, hashOf(text)]));
    writeEntry(cache, { key, inputs: hashFiles(loaded.files), outputs, diagnostics });
  }
  return { ...made, status: changes.length > 0 ? "written" : "unchanged", changes };
};
