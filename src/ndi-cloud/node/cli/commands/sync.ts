/** `sync`: makes a folder and its dataset alike. */
import { type Command, InvalidArgumentError, Option } from "commander";
import type { DeleteWhen } from "../../../../../generated/ndi-cloud/models.js";
import {
  addLeaf,
  exitCodes,
  type Outcome,
  type Perform,
  parseNonEmpty,
  printable,
  UsageError,
} from "../../../../node/cli/index.js";
import { NdiValidationError } from "../../../errors.js";
import { LocalDataset } from "../../local-dataset.js";
import { sync } from "../../sync.js";
import { describePlan, readSyncMode, type SyncMode, type SyncPlan } from "../../sync-plan.js";
import type { SyncReport } from "../../sync-report.js";
import { pushChoices, serialFlag } from "../serial.js";
import type { Session } from "../session.js";

interface SyncFlags {
  readonly mode: SyncMode;
  readonly dryRun?: true;
  readonly files?: true;
  readonly when?: DeleteWhen;
  readonly serial?: true;
  readonly yes?: true;
}

/** Adds the command that synchronises. */
export function addSyncCommand(program: Command, perform: Perform<Session>): void {
  addLeaf(program, "sync", {
    summary: "make a folder and its dataset alike; only the modes named mirror delete anything",
    examples: [
      "clientwright-ndi sync ./ferret-v1 --dry-run",
      "clientwright-ndi sync ./ferret-v1 --mode download-new --files",
      "clientwright-ndi sync ./ferret-v1 --mode mirror-to-remote --when 7d --yes",
    ],
  })
    .argument("<folder>", "folder that is linked to a dataset", parseNonEmpty)
    .addOption(modeOption())
    .option("--dry-run", "print what would be done, and do nothing")
    .option("--files", "download the bytes of files as well")
    .addOption(
      new Option("--when <time>", "when mirrored deletions on the server are final").choices([
        "now",
        "7d",
      ]),
    )
    .addOption(serialFlag())
    .option("--yes", "let a mode named mirror delete what the other side lacks")
    .action((folder: string, flags: SyncFlags, command: Command) =>
      perform(command, async (session) => {
        checkConsent(flags);
        const dataset = await LocalDataset.open(folder);
        const client = await session.connect("login");
        const report = await sync(client, dataset, {
          ...session.work(),
          ...pushChoices(session, flags.serial),
          ...{ mode: flags.mode, dryRun: flags.dryRun === true, syncFiles: flags.files === true },
          ...(flags.when && { when: flags.when }),
        });
        return outcomeOf(report);
      }),
    );
}

/** Asked before anything is looked at: what a mirror deletes may come up only while it runs. */
function checkConsent({ mode, dryRun, yes }: SyncFlags): void {
  const place = { mirrorToRemote: "on the server", mirrorFromRemote: "in the folder" };
  if (dryRun || yes || !(mode === "mirrorToRemote" || mode === "mirrorFromRemote")) return;
  throw new UsageError(
    `${mode} deletes documents ${place[mode]}: give --yes, or --dry-run to see which`,
  );
}

function modeOption(): Option {
  const words = "upload-new, download-new, mirror-to-remote, mirror-from-remote or two-way-sync";
  return new Option("--mode <mode>", words)
    .default("twoWaySync", "two-way-sync")
    .argParser((text) => {
      try {
        return readSyncMode(text.replaceAll("-", "_"));
      } catch (error) {
        if (!(error instanceof NdiValidationError)) throw error;
        throw new InvalidArgumentError(`It must be ${words}.`);
      }
    });
}

function outcomeOf(report: SyncReport): Outcome {
  const { success, message, dryRun, plan } = report;
  return {
    data: dataOf(report),
    lines: dryRun ? planLines(plan) : reportLines(report),
    ...(message !== undefined && { warning: `${printable(message)}: nothing was deleted since` }),
    ...(!success && { exitCode: exitCodes.failure }),
  };
}

function planLines(plan: SyncPlan): string[] {
  return describePlan(plan).split("\n").map(printable);
}

function reportLines(report: SyncReport): string[] {
  const counts: readonly (readonly [string, number])[] = [
    ["documents uploaded", report.uploadedDocumentIds.length],
    ["documents downloaded", report.downloadedDocumentIds.length],
    ["documents deleted here", report.deletedLocalDocumentIds.length],
    ["documents deleted on the server", report.deletedRemoteDocumentIds.length],
    ["documents failed", report.failedDocumentIds.length],
    ["files uploaded", report.filesUploaded],
    ["files downloaded", report.filesDownloaded],
    ["files failed", report.filesFailed],
  ];
  const done = counts.filter(([, count]) => count > 0).map(([what, count]) => `${count} ${what}`);
  return [`${report.mode}: ${done.length === 0 ? "nothing to do" : done.join(", ")}`];
}

/** Errors in it would show how the client is made: sentences stay. */
function dataOf({ uploadReport, ...report }: SyncReport): unknown {
  if (uploadReport === undefined) return report;
  const errors = uploadReport.errors.map(({ index, message }) => ({ index, message }));
  return { ...report, uploadReport: { ...uploadReport, errors } };
}
