/** `sync`: makes a folder and its dataset alike. */
import { type Command, Option } from "commander";
import {
  addLeaf,
  exitCodes,
  type Outcome,
  type Perform,
  parseNonEmpty,
  printable,
} from "../../../../node/cli/index.js";
import { LocalDataset } from "../../local-dataset.js";
import { sync } from "../../sync.js";
import { describePlan, readSyncMode } from "../../sync-plan.js";
import type { SyncReport } from "../../sync-report.js";
import type { Session } from "../session.js";

const modes = [
  "upload-new",
  "download-new",
  "mirror-to-remote",
  "mirror-from-remote",
  "two-way-sync",
];

interface SyncFlags {
  readonly mode: string;
  readonly files?: true;
  readonly dryRun?: true;
}

/** Adds the command. */
export function addSyncCommand(program: Command, perform: Perform<Session>): void {
  addLeaf(program, "sync", {
    summary: "make a folder and its dataset alike",
    examples: [
      "clientwright-ndi sync recordings/ferret --mode upload-new",
      "clientwright-ndi sync recordings/ferret --mode mirror-from-remote --dry-run",
    ],
  })
    .argument("<folder>", "dataset folder", parseNonEmpty)
    .addOption(new Option("--mode <mode>", "what may change").choices(modes).makeOptionMandatory())
    .option("--files", "download the bytes of files, too")
    .option("--dry-run", "show the plan, and do nothing")
    .action((folder: string, flags: SyncFlags, command: Command) =>
      perform(command, async ({ client, work }) => {
        const dataset = await LocalDataset.open(folder);
        const mode = readSyncMode(flags.mode.replaceAll("-", "_"));
        const { files: syncFiles = false, dryRun = false } = flags;
        return outcomeOf(await sync(client, dataset, { ...work, mode, syncFiles, dryRun }));
      }),
    );
}

function outcomeOf(report: SyncReport): Outcome {
  const { uploadReport: _errors, ...data } = report;
  const plan = describePlan(report.plan).split("\n").map(printable);
  const done = [
    `${report.uploadedDocumentIds.length} documents and ${report.filesUploaded} files uploaded`,
    `${report.downloadedDocumentIds.length} documents and ${report.filesDownloaded} files downloaded`,
    `${report.deletedLocalDocumentIds.length} deleted here, ${report.deletedRemoteDocumentIds.length} on the server`,
  ];
  return {
    data,
    lines: report.dryRun ? plan : done,
    ...(report.message !== undefined && { warning: report.message }),
    ...(!report.success && { exitCode: exitCodes.failure }),
  };
}
