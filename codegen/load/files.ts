/** Reads a document's files and follows references between them. Never touches the network. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { decodePercent, type Findings, type Path, pathOf } from "../diagnostics.js";
import { isReference, valueAt } from "../document.js";
import { visitParts } from "./data.js";
import { decode } from "./decode.js";
import { adviseOn } from "./folder.js";
import { checkLimits, isShallowJson, largestFile, mostFiles } from "./limits.js";
import { type ParseYaml, parseText, TextError } from "./parse.js";
import { isJson, placeInText } from "./place.js";

/** One file of a document. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
  readonly parsed: unknown;
}

/** Is told of a file before it is read. */
export type Provide = (file: string) => Promise<void>;

/** The files of one document by absolute path. */
export type SourceFiles = ReadonlyMap<string, SourceFile>;

/** A reference, found at a path of a file. */
export interface FoundReference {
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

const unreadable = (file: string): string | undefined => {
  if (!existsSync(file)) return "does not exist";
  const status = statSync(file);
  if (status.isDirectory()) return "is a folder";
  const megabytes = largestFile / 1024 / 1024;
  return status.size > largestFile ? `is larger than ${megabytes} MB` : undefined;
};

/** How messages name what came from standard input; it is taken to be a file of the working directory. */
export const stdinName = "<stdin>";

const nameOf = (file: string): string =>
  basename(file) === stdinName ? "The document on standard input" : `The file ${file}`;

const reportUnreadable = (file: string, reason: string, findings: Findings): undefined => {
  const advice = reason === "is a folder" ? adviseOn(file) : undefined;
  findings.error({
    rule: "unreadable-file",
    at: "",
    message: `${nameOf(file)} ${reason}.`,
    ...(advice !== undefined && { advice }),
  });
  return undefined;
};

/** Reads and parses one file, or takes its given content; reports why where that fails. */
export const readSource = async (
  file: string,
  parseYaml: ParseYaml,
  findings: Findings,
  content?: Uint8Array,
): Promise<SourceFile | undefined> => {
  const reason = content === undefined ? unreadable(file) : undefined;
  if (reason !== undefined) return reportUnreadable(file, reason, findings);
  const decoded = decode(content ?? readFileSync(file));
  if ("problem" in decoded) return reportUnreadable(file, decoded.problem, findings);
  const { text } = decoded;
  try {
    const {
      parsed,
      repeated,
      isJson: wasJson,
    } = await parseText(text, parseYaml, /\.ya?ml$/i.test(file));
    if (repeated !== undefined) {
      findings.warn({
        rule: "repeated-key",
        at: "",
        place: { file, ...repeated },
        message: "The mapping has a key more than once; the last value counts.",
      });
    }
    const source = { file, text, parsed };
    if (wasJson === true && isShallowJson(text)) return source;
    return checkLimits(file, parsed, findings) ? source : undefined;
  } catch (error) {
    if (!(error instanceof TextError)) throw error;
    const { line, column, message: why } = error;
    const message = `The file cannot be parsed: ${why}.`;
    findings.error({ rule: "syntax", at: "", message, place: { file, line, column } });
    return undefined;
  }
};

/** Whether a JSON text can have references to other files: most large documents have none, and are not walked. */
const mayReferOutside = ({ text }: SourceFile): boolean =>
  !isJson(text) || /"\$ref"\s*:\s*"[^#"]/.test(text);

/** Every reference of a file. */
export const referencesOf = (from: SourceFile): FoundReference[] => {
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
    advice:
      "Fetch the document with `clientwright pull`, which brings such files along, or save the file beside it.",
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
  missing: string[],
): Promise<void> => {
  const target = targetOfReference(one.from.file, one.reference).file;
  if (files.has(target)) return;
  const reason = unreadable(target);
  if (reason !== undefined) {
    missing.push(target);
    await reportMissing(one, `${target} ${reason}`, findings);
    return;
  }
  const source = await readSource(target, parseYaml, findings);
  if (source === undefined) missing.push(target);
  else files.set(target, source);
};

/** Reads every file that a document refers to, directly or through others; notes those that cannot be read. */
export const readSources = async (
  root: SourceFile,
  parseYaml: ParseYaml,
  findings: Findings,
  missing: string[],
  provide?: Provide,
): Promise<SourceFiles> => {
  const files = new Map([[root.file, root]]);
  if (!mayReferOutside(root)) return files;
  const references: FoundReference[] = [];
  for (const file of files.values()) {
    if (files.size > mostFiles) {
      findings.error({
        rule: "limit",
        at: "",
        place: { file: root.file, line: 1, column: 1 },
        message: `The document is made of more than ${mostFiles} files.`,
      });
      break;
    }
    for (const one of referencesOf(file)) {
      if (isUrl(one.reference)) await reportUrl(one, findings);
      else {
        references.push(one);
        await provide?.(targetOfReference(one.from.file, one.reference).file);
        await readTarget(one, files, parseYaml, findings, missing);
      }
    }
  }
  // A document of one file is checked as a whole by `load/structure.ts`.
  if (files.size > 1) for (const one of references) await reportChain(files, one, findings);
  return files;
};
