/** `upload`: a folder becomes a dataset, or brings its dataset up to date. */
import type { Command } from "commander";
import { addLeaf, fieldLines, type Perform, parseNonEmpty } from "../../../../node/cli/index.js";
import { LocalDataset } from "../../local-dataset.js";
import { newDataset } from "../../new-dataset.js";
import { knowOrganization } from "../organization.js";
import { pushChoices, serialFlag } from "../serial.js";
import type { Session } from "../session.js";

interface UploadFlags {
  readonly name?: string;
  readonly serial?: true;
}

/** Adds the command that uploads a folder. */
export function addUploadCommand(program: Command, perform: Perform<Session>): void {
  addLeaf(program, "upload", {
    summary: "make a dataset of a folder; one that is linked already is sent what it lacks",
    examples: [
      "clientwright-ndi upload ./ferret-v1",
      'clientwright-ndi upload ./ferret-v1 --name "Ferret V1 gratings"',
    ],
  })
    .argument("<folder>", "folder that has a folder .ndi", parseNonEmpty)
    .option("--name <text>", "name of a new dataset (default: the folder's)", parseNonEmpty)
    .addOption(serialFlag())
    .action((folder: string, { name, serial }: UploadFlags, command: Command) =>
      perform(command, async (session) => {
        const dataset = await LocalDataset.open(folder);
        const client = await session.connect("login");
        const isLinked = (await dataset.link()) !== undefined;
        if (!isLinked) await knowOrganization(client, session.call);
        const datasetId = await newDataset(client, dataset, {
          ...session.work(),
          ...(name !== undefined && { name }),
          ...pushChoices(session, serial),
        });
        const url = client.datasetUrl(datasetId);
        const data = { datasetId, url, path: dataset.path, isNew: !isLinked };
        const title = `${isLinked ? "Brought up to date" : "Created"}: ${datasetId}`;
        return { data, lines: [title, ...fieldLines({ Page: url, Folder: dataset.path })] };
      }),
    );
}
