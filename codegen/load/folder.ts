/** Which files of a folder look like documents, for those who named the folder instead. */
import { closeSync, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";

/** Bytes of a file that are looked at: a document says what it is near its start. */
const looked = 4_096;

/** Files shown. */
const shown = 3;

const startOf = (file: string): string => {
  const bytes = Buffer.alloc(looked);
  const handle = openSync(file, "r");
  try {
    return bytes.toString("utf8", 0, readSync(handle, bytes, 0, looked, 0));
  } finally {
    closeSync(handle);
  }
};

const isDocument = (file: string): boolean =>
  /^\s*\{?\s*["']?(openapi|swagger)["']?\s*:/m.test(startOf(file));

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ya?ml|json)$/i.test(entry.name))
    .map(({ name }) => name)
    .sort();

/** Names the documents of a folder; undefined where none looks like one. */
export const adviseOn = (folder: string): string | undefined => {
  const documents = filesOf(folder).filter((name) => isDocument(join(folder, name)));
  if (documents.length === 0) return undefined;
  return `Name the document: ${documents.slice(0, shown).join(", ")}${documents.length > shown ? ", ..." : ""}.`;
};
