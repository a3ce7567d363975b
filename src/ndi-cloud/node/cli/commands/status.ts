/** `status`: who is logged in, and how a dataset stands. */
import type { Command } from "commander";
import {
  addLeaf,
  fieldLines,
  type Outcome,
  type Perform,
  parseNonEmpty,
} from "../../../../node/cli/index.js";
import type { NdiCloudClient } from "../../../client.js";
import type { LocalDataset } from "../../local-dataset.js";
import { syncPlan } from "../../sync.js";
import type { Session } from "../session.js";
import { targetFrom } from "../target.js";

/** Adds the command that tells how things stand. */
export function addStatusCommand(program: Command, perform: Perform<Session>): void {
  addLeaf(program, "status", {
    summary: "who is logged in; with a dataset or a folder how it stands",
    examples: [
      "clientwright-ndi status",
      "clientwright-ndi status 66f0c0ffee0000000000d001",
      "clientwright-ndi status ./ferret-v1 --json",
    ],
  })
    .argument("[dataset]", "id of a dataset, or a folder that is linked to it", parseNonEmpty)
    .action((name: string | undefined, _flags: unknown, command: Command) =>
      perform(command, async (session) => {
        if (name === undefined) return await loginStatus(session);
        const { datasetId, folder } = await targetFrom(name);
        const client = await session.connect("any");
        return await datasetStatus(client, datasetId, session, folder);
      }),
    );
}

async function loginStatus(session: Session): Promise<Outcome> {
  const client = await session.connect("login");
  const { email, name } = await client.users.me(session.call);
  const organizations = await client.organizations.list(session.call);
  const data = {
    ...{ email, name, server: session.settings.baseUrl, tokenFrom: session.source() ?? "login" },
    ...{ organizationId: client.organizationId, organizations },
  };
  const names = organizations.map((each) => each.name ?? each.id).join(", ");
  return {
    data,
    lines: fieldLines({
      ...{ Email: email, Name: name, Server: data.server, "Token from": data.tokenFrom },
      Organizations: names || undefined,
    }),
  };
}

async function datasetStatus(
  client: NdiCloudClient,
  datasetId: string,
  session: Session,
  folder: LocalDataset | undefined,
): Promise<Outcome> {
  const dataset = await client.datasets.get(datasetId, session.call);
  const documents = await client.documents.count(datasetId, {}, session.call);
  const { name, isSubmitted = false, isPublished = false, files } = dataset;
  const stored = files.filter(({ uploaded }) => uploaded === true).length;
  const sides = folder && (await sidesOf(client, folder, session));
  const url = client.datasetUrl(datasetId);
  const state = isPublished ? "published" : isSubmitted ? "submitted" : "draft";
  return {
    data: { datasetId, name, state, documents, files: { stored, named: files.length }, url, sides },
    lines: fieldLines({
      ...{ ID: datasetId, Name: name, State: state, Documents: documents },
      ...{ Files: `${stored} of ${files.length} stored`, Page: url, Folder: sides?.path },
      "Only here": sides?.onlyHere.length,
      "Only on the server": sides?.onlyThere.length,
    }),
  };
}

async function sidesOf(client: NdiCloudClient, folder: LocalDataset, session: Session) {
  const plan = await syncPlan(client, folder, { ...session.work(), mode: "twoWaySync" });
  return { path: folder.path, onlyHere: plan.upload, onlyThere: plan.download };
}
