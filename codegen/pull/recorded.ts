/** Compares pulled files with their record before a client is made of them. */
import { isAbsolute } from "node:path";
import type { Diagnostic, Severity } from "../diagnostics.js";
import { changedFiles, keyOfPath, lockName, readLock } from "./lock.js";

/** A document by its absolute path, and the folder of its record. */
interface Pulled {
  readonly root: string;
  readonly spec: string;
}

/** Findings about the files of a pulled document that are not as they came. Throws `UsageError`. */
export const checkRecorded = ({ root, spec }: Pulled, severity: Severity): Diagnostic[] => {
  const key = keyOfPath(root, spec);
  const lock = readLock(root);
  const record = Object.hasOwn(lock, key) && !isAbsolute(key) ? lock[key] : undefined;
  if (record === undefined) return [];
  return changedFiles(root, key, record).map((file) => ({
    severity,
    rule: "pulled-document",
    pointer: "",
    place: { file, line: 1, column: 1 },
    message: `This file is not as it was pulled: ${lockName} has recorded another one.`,
    advice: "Run `clientwright pull`; say changes of your own in an overlay.",
  }));
};
