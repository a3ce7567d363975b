/** `download`: a dataset, into a folder. */
import type { Command } from "commander";
import { addLeaf, fieldLines, type Perform, parseNonEmpty } from "../../../../node/cli/index.js";
import { downloadDataset } from "../../download-dataset.js";
import type { Session } from "../session.js";

interface DownloadFlags {
  readonly documentsOnly?: true;
  readonly keepGoing?: true;
}

/** Adds the command that downloads a dataset. */
export function addDownloadCommand(program: Command, perform: Perform<Session>): void {
  addLeaf(program, "download", {
    summary: "download a dataset; public ones need no login",
    examples: [
      "clientwright-ndi download 66f0c0ffee0000000000d001",
      "clientwright-ndi download 66f0c0ffee0000000000d001 ./data --documents-only",
    ],
  })
    .argument("<dataset>", "id of the dataset", parseNonEmpty)
    .argument("[into]", "folder in which a folder named by the id is made", parseNonEmpty, ".")
    .option("--documents-only", "name files by reference, and leave their bytes on the server")
    .option("--keep-going", "go on after a file that fails")
    .action((datasetId: string, outputPath: string, flags: DownloadFlags, command: Command) =>
      perform(command, async (session) => {
        const client = await session.connect("any");
        const mode = flags.documentsOnly ? "hybrid" : "local";
        const { path, documents } = await downloadDataset(client, datasetId, {
          ...session.work(),
          ...{ outputPath, mode, abortOnError: !flags.keepGoing },
        });
        const count = (await documents.ids()).length;
        return {
          data: { datasetId, path, mode, documents: count },
          lines: [`Downloaded: ${datasetId}`, ...fieldLines({ Folder: path, Documents: count })],
        };
      }),
    );
}
