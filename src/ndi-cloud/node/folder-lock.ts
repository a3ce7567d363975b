/** One process at a time per dataset folder; the others are told who has it. */
import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { isCode } from "../../node/private-file.js";
import { isRecord } from "../../runtime/index.js";
import { NdiSyncError } from "../errors.js";

/** A lock that is held. */
export interface FolderLock {
  /** Gives it back. Idempotent. */
  release(): Promise<void>;
}

interface Holder {
  readonly process: number;
  readonly host: string;
  readonly token: string;
}

/**
 * Takes the lock. One that a process of this machine left behind when it ended is taken over.
 *
 * @throws {NdiSyncError} with the code `LOCKED` when another process works on the folder.
 */
export async function lockFolder(path: string): Promise<FolderLock> {
  await mkdir(dirname(path), { recursive: true });
  const mine: Holder = { process: process.pid, host: hostname(), token: randomUUID() };
  for (let tries = 0; tries < 3; tries += 1) {
    if (await create(path, mine)) return { release: () => release(path, mine) };
    const holder = await holderOf(path);
    if (holder !== undefined && !hasEnded(holder)) throw locked(path, holder);
    if (holder !== undefined) await takeAway(path, holder);
  }
  throw locked(path, undefined);
}

async function create(path: string, holder: Holder): Promise<boolean> {
  try {
    const file = await open(path, "wx");
    await file.writeFile(JSON.stringify(holder)).finally(() => file.close());
    return true;
  } catch (error) {
    if (isCode(error, "EEXIST")) return false;
    throw error;
  }
}

/** Undefined when it was given back meanwhile. */
async function holderOf(path: string): Promise<Partial<Holder> | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(path, "utf8"));
    return isRecord(value) ? value : {};
  } catch (error) {
    if (isCode(error, "ENOENT")) return undefined;
    if (error instanceof SyntaxError) return {}; // It is being written at this moment.
    throw error;
  }
}

function hasEnded({ process: id, host }: Partial<Holder>): boolean {
  if (host !== hostname() || typeof id !== "number") return false;
  try {
    process.kill(id, 0);
    return false;
  } catch (error) {
    return isCode(error, "ESRCH");
  }
}

/** Two processes may find the same lock left behind: it is moved first, which succeeds once, and looked at again. */
async function takeAway(path: string, holder: Partial<Holder>): Promise<void> {
  const aside = `${path}.${randomUUID()}.tmp`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (isCode(error, "ENOENT")) return;
    throw error;
  }
  const moved = await holderOf(aside);
  if (moved?.token !== holder.token) await rename(aside, path);
  else await rm(aside, { force: true });
}

async function release(path: string, { token }: Holder): Promise<void> {
  if ((await holderOf(path))?.token === token) await rm(path, { force: true });
}

function locked(path: string, holder: Partial<Holder> | undefined): NdiSyncError {
  const who = holder?.process === undefined ? "Another process" : `Process ${holder.process}`;
  const where = holder?.host === undefined ? "" : ` on ${holder.host}`;
  const message = `${who}${where} works on this dataset folder; if it does not, delete ${path}`;
  return new NdiSyncError(message, { kind: "config", code: "LOCKED" });
}
