/** Reads a document's files and follows references between them. Never touches the network. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { decodePercent, type Findings, type Path, type Place, pathOf } from "../diagnostics.js";
import { isReference, valueAt } from "../document.js";
import { visitParts } from "./data.js";
import { checkLimits, isShallowJson, largestFile, mostFiles } from "./limits.js";
import { lineAndColumn, placeInText } from "./place.js";

/** One file of a document. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
  readonly parsed: unknown;
}

/** A key that a mapping has more than once. */
export interface RepeatedKey {
  readonly line: number;
  readonly column: number;
}

/** What a text holds. */
interface ParsedText {
  readonly parsed: unknown;
  readonly repeated?: RepeatedKey;
  /** Whether it is JSON, which has no aliases. */
  readonly isJson?: boolean;
}

/** Parses YAML; throws an error that may carry `line` and `column`. Of a repeated key, the last value counts. */
export type ParseYaml = (text: string) => Promise<ParsedText>;

/** The files of one document by absolute path. */
export type SourceFiles = ReadonlyMap<string, SourceFile>;

/** A reference, found at a path of a file. */
interface FoundReference {
  readonly from: SourceFile;
  readonly at: Path;
  readonly reference: string;
}

const isUrl = (reference: string): boolean => /^[a-z][a-z0-9+.-]+:\/\//i.test(reference);

/** The file and the pointer of a reference, seen from a file. */
export const targetOfReference = (
  from: string,
  reference: string,
): { readonly file: string; readonly path: readonly string[] } => {
  const [file = "", pointer = ""] = reference.split("#", 2);
  return {
    file: file === "" ? from : resolve(dirname(from), decodePercent(file)),
    path: pathOf(pointer),
  };
};

const startOf = (file: string): Place => ({ file, line: 1, column: 1 });

const reasonOf = (error: unknown): string => {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n", 1)[0]?.trim() ?? message;
};

const unreadable = (file: string): string | undefined => {
  if (!existsSync(file)) return "does not exist";
  const status = statSync(file);
  if (status.isDirectory()) return "is a folder";
  const megabytes = largestFile / 1024 / 1024;
  return status.size > largestFile ? `is larger than ${megabytes} MB` : undefined;
};

const parse = async (file: string, text: string, parseYaml: ParseYaml): ReturnType<ParseYaml> => {
  const isJson = file.endsWith(".json") || /^\s*\{/.test(text);
  if (!isJson) return parseYaml(text);
  try {
    return { parsed: JSON.parse(text), isJson };
  } catch (error) {
    // Flow YAML may start with a brace as well.
    if (!file.endsWith(".json")) return parseYaml(text);
    throw error;
  }
};

/** Reads and parses one file; reports why where that fails. */
export const readSource = async (
  file: string,
  parseYaml: ParseYaml,
  findings: Findings,
): Promise<SourceFile | undefined> => {
  const reason = unreadable(file);
  if (reason !== undefined) {
    findings.error({ rule: "unreadable-file", at: "", message: `The file ${file} ${reason}.` });
    return undefined;
  }
  try {
    const text = readFileSync(file, "utf8").replace(/^\uFEFF/, "");
    const { parsed, repeated, isJson } = await parse(file, text, parseYaml);
    if (repeated !== undefined) {
      findings.warn({
        rule: "repeated-key",
        at: "",
        place: { file, ...repeated },
        message: "The mapping has a key more than once; the last value counts.",
      });
    }
    const source = { file, text, parsed };
    if (isJson === true && isShallowJson(text)) return source;
    return checkLimits(file, parsed, findings) ? source : undefined;
  } catch (error) {
    const place = placeOfSyntaxError(file, error);
    const message = `The file cannot be parsed: ${reasonOf(error)}.`;
    findings.error({ rule: "syntax", at: "", message, place });
    return undefined;
  }
};

const placeOfSyntaxError = (file: string, error: unknown): Place => {
  const known = error as { readonly line?: unknown; readonly column?: unknown };
  if (typeof known.line === "number" && typeof known.column === "number")
    return { file, line: known.line, column: known.column };
  // `JSON.parse` says where in its message only, and not in every version of Node.
  const offset = / at position (\d+)/.exec(error instanceof Error ? error.message : "")?.[1];
  if (offset === undefined) return startOf(file);
  return { file, ...lineAndColumn(readFileSync(file, "utf8"), Number(offset)) };
};

/** Whether a JSON text can have references to other files: most large documents have none, and are not walked. */
const mayReferOutside = ({ text }: SourceFile): boolean =>
  !/^\s*\{/.test(text) || /"\$ref"\s*:\s*"[^#"]/.test(text);

/** Every reference of a file. */
const referencesOf = (from: SourceFile): FoundReference[] => {
  const found: FoundReference[] = [];
  visitParts(from.parsed, {
    part: (node, path) => {
      if (isReference(node)) found.push({ from, at: [...path], reference: node.$ref });
    },
  });
  return found;
};

const reportUrl = async (
  { from, at, reference }: FoundReference,
  findings: Findings,
): Promise<void> =>
  findings.error({
    rule: "remote-reference",
    at,
    place: await placeInText(from, [...at, "$ref"]),
    message: `"${reference}" is on the network, and generation never goes there.`,
    advice: "Save the file beside the document and refer to it by its relative path.",
  });

const reportMissing = async (
  { from, at, reference }: FoundReference,
  why: string,
  findings: Findings,
): Promise<void> =>
  findings.error({
    rule: "unresolved-reference",
    at,
    place: await placeInText(from, [...at, "$ref"]),
    message: `"${reference}" points at nothing: ${why}.`,
  });

/** Whether a chain of references ends in something; a chain that bites its tail does not. */
const endOfChain = (
  files: SourceFiles,
  start: string,
  reference: string,
): "end" | "cycle" | "nothing" => {
  const seen = new Set<string>();
  let from = start;
  for (let next = reference; ; ) {
    const { file, path } = targetOfReference(from, next);
    const place = `${file}#${path.join("/")}`;
    if (seen.has(place)) return "cycle";
    seen.add(place);
    const source = files.get(file);
    if (source === undefined) return "end";
    const target = valueAt(source.parsed, path);
    if (target === undefined) return "nothing";
    if (!isReference(target)) return "end";
    from = file;
    next = target.$ref;
  }
};

const reportChain = async (
  files: SourceFiles,
  one: FoundReference,
  findings: Findings,
): Promise<void> => {
  const end = endOfChain(files, one.from.file, one.reference);
  if (end === "cycle")
    await reportMissing(one, "its chain of references leads back to itself", findings);
  if (end === "nothing") await reportMissing(one, "the file has no such part", findings);
};

const readTarget = async (
  one: FoundReference,
  files: Map<string, SourceFile>,
  parseYaml: ParseYaml,
  findings: Findings,
): Promise<void> => {
  const target = targetOfReference(one.from.file, one.reference).file;
  if (files.has(target)) return;
  const reason = unreadable(target);
  if (reason !== undefined) {
    await reportMissing(one, `${target} ${reason}`, findings);
    return;
  }
  const source = await readSource(target, parseYaml, findings);
  if (source !== undefined) files.set(target, source);
};

/** Reads every file that a document refers to, directly or through others. */
export const readSources = async (
  root: SourceFile,
  parseYaml: ParseYaml,
  findings: Findings,
): Promise<SourceFiles> => {
  const files = new Map([[root.file, root]]);
  if (!mayReferOutside(root)) return files;
  const references: FoundReference[] = [];
  for (const file of files.values()) {
    if (files.size > mostFiles) {
      findings.error({
        rule: "limit",
        at: "",
        place: startOf(root.file),
        message: `The document is made of more than ${mostFiles} files.`,
      });
      break;
    }
    for (const one of referencesOf(file)) {
      if (isUrl(one.reference)) await reportUrl(one, findings);
      else {
        references.push(one);
        await readTarget(one, files, parseYaml, findings);
      }
    }
  }
  // A document of one file is checked as a whole by `load/structure.ts`.
  if (files.size > 1) for (const one of references) await reportChain(files, one, findings);
  return files;
};
