/** `list`, `status` and `publish`: datasets of the server. */
import type { Command } from "commander";
import {
  addLeaf,
  exitCodes,
  fieldLines,
  type Perform,
  parseIntegerFrom,
  parseNonEmpty,
  tableLines,
} from "../../../../node/cli/index.js";
import type { Session } from "../session.js";

/** Adds the commands that look at datasets, or make them public. */
export function addDatasetCommands(program: Command, perform: Perform<Session>): void {
  addList(program, perform);
  addStatus(program, perform);
  addPublish(program, perform);
}

interface ListFlags {
  readonly published?: true;
  readonly page: number;
  readonly pageSize: number;
}

function addList(program: Command, perform: Perform<Session>): void {
  addLeaf(program, "list", {
    summary: "datasets of the organization, or public ones",
    examples: ["clientwright-ndi list", "clientwright-ndi list --published --page-size 10 --json"],
  })
    .option("--published", "public datasets; needs no login")
    .option("--page <number>", "which page", parseIntegerFrom(1), 1)
    .option("--page-size <number>", "datasets of a page", parseIntegerFrom(1), 20)
    .action(({ published, page, pageSize }: ListFlags, command: Command) =>
      perform(command, async ({ client, call }) => {
        const choices = { isPublished: published === true, page, pageSize };
        const { datasets, totalNumber } = await client.datasets.list(choices, call);
        const rows = datasets.map(({ id, name, documentCount }) => [
          id,
          name,
          documentCount ?? "?",
        ]);
        return {
          data: { datasets, totalNumber },
          lines: tableLines(["ID", "NAME", "DOCUMENTS"], rows, "No datasets found"),
        };
      }),
    );
}

function addStatus(program: Command, perform: Perform<Session>): void {
  addLeaf(program, "status", {
    summary: "what the server knows of a dataset",
    examples: ["clientwright-ndi status 64b000000000000000000001"],
  })
    .argument("<dataset>", "id of the dataset", parseNonEmpty)
    .action((datasetId: string, _options: unknown, command: Command) =>
      perform(command, async ({ client, call }) => {
        const dataset = await client.datasets.get(datasetId, call);
        const documents = await client.documents.count(datasetId, {}, call);
        const uploaded = dataset.files.filter(({ uploaded }) => uploaded === true).length;
        const { name, isPublished = false, isSubmitted = false, doi } = dataset;
        const files = { uploaded, total: dataset.files.length };
        const data = { id: datasetId, name, documents, files, isSubmitted, isPublished, doi };
        const shown = {
          ...data,
          files: `${uploaded} of ${files.total} uploaded`,
          doi: doi ?? "none",
        };
        return { data, lines: fieldLines(shown) };
      }),
    );
}

function addPublish(program: Command, perform: Perform<Session>): void {
  addLeaf(program, "publish", {
    summary: "make a dataset public, and wait until it is",
    examples: ["clientwright-ndi publish 64b000000000000000000001 --submit"],
  })
    .argument("<dataset>", "id of the dataset", parseNonEmpty)
    .option("--submit", "submit it first")
    .option("--undo", "take it back")
    .action(
      (datasetId: string, { submit, undo }: { submit?: true; undo?: true }, command: Command) =>
        perform(command, async ({ client, call }) => {
          const { state, elapsed } = undo
            ? await client.datasets.unpublishAndWait(datasetId, call)
            : await client.datasets.publishAndWait(datasetId, {
                ...call,
                ...(submit && { submit }),
              });
          const url = client.datasetUrl(datasetId);
          const isDone = state === "complete";
          const word = undo ? "no longer public" : "public";
          const line = isDone
            ? `${url} is ${word}`
            : `${url} is not ${word} yet; the server goes on`;
          return {
            data: { state, elapsed, url },
            lines: [line],
            ...(!isDone && { exitCode: exitCodes.failure }),
          };
        }),
    );
}
