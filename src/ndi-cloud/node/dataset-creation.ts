/** Makes the dataset of a folder, once: a run that ended before it learnt the id leaves a note, and the next finds it. */
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { DatasetListItem } from "../../../generated/ndi-cloud/models.js";
import { isCode } from "../../node/private-file.js";
import { ClientwrightError, isRecord } from "../../runtime/index.js";
import type { NdiCloudClient } from "../client.js";
import type { NewDataset } from "../models.js";
import { writeTextFile } from "./atomic-file.js";
import type { LocalDataset } from "./local-dataset.js";
import { parseJson } from "./local-documents.js";
import { callOptions, clockOf, say, type WorkOptions } from "./work.js";

/** Which dataset is made. */
export interface DatasetWish {
  readonly fields: NewDataset;
  /** Default: the current organization of the client. */
  readonly organizationId: string | undefined;
}

/** What the clocks of this machine and of the server may differ by. */
const skewMs = 600_000;

/**
 * The id of a new dataset, or of the empty one of this name that an earlier run made for this folder.
 *
 * @param keep Notes the id in the folder: from then on nobody has to look for it.
 */
export async function createOnce(
  client: NdiCloudClient,
  dataset: LocalDataset,
  wish: DatasetWish,
  options: WorkOptions & { readonly keep: (datasetId: string) => Promise<unknown> },
): Promise<string> {
  const path = join(dataset.statePath, "creating.json");
  const { name } = wish.fields;
  const since = await begunAt(path, name);
  const found =
    since === undefined ? undefined : await madeSince(client, wish, since, callOptions(options));
  if (since === undefined)
    await writeTextFile(path, JSON.stringify({ name, at: clockOf(options).now() }));
  const id = found ?? (await create(client, wish, path, options));
  await options.keep(id);
  await rm(path, { force: true });
  say(options, found ? `Dataset ${id} was made by an earlier run` : `Dataset ${id} was created`);
  return id;
}

async function create(
  client: NdiCloudClient,
  { fields, organizationId }: DatasetWish,
  path: string,
  options: WorkOptions,
): Promise<string> {
  const choices = organizationId === undefined ? {} : { organizationId };
  try {
    return (await client.datasets.create(fields, choices, callOptions(options))).id;
  } catch (error) {
    if (isRefusal(error)) await rm(path, { force: true });
    throw error;
  }
}

/** Whether nothing was made for certain. After a broken connection, or a gateway's 504, it may have been. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof ClientwrightError)) return false;
  const { kind, status = 0 } = error;
  return /^(config|validation|auth)$/.test(kind) || (status >= 400 && status < 500);
}

/** When an earlier run began to make a dataset of this name; undefined when none did. */
async function begunAt(path: string, name: string): Promise<number | undefined> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    if (isCode(error, "ENOENT")) return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    const note = parseJson(text);
    const isThis = isRecord(note) && note.name === name && typeof note.at === "number";
    return isThis ? Number(note.at) : undefined;
  } catch {
    return undefined; // A note that cannot be read says nothing.
  }
}

async function madeSince(
  client: NdiCloudClient,
  { fields, organizationId }: DatasetWish,
  since: number,
  call: ReturnType<typeof callOptions>,
): Promise<string | undefined> {
  const isIt = ({ name, createdAt, documentCount = 0 }: DatasetListItem): boolean => {
    const madeAt = createdAt === undefined ? since : Date.parse(createdAt);
    return name === fields.name && documentCount === 0 && !(madeAt < since - skewMs);
  };
  for await (const item of client.datasets.listAll({ organizationId }, call))
    if (isIt(item)) return item.id;
  return undefined;
}
