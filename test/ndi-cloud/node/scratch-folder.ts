/** Folders of single tests, taken away afterwards. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

export const scratchFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "ndi-cloud-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
};
