/** Replaces one file of somebody else's at once: it is the old one or the new one, never a part. */
import { renameSync, rmSync, writeFileSync } from "node:fs";

/** Writes a file under a temporary name beside it, then renames it; nothing is left when that fails. */
export const replaceFile = (path: string, text: string): void => {
  const temporary = `${path}.clientwright-${process.pid}`;
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
};
