/** `upload` and `download`: whole datasets. */
import { type Command, Option } from "commander";
import { addLeaf, type Perform, parseNonEmpty } from "../../../../node/cli/index.js";
import { type DownloadMode, downloadDataset } from "../../download-dataset.js";
import { LocalDataset } from "../../local-dataset.js";
import { newDataset } from "../../new-dataset.js";
import type { Session } from "../session.js";

/** Adds the commands that move datasets. */
export function addFolderCommands(program: Command, perform: Perform<Session>): void {
  addUpload(program, perform);
  addDownload(program, perform);
}

function addUpload(program: Command, perform: Perform<Session>): void {
  addLeaf(program, "upload", {
    summary: "make a dataset of a folder, or go on with one that was stopped",
    examples: ['clientwright-ndi upload recordings/ferret --name "Ferret V1"'],
  })
    .argument("<folder>", "dataset folder", parseNonEmpty)
    .option("--name <name>", "name of the dataset (default: of the folder)", parseNonEmpty)
    .action((folder: string, { name }: { name?: string }, command: Command) =>
      perform(command, async ({ client, work }) => {
        const dataset = await LocalDataset.open(folder);
        const datasetId = await newDataset(client, dataset, { ...work, ...(name && { name }) });
        const url = client.datasetUrl(datasetId);
        return { data: { datasetId, url }, lines: [`Uploaded to ${datasetId}`, url] };
      }),
    );
}

function addDownload(program: Command, perform: Perform<Session>): void {
  const modes: readonly DownloadMode[] = ["local", "hybrid"];
  addLeaf(program, "download", {
    summary: "download a dataset, or go on with one that was stopped",
    examples: ["clientwright-ndi download 64b000000000000000000001 recordings"],
  })
    .argument("<dataset>", "id of the dataset", parseNonEmpty)
    .argument("[folder]", "where its folder lands", parseNonEmpty, ".")
    .addOption(
      new Option("--mode <mode>", "with files, or documents alone").choices(modes).default("local"),
    )
    .action(
      (datasetId: string, outputPath: string, { mode }: { mode: DownloadMode }, command: Command) =>
        perform(command, async ({ client, work }) => {
          const { path, documents } = await downloadDataset(client, datasetId, {
            ...work,
            mode,
            outputPath,
          });
          const count = (await documents.ids()).length;
          return { data: { path, documents: count }, lines: [`${count} documents in ${path}`] };
        }),
    );
}
