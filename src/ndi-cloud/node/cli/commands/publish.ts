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
import type { Session } from "../session.js";
import { targetFrom } from "../target.js";

interface PublishFlags {
  readonly submit?: true;
  readonly submitOnly?: true;
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
    ],
  })
    .argument("<dataset>", "id of the dataset, or a folder that is linked to it", parseNonEmpty)
    .option("--submit", "hand it in first")
    .option("--submit-only", "hand it in, and leave the rest to an administrator")
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
  if (flags.submitOnly) {
    await client.datasets.submit(datasetId, call);
    return told(client, datasetId, "submitted");
  }
  if (flags.wait === false) {
    if (flags.submit) await client.datasets.submit(datasetId, call);
    await client.datasets.publish(datasetId, call);
    return told(client, datasetId, "publishing");
  }
  const { state, elapsed } = await client.datasets.publishAndWait(datasetId, {
    ...call,
    submit: flags.submit === true,
    ...(flags.waitFor !== undefined && { timeoutMs: flags.waitFor }),
    onProgress: ({ publishProgress }) =>
      session.progress.show(`Publishing ${JSON.stringify(publishProgress ?? {})}`),
  });
  if (state === "complete") return told(client, datasetId, "published", elapsed);
  return {
    ...told(client, datasetId, "publishing", elapsed),
    warning: `It is not public after ${elapsed} seconds; the server goes on: see status`,
    exitCode: exitCodes.failure,
  };
}

function told(
  client: NdiCloudClient,
  datasetId: string,
  state: "submitted" | "publishing" | "published",
  elapsedSeconds?: number,
): Outcome {
  const url = client.datasetUrl(datasetId);
  const title = `${state.slice(0, 1).toUpperCase()}${state.slice(1)}: ${datasetId}`;
  return {
    data: { datasetId, state, url, ...(elapsedSeconds !== undefined && { elapsedSeconds }) },
    lines: [title, ...fieldLines({ Page: url })],
  };
}
