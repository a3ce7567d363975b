/** `publish`: makes a dataset public, and waits until it is. */
import type { Command } from "commander";
import {
  addLeaf,
  exitCodes,
  fieldLines,
  type Outcome,
  type Perform,
  parseDurationMs,
  parseNonEmpty,
} from "../../../../node/cli/index.js";
import type { NdiCloudClient } from "../../../client.js";
import type { PublishState } from "../../../publishing.js";
import type { Session } from "../session.js";
import { targetFrom } from "../target.js";

interface PublishFlags {
  readonly submit?: true;
  readonly submitOnly?: true;
  readonly undo?: true;
  readonly wait?: boolean;
  readonly waitFor?: number;
}

/** Adds the command that publishes. */
export function addPublishCommand(program: Command, perform: Perform<Session>): void {
  addLeaf(program, "publish", {
    summary: "make a dataset public, and wait until it is; for administrators",
    examples: [
      "clientwright-ndi publish 66f0c0ffee0000000000d001 --submit",
      "clientwright-ndi publish ./ferret-v1 --submit-only",
      "clientwright-ndi publish ./ferret-v1 --wait-for 10m",
      "clientwright-ndi publish 66f0c0ffee0000000000d001 --undo",
    ],
  })
    .argument("<dataset>", "id of the dataset, or a folder that is linked to it", parseNonEmpty)
    .option("--submit", "hand it in first")
    .option("--submit-only", "hand it in, and leave the rest to an administrator")
    .option("--undo", "take it back")
    .option("--no-wait", "end as soon as the server has it in hand")
    .option("--wait-for <duration>", "longest wait, such as 10m (default: 3m)", parseDurationMs)
    .action((name: string, flags: PublishFlags, command: Command) =>
      perform(command, async (session) => {
        const { datasetId } = await targetFrom(name);
        const client = await session.connect("login");
        return await publish(client, datasetId, flags, session);
      }),
    );
}

async function publish(
  client: NdiCloudClient,
  datasetId: string,
  flags: PublishFlags,
  session: Session,
): Promise<Outcome> {
  const { call } = session;
  const { datasets } = client;
  if (flags.submitOnly) {
    await datasets.submit(datasetId, call);
    return told(client, datasetId, "submitted");
  }
  const [meanwhile, after] = flags.undo ? undone : done;
  if (flags.wait === false) {
    if (flags.submit) await datasets.submit(datasetId, call);
    await (flags.undo ? datasets.unpublish(datasetId, call) : datasets.publish(datasetId, call));
    return told(client, datasetId, meanwhile);
  }
  const waiting = {
    ...call,
    ...(flags.waitFor !== undefined && { timeoutMs: flags.waitFor }),
    onProgress: ({ publishProgress }: PublishState) =>
      session.progress.show(`Waiting ${JSON.stringify(publishProgress ?? {})}`),
  };
  const { state, elapsed } = flags.undo
    ? await datasets.unpublishAndWait(datasetId, waiting)
    : await datasets.publishAndWait(datasetId, { ...waiting, submit: flags.submit === true });
  if (state === "complete") return told(client, datasetId, after, elapsed);
  return {
    ...told(client, datasetId, meanwhile, elapsed),
    warning: `It is not ${after} after ${elapsed} seconds; the server goes on: see status`,
    exitCode: exitCodes.failure,
  };
}

type State = "submitted" | (typeof done | typeof undone)[number];

/** While the server is at it, and once it is so. */
const done = ["publishing", "published"] as const;
const undone = ["unpublishing", "unpublished"] as const;

function told(
  client: NdiCloudClient,
  datasetId: string,
  state: State,
  elapsedSeconds?: number,
): Outcome {
  const url = client.datasetUrl(datasetId);
  const title = `${state.slice(0, 1).toUpperCase()}${state.slice(1)}: ${datasetId}`;
  return {
    data: { datasetId, state, url, ...(elapsedSeconds !== undefined && { elapsedSeconds }) },
    lines: [title, ...fieldLines({ Page: url })],
  };
}
