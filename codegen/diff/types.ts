/**
 * What a comparison of two versions of a document comes to: data only.
 *
 * Glossary: a side is one of the two versions; a subject is what a finding is about; the two audiences are `types`
 * (people who regenerate the client and compile their code against it) and `wire` (programs that run with an older client).
 */
import type { Place } from "../diagnostics.js";
import type { RuleName } from "./rules.js";

/** What a change means: callers must act, callers gain something, or callers may want to know. */
export type Level = "breaking" | "compatible" | "note";

/** Who is asked about: callers of a regenerated client, older clients that are in use, or both. */
export type Audience = "types" | "wire" | "both";

/** The step of a version that findings ask for (semver.org). */
export type Verdict = "major" | "minor" | "patch" | "none";

/** What a finding is about. */
export type Subject =
  | { readonly kind: "client"; readonly name: string }
  | {
      readonly kind: "operation";
      /** The operationId, or the name that stands for it. */
      readonly name: string;
      /** How it is called, e.g. `tokens.create`. */
      readonly call: string;
      /** Verb and path. */
      readonly line: string;
    }
  | { readonly kind: "model"; readonly name: string }
  /** What several operations share, e.g. `parameters/limit`. */
  | { readonly kind: "component"; readonly name: string };

/** A part of one side. */
export interface Spot {
  /** JSON pointer into the bundled document. */
  readonly pointer: string;
  readonly place?: Place;
}

/** One change. */
export interface DiffFinding {
  readonly rule: RuleName;
  /** The worse of both audiences. */
  readonly level: Level;
  /** For callers of a regenerated client; absent where they see nothing of it. */
  readonly types?: Level;
  /** For older clients that are in use; absent where they see nothing of it. */
  readonly wire?: Level;
  readonly subject: Subject;
  /** Part of the subject, e.g. `query.limit` or `body.items[].name`. */
  readonly part?: string;
  /** What changed. */
  readonly message: string;
  /** What a caller has to do. */
  readonly advice?: string;
  readonly old?: Spot;
  readonly new?: Spot;
  /** Names of operations that it concerns, where the subject is no operation. */
  readonly usedBy?: readonly string[];
  /** Why it is accepted; present where a waiver says so. */
  readonly waived?: string;
}

/** One of the two versions. */
export interface SideSummary {
  /** How it was named: a file, or a revision and a file. */
  readonly label: string;
  /** `info.version`. */
  readonly version: string;
}

/** Verdicts over everything that is not waived. */
export interface Verdicts {
  readonly both: Verdict;
  readonly types: Verdict;
  readonly wire: Verdict;
}

/** Whether the document's version tells what changed. */
export interface VersionCheck {
  readonly old: string;
  readonly new: string;
  /** Absent where one of them does not follow semantic versioning. */
  readonly enough?: boolean;
  /** The least version that would tell it. */
  readonly needed?: string;
}

/** What came of comparing two versions of one document. */
export interface DiffResult {
  readonly api: string;
  readonly old: SideSummary;
  readonly new: SideSummary;
  /** By subject in the order of the documents, the worst first. */
  readonly findings: readonly DiffFinding[];
  readonly verdicts: Verdicts;
  readonly version: VersionCheck;
}
