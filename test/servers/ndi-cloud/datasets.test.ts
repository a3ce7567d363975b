// Datasets: who sees them, deleting and bringing back, publishing, branches.
import { describe, expect, it } from "vitest";
import { type Given, given, probe } from "./given.js";
import { guest, hartLab, ines, noor, root, sam } from "./users.js";

const ofLab = `/organizations/${hartLab}/datasets`;

/** Statuses of one request by several accounts. */
async function statuses(setup: Given, request: string, body?: unknown): Promise<number[]> {
  const callers = [setup.as(ines), setup.as(root), setup.as(sam), setup.with()];
  const sent = body === undefined ? {} : { body };
  return Promise.all(callers.map(async (call) => (await call(request, sent)).status));
}

describe("a dataset", () => {
  it("is its organization's and the administrators' until it is published", async () => {
    await using setup = await given();
    const dataset = setup.server.state.addDataset();
    const path = `/datasets/${dataset.id}`;
    expect(await statuses(setup, `GET ${path}`)).toEqual([200, 200, 403, 404]);
    expect(await statuses(setup, `POST ${path}`, { abstract: "x" })).toEqual([200, 200, 403, 401]);
    dataset.isPublished = true;
    expect(await statuses(setup, `GET ${path}`)).toEqual([200, 200, 200, 200]);
    expect(await statuses(setup, `POST ${path}`, { abstract: "x" })).toEqual([200, 200, 403, 401]);
  });

  it("is told under `id` when made and listed, under `_id` when read", async () => {
    await using setup = await given();
    const call = setup.as(ines);
    const made = await call(`POST ${ofLab}`, { body: { name: "Trial", neurons: 3, x: [1] } });
    const id = made.at("id");
    expect([made.status, made.at("_id"), made.at("neurons")]).toEqual([201, undefined, undefined]);
    const read = await call(`GET /datasets/${id}`);
    expect([read.at("_id"), read.at("id"), read.at("neurons")]).toEqual([id, undefined, 3]);
    expect(read.at("x")).toEqual([1]);
    const list = await call(`GET ${ofLab}`);
    expect([list.at("totalNumber"), list.at("datasets", 0, "id")]).toEqual([1, id]);
  });

  it("is made by members who may upload, and needs a name", async () => {
    await using setup = await given();
    const refused = await setup.as(guest)(`POST ${ofLab}`, { body: { name: "Trial" } });
    expect([refused.status, refused.at("errors")]).toEqual([400, "You may not upload datasets"]);
    expect((await setup.as(noor)(`POST ${ofLab}`, { body: { name: "Trial" } })).status).toBe(403);
    expect((await setup.as(ines)(`POST ${ofLab}`, { body: {} })).status).toBe(400);
  });

  it("comes back until its time is over", async () => {
    await using setup = await given();
    const call = setup.as(ines);
    const dataset = setup.server.state.addDataset();
    setup.server.state.addDocument(dataset, probe("41a0_1"));
    const path = `/datasets/${dataset.id}`;
    await call(`DELETE ${path}?when=24h`);
    expect((await call(`GET ${path}`)).status).toBe(404);
    const deleted = await call("GET /datasets/deleted");
    expect(deleted.at("datasets", 0, "deleteOccurrenceTime")).toBe("2031-03-05T09:00:00.000Z");
    expect((await setup.as(sam)("GET /datasets/deleted")).at("totalNumber")).toBe(0);
    await call(`POST ${path}/undelete`);
    setup.clock.ms += 86_400_000;
    const again = setup.as(ines);
    expect((await again(`GET ${path}/document-count`)).at("count")).toBe(1);
    await again(`DELETE ${path}?when=24h`);
    setup.clock.ms += 86_400_000;
    expect((await setup.as(ines)(`POST ${path}/undelete`)).status).toBe(404);
  });

  it("is gone at once with `now`; times that are none are refused", async () => {
    await using setup = await given();
    const call = setup.as(ines);
    const path = `/datasets/${setup.server.state.addDataset().id}`;
    expect((await call(`DELETE ${path}?when=soon`)).status).toBe(400);
    expect((await call(`DELETE ${path}?when=now`)).status).toBe(200);
    expect((await call(`POST ${path}/undelete`)).status).toBe(404);
  });

  it("is published some time after the answer, by administrators", async () => {
    await using setup = await given({ publishDelayMs: 5_000 });
    const { state } = setup.server;
    const path = `/datasets/${state.addDataset().id}`;
    const call = setup.as(root);
    await setup.as(ines)(`POST ${path}/submit`);
    const waiting = await call("GET /datasets/unpublished");
    expect(waiting.at("datasets", 0, "publishStatus")).toBe("in-review");
    expect((await setup.as(ines)(`POST ${path}/publish`)).status).toBe(403);
    expect((await call(`POST ${path}/publish`)).at("isPublishing")).toBe(true);
    const states = [];
    for (const pause of [4_999, 1]) {
      setup.clock.ms += pause;
      const { body } = await call(`GET ${path}`);
      states.push(body);
    }
    expect(states).toMatchObject([
      { isPublishing: true, isPublished: false },
      { isPublishing: false, isPublished: true, publishStatus: "published" },
    ]);
    expect((await call("GET /datasets/published")).at("totalNumber")).toBe(1);
  });

  it("has branches with copies of documents, and cannot be deleted while it has", async () => {
    await using setup = await given();
    const { state } = setup.server;
    const source = state.addDataset();
    state.addDocument(source, probe("41a0_1", "b7e0_1"));
    const call = setup.as(ines);
    const body = { branchName: "reanalysis" };
    const branch = (await call(`POST /datasets/${source.id}/branch`, { body })).at("id");
    const list = await call(`GET /datasets/${source.id}/branches`);
    expect(list.at("datasets", 0)).toMatchObject({ id: branch, branchOf: source.id, ...body });
    const files = (await call(`GET /datasets/${branch}`)).at("files");
    expect(files).toEqual([{ uid: "b7e0_1", uploaded: false, sourceDatasetId: source.id }]);
    expect((await call(`DELETE /datasets/${source.id}`)).status).toBe(403);
    await call(`DELETE /datasets/${branch}`);
    expect((await call(`DELETE /datasets/${source.id}`)).status).toBe(200);
  });
});

describe("lists", () => {
  it("come in pages that are counted from 1", async () => {
    await using setup = await given();
    for (const name of ["A", "B", "C"]) setup.server.state.addDataset({ name });
    const call = setup.as(ines);
    const second = await call(`GET ${ofLab}?page=2&pageSize=2`);
    expect(second.body).toMatchObject({ totalNumber: 3, page: 2, datasets: [{ name: "C" }] });
    expect((await call(`GET ${ofLab}?page=3&pageSize=2`)).at("datasets")).toEqual([]);
    for (const query of ["page=0", "pageSize=0", "page=x"])
      expect([query, (await call(`GET ${ofLab}?${query}`)).status]).toEqual([query, 400]);
  });
});

describe("bookmarks", () => {
  it("are kept with the account", async () => {
    await using setup = await given();
    const { id } = setup.server.state.addDataset({ isPublished: true });
    const call = setup.as(sam);
    await call(`POST /datasets/${id}/bookmark`);
    const me = await call("GET /users/me");
    expect(me.at("bookmarkedDatasetIds")).toEqual([id]);
    const path = `GET /datasets/user/${me.at("id")}/bookmarks`;
    expect((await setup.as(ines)(path)).at("datasets", 0, "id")).toBe(id);
    await call(`DELETE /datasets/${id}/bookmark`);
    expect((await call(path)).at("datasets")).toEqual([]);
  });
});
