/** Waivers: changes that somebody has accepted, by rule and place, and for a reason. */
import { existsSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import semver from "semver";
import { UsageError } from "../config.js";
import { createFindings, type Finding, hasErrors, type Path } from "../diagnostics.js";
import { isNode } from "../document.js";
import { placeInText } from "../load/place.js";
import { suggest } from "../suggest.js";
import { ruleNames } from "./rules.js";
import type { DiffFinding, DiffResult } from "./types.js";
import { checkVersion, verdictsOf } from "./verdict.js";

/** One entry of a waiver file. It needs a rule, a reason, and one of the places. */
export interface Waiver {
  readonly rule: string;
  /** Why the change is accepted. */
  readonly reason: string;
  /** API that it is about, as the configuration names it. Default: any. */
  readonly api?: string;
  /** operationId, or request line, e.g. `GET /tokens`. */
  readonly operation?: string;
  /** Named schema. */
  readonly model?: string;
  /** JSON pointer of the change in the old or the new document. */
  readonly pointer?: string;
  /** Part of the operation or model, e.g. `query.limit`. */
  readonly part?: string;
  /** Version of the document from which on it does not hold any more. */
  readonly until?: string;
}

/** The waivers of a file. */
export interface Waivers {
  /** Absolute path; undefined where there is none. */
  readonly file: string | undefined;
  readonly list: readonly Waiver[];
}

const fileNames = [
  "clientwright.waivers.yaml",
  "clientwright.waivers.yml",
  "clientwright.waivers.json",
];
const places = ["operation", "model", "pointer", "part"] as const;
const keys = ["rule", "reason", "api", ...places, "until"];

const parse = async (file: string, text: string): Promise<unknown> => {
  try {
    if (file.endsWith(".json")) return JSON.parse(text);
    const { parse: parseYaml } = await import("yaml");
    return parseYaml(text);
  } catch (error) {
    const [reason = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    throw new UsageError(`The waivers in ${basename(file)} cannot be parsed: ${reason}`);
  }
};

const isFilled = (value: unknown): boolean => typeof value === "string" && value.trim() !== "";

/** What is wrong with one entry. */
const mistakesOf = (entry: unknown, at: Path): Finding[] => {
  const rule = "waiver";
  if (!isNode(entry)) return [{ rule, at, message: "A waiver is an object." }];
  const unknown = Object.keys(entry)
    .filter((key) => !keys.includes(key))
    .map((key) => ({
      rule,
      at: [...at, key],
      message: `"${key}" is not known here.`,
      advice: suggest(key, keys),
    }));
  const empty = Object.keys(entry)
    .filter((key) => keys.includes(key) && key !== "reason" && !isFilled(entry[key]))
    .map((key) => ({ rule, at: [...at, key], message: `"${key}" must be a text.` }));
  const found: Finding[] = [...unknown, ...empty];
  if (!isFilled(entry.reason))
    found.push({
      rule,
      at: [...at, "reason"],
      message: "A waiver needs a reason.",
      advice: "Say in `reason` why nobody minds the change.",
    });
  if (typeof entry.rule !== "string" || !ruleNames.includes(entry.rule))
    found.push({
      rule,
      at: [...at, "rule"],
      message: `There is no rule "${String(entry.rule ?? "")}".`,
      advice: suggest(String(entry.rule ?? ""), ruleNames),
    });
  if (places.every((place) => entry[place] === undefined))
    found.push({ rule, at, message: `A waiver needs a place: one of ${places.join(", ")}.` });
  if (isFilled(entry.until) && semver.valid(String(entry.until)) === null)
    found.push({ rule, at: [...at, "until"], message: '"until" is a version, e.g. 2.0.0.' });
  return found;
};

/** Checks what a waiver file says. Throws `UsageError` with every mistake and its place. */
const check = async (file: string, text: string, value: unknown): Promise<Waiver[]> => {
  const list: unknown = isNode(value) ? value.waivers : undefined;
  if (!Array.isArray(list)) throw new UsageError(`${basename(file)} must have a list \`waivers\`.`);
  const findings = createFindings();
  const source = { file: basename(file), text };
  for (const [index, entry] of list.entries())
    for (const mistake of mistakesOf(entry, ["waivers", index])) {
      const at: Path = typeof mistake.at === "string" ? [] : mistake.at;
      findings.error({ ...mistake, place: await placeInText(source, at) });
    }
  if (hasErrors(findings.list))
    throw new UsageError(`The waivers in ${basename(file)} have errors.`, findings.list);
  // Each entry has just been checked to be one.
  return list as Waiver[];
};

/** The waiver file of a folder, or the one that is named. Throws `UsageError` for one that is not there. */
export const findWaivers = (folder: string, named?: string): string | undefined => {
  const candidates =
    named === undefined ? fileNames.map((name) => join(folder, name)) : [resolve(named)];
  const found = candidates.filter((file) => existsSync(file));
  if (found.length > 1)
    throw new UsageError(
      `There are several files of waivers: ${found.map((file) => basename(file)).join(", ")}.`,
    );
  if (named !== undefined && found.length === 0)
    throw new UsageError(`There is no file of waivers at ${named}.`);
  return found[0];
};

/** Reads a waiver file. Throws `UsageError` for mistakes in it. */
export const readWaivers = async (file: string | undefined): Promise<Waivers> => {
  if (file === undefined) return { file, list: [] };
  const text = readFileSync(file, "utf8");
  return { file, list: await check(file, text, await parse(file, text)) };
};

const isPlaceOf = (waiver: Waiver, { subject, part, old, new: now }: DiffFinding): boolean => {
  const { operation, model, pointer } = waiver;
  const isOperation =
    operation === undefined ||
    (subject.kind === "operation" && [subject.name, subject.line].includes(operation));
  const isModel = model === undefined || (subject.kind === "model" && subject.name === model);
  const isPointer = pointer === undefined || [old?.pointer, now?.pointer].includes(pointer);
  return isOperation && isModel && isPointer && (waiver.part === undefined || waiver.part === part);
};

/** Whether a waiver holds for a version of the document. */
const isCurrent = ({ until }: Waiver, version: string): boolean => {
  if (until === undefined) return true;
  const now = semver.parse(version);
  return now !== null && semver.lt(now, until);
};

/** A result with what is waived, and the waivers that were needed for it. */
export const applyWaivers = (
  result: DiffResult,
  waivers: readonly Waiver[],
): { readonly result: DiffResult; readonly used: ReadonlySet<Waiver> } => {
  const used = new Set<Waiver>();
  const own = waivers.filter(
    (waiver) =>
      (waiver.api === undefined || waiver.api === result.api) &&
      isCurrent(waiver, result.new.version),
  );
  const findings = result.findings.map((finding) => {
    const waiver = own.find((one) => one.rule === finding.rule && isPlaceOf(one, finding));
    if (waiver === undefined) return finding;
    used.add(waiver);
    return { ...finding, waived: waiver.reason };
  });
  const verdicts = verdictsOf(findings);
  const version = checkVersion(result.old.version, result.new.version, verdicts.both);
  return { result: { ...result, findings, verdicts, version }, used };
};
