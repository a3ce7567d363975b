/**
 * Notes and files, which belong to five kinds of things in the same way: our client and the stateful
 * server, with Prism between them. Whatever either says that the document does not fails the test.
 */
import type { VClient } from "clientwright/valentina";
import { describe, expect, it } from "vitest";
import { rejection } from "../support/rejection.js";
import { type GivenTable, givenTable } from "./support/valentina.js";

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

/** What a service calls by the id of a parent. */
type Parented = Pick<
  ReturnType<VClient["campaigns"]>,
  | ("getNotesPage" | "listAllNotes" | "iterAllNotes" | "createNote" | "getNote")
  | ("updateNote" | "deleteNote" | "listAssets" | "getAsset" | "uploadAsset" | "deleteAsset")
>;

/** Two parents of a kind, and the service that knows them. */
type Parents = (table: GivenTable) => Promise<{
  service: Parented;
  parents: readonly [string, string];
  assetIds(id: string): Promise<readonly string[]>;
}>;

const users: Parents = async ({ client, player, storyteller }) => {
  const service = client.users();
  const assetIds = async (id: string) => (await service.get(id)).asset_ids;
  return { service, parents: [player.id, storyteller.id], assetIds };
};

const campaigns: Parents = async ({ client, storyteller, campaign }) => {
  const service = client.campaigns(storyteller.id);
  const { id } = await service.create({ name: "Another" });
  const assetIds = async (of: string) => (await service.get(of)).asset_ids;
  return { service, parents: [campaign.id, id], assetIds };
};

const books: Parents = async ({ client, storyteller, campaign }) => {
  const service = client.books(storyteller.id, campaign.id);
  const [one, two] = [await service.create({ name: "One" }), await service.create({ name: "Two" })];
  const assetIds = async (id: string) => (await service.get(id)).asset_ids;
  return { service, parents: [one.id, two.id], assetIds };
};

const chapters: Parents = async ({ client, storyteller, campaign }) => {
  const book = await client.books(storyteller.id, campaign.id).create({ name: "Act One" });
  const service = client.chapters(storyteller.id, campaign.id, book.id);
  const [one, two] = [await service.create({ name: "One" }), await service.create({ name: "Two" })];
  const assetIds = async (id: string) => (await service.get(id)).asset_ids;
  return { service, parents: [one.id, two.id], assetIds };
};

const characters: Parents = async ({ client, player, campaign, addCharacter }) => {
  const service = client.characters(player.id, campaign.id);
  const [one, two] = [await addCharacter(), await addCharacter({ name_first: "Marta" })];
  const assetIds = async (id: string) => (await service.get(id)).asset_ids;
  return { service, parents: [one.id, two.id], assetIds };
};

const noteRows: readonly (readonly [kind: string, rows: string, parents: Parents])[] = [
  ["users", "VN-139, VN-140, VN-141, VN-142, VN-143, VN-144, VN-145", users],
  ["campaigns", "VN-168, VN-169, VN-170, VN-171, VN-172, VN-173, VN-174", campaigns],
  ["books", "VN-188, VN-189, VN-190, VN-191, VN-192, VN-193, VN-194", books],
  ["chapters", "VN-207, VN-208, VN-209, VN-210, VN-211, VN-212, VN-213", chapters],
  ["characters", "VN-227, VN-228, VN-229, VN-230, VN-231, VN-232, VN-233", characters],
];

describe("notes [workflow 5]", () => {
  it.each(noteRows)(
    "on %s are written, found, changed and deleted [%s]",
    async (_, __, parents) => {
      const { service, parents: pair } = await parents(await givenTable());
      const [id, other] = pair;
      const note = await service.createNote(id, { title: "Evening one", content: "It burned." });
      const second = await service.createNote(id, { title: "Evening two", content: "It rained." });
      expect(await service.getNote(id, note.id)).toEqual(note);
      const page = await service.getNotesPage(id, { limit: 1, offset: 1 });
      expect([page.items, page.total]).toEqual([[second], 2]);
      expect(await service.listAllNotes(id)).toEqual([note, second]);
      expect(await all(service.iterAllNotes(id, { limit: 1 }))).toEqual([note, second]);
      const changed = await service.updateNote(id, note.id, { title: "Evening 1" });
      expect(changed).toEqual({ ...note, title: "Evening 1", date_modified: expect.any(String) });
      const elsewhere = await rejection(service.getNote(other, note.id));
      expect(elsewhere).toMatchObject({ name: "NotFoundError", detail: "Note not found" });
      expect(await service.deleteNote(id, note.id)).toBeUndefined();
      expect(await rejection(service.getNote(id, note.id))).toMatchObject({ statusCode: 404 });
    },
  );
});

const assetRows: readonly (readonly [
  kind: string,
  rows: string,
  parents: Parents,
  type: string,
])[] = [
  ["users", "VN-135, VN-136, VN-137, VN-138", users, "user"],
  ["campaigns", "VN-164, VN-165, VN-166, VN-167", campaigns, "campaign"],
  ["books", "VN-184, VN-185, VN-186, VN-187", books, "campaignbook"],
  ["chapters", "VN-203, VN-204, VN-205, VN-206", chapters, "campaignchapter"],
  ["characters", "VN-223, VN-224, VN-225, VN-226", characters, "character"],
];

const png = Buffer.from([137, 80, 78, 71, 0, 255, 13, 10]);

describe("files [workflow 6]", () => {
  it.each(assetRows)(
    "of %s are stored byte by byte, found by type and deleted [%s]",
    async (_, __, parents, type) => {
      const table = await givenTable();
      const { service, parents: pair, assetIds } = await parents(table);
      const [id, other] = pair;
      const asset = await service.uploadAsset(id, "map.png", png, "image/png");
      expect(asset).toMatchObject({
        ...{ asset_type: "image", mime_type: "image/png", original_filename: "map.png" },
        ...{ parent_type: type, parent_id: id, company_id: table.company.id },
      });
      expect(table.server.requests.at(-1)?.raw.includes(png)).toBe(true);
      const unnamed = await service.uploadAsset(id, "notes.bin", png);
      expect(unnamed).toMatchObject({ asset_type: "other", mime_type: "application/octet-stream" });
      expect(await assetIds(id)).toEqual([asset.id, unnamed.id]);
      const images = await service.listAssets(id, { assetType: "image" });
      expect([images.items, images.total]).toEqual([[asset], 1]);
      expect(await service.getAsset(id, asset.id)).toEqual(asset);
      const elsewhere = await rejection(service.getAsset(other, asset.id));
      expect(elsewhere).toMatchObject({ name: "NotFoundError", detail: "S3 asset not found" });
      expect(await service.deleteAsset(id, asset.id)).toBeUndefined();
      expect(await assetIds(id)).toEqual([unnamed.id]);
    },
  );

  it.each([
    ["image/png", "image"],
    ["text/plain", "text"],
    ["audio/mpeg", "audio"],
    ["video/mp4", "video"],
    ["application/pdf", "document"],
    ["application/zip", "archive"],
    ["application/json", "other"],
  ])("with the media type %s are of the kind %s", async (mediaType, kind) => {
    const { client, player } = await givenTable();
    const asset = await client.users().uploadAsset(player.id, "it", "abc", mediaType);
    expect([asset.asset_type, asset.mime_type]).toEqual([kind, mediaType]);
  });

  it("that the storage cannot take or remove are a failure of the server [VN-082]", async () => {
    const { client, player, server } = await givenTable();
    const { id } = await client.users().uploadAsset(player.id, "map.png", png, "image/png");
    server.state.storageWorks = false;
    const up = await rejection(client.users().uploadAsset(player.id, "map.png", png));
    expect(up).toMatchObject({ name: "ServerError", detail: "Failed to upload file to AWS S3" });
    const down = await rejection(client.users().deleteAsset(player.id, id));
    expect(down).toMatchObject({ detail: "Failed to delete object from AWS S3" });
  });
});
