/** `list`: datasets of the organization, or public ones. */
import type { Command } from "commander";
import type { DatasetListItem } from "../../../../../generated/ndi-cloud/models.js";
import {
  addLeaf,
  type Outcome,
  type Perform,
  parseIntegerFrom,
  tableLines,
} from "../../../../node/cli/index.js";
import type { NdiCloudClient } from "../../../client.js";
import { knowOrganization } from "../organization.js";
import type { Session } from "../session.js";

interface ListFlags {
  readonly published?: true;
  readonly all?: true;
  readonly page: number;
  readonly pageSize: number;
}

/** Adds the command that lists datasets. */
export function addListCommand(program: Command, perform: Perform<Session>): void {
  addLeaf(program, "list", {
    summary: "datasets of your organization, or with --published the public ones, without a login",
    examples: [
      "clientwright-ndi list",
      "clientwright-ndi list --published --page 2 --page-size 50",
      "clientwright-ndi list --all --json | jq -r '.datasets[].id'",
    ],
  })
    .option("--published", "public datasets")
    .option("--all", "every page")
    .option("--page <number>", "which page", parseIntegerFrom(1), 1)
    .option("--page-size <number>", "datasets of a page", parseIntegerFrom(1), 20)
    .action((flags: ListFlags, command: Command) =>
      perform(command, async (session) => {
        const { call } = session;
        const isPublished = flags.published === true;
        const client = await session.connect(isPublished ? "any" : "login");
        if (!isPublished) await knowOrganization(client, call);
        if (flags.all) return await listAll(client, isPublished, call);
        const { page, pageSize } = flags;
        const found = await client.datasets.list({ isPublished, page, pageSize }, call);
        return outcomeOf(found.datasets, found);
      }),
    );
}

async function listAll(
  client: NdiCloudClient,
  isPublished: boolean,
  call: Session["call"],
): Promise<Outcome> {
  const datasets: DatasetListItem[] = [];
  for await (const dataset of client.datasets.listAll({ isPublished }, call))
    datasets.push(dataset);
  return outcomeOf(datasets, { datasets, totalNumber: datasets.length });
}

function outcomeOf(datasets: readonly DatasetListItem[], data: unknown): Outcome {
  const rows = datasets.map(({ id, name, documentCount, isPublished }) => [
    ...[id, name, documentCount],
    isPublished ? "yes" : "no",
  ]);
  const headings = ["ID", "Name", "Documents", "Published"];
  return { data, lines: tableLines(headings, rows, "There are no datasets") };
}
