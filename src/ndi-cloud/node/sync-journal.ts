/**
 * What was sent in archives and has not shown on the server yet. The server unpacks archives later and has no job for
 * it, so that a run that is stopped in between would send the same documents twice.
 */
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { isCode } from "../../node/private-file.js";
import { isRecord } from "../../runtime/index.js";
import { writeTextFile } from "./atomic-file.js";
import { parseJson } from "./local-documents.js";

/** Notes in a file. */
export interface SyncJournal {
  /** NDI ids that were sent to this dataset, or may have been. */
  pending(): Promise<readonly string[]>;
  add(ndiIds: readonly string[]): Promise<void>;
  clear(): Promise<void>;
}

/** The journal of a folder for one dataset of the server. */
export function createJournal(folder: string, datasetId: string): SyncJournal {
  const path = join(folder, "sent.json");
  const pending = async (): Promise<readonly string[]> => {
    const text = await readFile(path, "utf8").catch((error: unknown) => {
      if (isCode(error, "ENOENT")) return "{}";
      throw error;
    });
    const value = parsed(text);
    if (!isRecord(value) || value.datasetId !== datasetId) return [];
    const { ndiIds } = value;
    return Array.isArray(ndiIds) ? ndiIds.filter((id) => typeof id === "string") : [];
  };
  return {
    pending,
    async add(ndiIds) {
      const all = [...new Set([...(await pending()), ...ndiIds])];
      await writeTextFile(path, JSON.stringify({ datasetId, ndiIds: all }));
    },
    clear: () => rm(path, { force: true }),
  };
}

/** Notes that cannot be read are none: the documents are looked for on the server anyway. */
function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
