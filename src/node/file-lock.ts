/** One process at a time, by a file that only one can create. */
import { randomUUID } from "node:crypto";
import { open, readFile, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { Clock } from "../runtime/index.js";
import { isCode, makePrivateFolder } from "./private-file.js";

/** Between two looks at a lock that another process has. */
const pollMs = 50;
/** A lock older than this was left by a process that died: no login takes so long. */
const staleMs = 60_000;

/** Runs the task while this process has the lock. */
export async function withFileLock<T>(
  path: string,
  clock: Clock,
  task: () => Promise<T>,
): Promise<T> {
  await makePrivateFolder(dirname(path));
  const owner = randomUUID();
  while (!(await take(path, owner))) {
    if (await isStale(path, clock)) await rm(path, { force: true });
    else await clock.sleep(pollMs);
  }
  try {
    return await task();
  } finally {
    await release(path, owner);
  }
}

async function take(path: string, owner: string): Promise<boolean> {
  try {
    const file = await open(path, "wx", 0o600);
    await file.writeFile(owner).finally(() => file.close());
    return true;
  } catch (error) {
    if (isCode(error, "EEXIST")) return false;
    throw error;
  }
}

/** By the file system's time against the clock's: both are this machine's, or near it. */
async function isStale(path: string, clock: Clock): Promise<boolean> {
  try {
    return clock.now() - (await stat(path)).mtimeMs > staleMs;
  } catch (error) {
    if (isCode(error, "ENOENT")) return false; // Released meanwhile.
    throw error;
  }
}

/** Takes the lock away, unless it was judged stale and is somebody else's by now. */
async function release(path: string, owner: string): Promise<void> {
  try {
    if ((await readFile(path, "utf8")) === owner) await rm(path, { force: true });
  } catch (error) {
    if (!isCode(error, "ENOENT")) throw error;
  }
}
