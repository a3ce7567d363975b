/** Servers that answer in forms of their own: callers see the documented ones all the same. */
import { NdiError, NdiQuery } from "clientwright/ndi-cloud";
import { describe, expect, it } from "vitest";
import { collect } from "../ndi-cloud/support/given.js";
import { hartLab, ines, type Oddities } from "../servers/ndi-cloud/index.js";
import { rejection } from "../support/rejection.js";
import { type Given, given } from "./support/ndi-cloud.js";

const uid = "b7e0_91d2";
const probe = {
  base: { id: "41a0_1", name: "probe" },
  document_class: { class_name: "probe" },
  files: { file_info: { name: "rec.dat", locations: { uid, location: "rec.dat" } } },
};

/** A server with these oddities, and a client; what departs from the document is expected. */
async function odd(oddities: Partial<Oddities>) {
  const setup = await given({ oddities });
  const dataset = setup.server.state.addDataset({ name: "Given" });
  return { ...setup, client: setup.as(ines), dataset, take: () => takeAnswers(setup) };
}

/** Takes note of what departed; only answers may have. */
function takeAnswers({ prism }: Given): number {
  const violations = prism.takeViolations();
  expect(violations.filter(({ side }) => side === "request")).toEqual([]);
  return violations.length;
}

describe("ids of datasets and documents", () => {
  it.each(["id", "_id", "x_id"] as const)(
    "come under `id` when sent as `%s` [NDI-034]",
    async (datasetId) => {
      const { client, dataset, take } = await odd({ datasetId, documentId: "_id" });
      expect((await client.datasets.get(dataset.id)).id).toBe(dataset.id);
      const made = await client.datasets.create({ name: "Trial" });
      expect(made.id).toMatch(/^[0-9a-f]{24}$/);
      const added = await client.documents.add(dataset.id, probe);
      expect(added.id).toMatch(/^[0-9a-f]{24}$/);
      expect(take()).toBeGreaterThan(0);
    },
  );
});

describe("logins and accounts", () => {
  it.each([
    ["idToken", "expiresAt"],
    ["accessToken", "expiresIn"],
    ["token", "none"],
  ] as const)(
    "tell their token in `%s` and its end in `%s` [NDI-007] [NDI-008]",
    async (tokenField, expiry) => {
      const { client, clock, take } = await odd({ tokenField, expiry });
      const { token, expiresAt } = await client.auth.login(ines);
      expect(token.split(".")).toHaveLength(3);
      expect(expiresAt).toEqual(new Date(clock.now() + 3_600_000));
      take();
    },
  );

  it("have one organization that is no list, or none at all", async () => {
    const one = await odd({ organizations: "object" });
    const result = await one.client.auth.login(ines);
    expect([result.organizationId, result.organizations.length]).toEqual([hartLab, 1]);
    expect(await one.client.organizations.list()).toMatchObject([{ id: hartLab }]);
    expect(one.take()).toBeGreaterThan(0);
    const none = await odd({ organizations: "absent" });
    const alone = none.client;
    expect((await alone.auth.login(ines)).organizations).toEqual([]);
  });

  it("are made without a wrapper", async () => {
    const { client, take } = await odd({ flatAccount: true });
    const account = { email: "bo@example.org", password: "Tall-Grass-52" };
    const { user, organizations } = await client.users.create(account);
    expect([user.email, organizations]).toEqual([account.email, []]);
    expect(take()).toBeGreaterThan(0);
  });
});

describe("lists", () => {
  it.each(["object", "absent"] as const)(
    "are empty when their datasets are %s",
    async (emptyDatasets) => {
      const { client, take } = await odd({ emptyDatasets });
      expect((await client.datasets.listPublished()).datasets).toEqual([]);
      expect(await collect(client.datasets.listAll({ isPublished: true }))).toEqual([]);
      expect(take()).toBeGreaterThan(0);
    },
  );

  it("of datasets end with a page that is not full where there is no total [NDI-159]", async () => {
    const { client, server, take } = await odd({ noTotals: true });
    expect(await collect(client.datasets.listAll())).toHaveLength(1);
    expect(server.requests).toHaveLength(1);
    expect(take()).toBeGreaterThan(0);
  });

  it.each(["bare", "branches"] as const)(
    "of branches come in the form `%s` [NDI-156]",
    async (branches) => {
      const { client, dataset, take } = await odd({ branches });
      const branch = await client.datasets.createBranch(dataset.id, { branchName: "reanalysis" });
      expect(await client.datasets.listBranches(dataset.id)).toMatchObject([{ id: branch.id }]);
      expect(take()).toBeGreaterThan(0);
    },
  );

  it("of runs come bare, with ids under another name [NDI-163]", async () => {
    const { client, take } = await odd({ computeList: "bare", computeId: "id" });
    const { sessionId } = await client.compute.start({ pipelineId: "hello-world-v1" });
    expect(sessionId).toBe("run-1");
    expect(await client.compute.list()).toMatchObject([{ sessionId }]);
    expect((await client.compute.get(sessionId)).sessionId).toBe(sessionId);
    expect(take()).toBeGreaterThan(0);
  });

  it.each(["totalItems", "totalNumber", "none"] as const)(
    "of found documents have their total in `%s` and are called `ids` [NDI-150]",
    async (queryTotal) => {
      const { client, server, dataset, take } = await odd({ queryTotal, queryList: "ids" });
      for (const id of ["1", "2", "3"]) server.state.addDocument(dataset, { base: { id } });
      const query = NdiQuery.field("base.id").matches("[12]");
      const found = await client.search.queryAll([dataset.id], query, { pageSize: 2 });
      expect(found.map(({ ndiId }) => ndiId)).toEqual(["1", "2"]);
      // Without a total only another page tells that there is none.
      expect(server.requests).toHaveLength(queryTotal === "none" ? 2 : 1);
      expect(take()).toBeGreaterThan(0);
    },
  );
});

describe("files", () => {
  it("have addresses under another name, and archives without a job [NDI-081]", async () => {
    const { client, dataset, take } = await odd({ uploadField: "uploadUrl", noJobIds: true });
    const address = await client.files.getUploadUrl(dataset.id, uid);
    expect(address.url).toBe(address.uploadUrl);
    await client.files.upload(dataset.id, { uid, data: new Uint8Array([1]) });
    const collection = await client.files.getCollectionUploadUrl(dataset.id);
    expect([collection.jobId, typeof collection.url]).toEqual(["", "string"]);
    expect(take()).toBeGreaterThan(0);
  });

  it.each([
    ["number", true],
    ["absent", undefined],
  ] as const)(
    "say that they are there by a %s, or do not say it",
    async (uploadedFlag, uploaded) => {
      const { client, dataset, take } = await odd({ uploadedFlag, filesWithoutUid: true });
      await client.files.upload(dataset.id, { uid, data: new Uint8Array([1]) });
      const files = await client.files.list(dataset.id);
      expect(files.map((file) => [file.uid, file.uploaded])).toEqual([[uid, uploaded]]);
      expect(take()).toBeGreaterThan(0);
    },
  );
});

describe("documents", () => {
  it("that are changed come as JSON within a text [NDI-075]", async () => {
    const { client, dataset, take } = await odd({ documentInText: true });
    const { id } = await client.documents.add(dataset.id, probe);
    const changed = await client.documents.update(dataset.id, id, { base: { id: "41a0_2" } });
    expect(changed).toMatchObject({ id, base: { id: "41a0_2" } });
    expect(take()).toBeGreaterThan(0);
  });

  it("have addresses of the storage where files are, in the form that they had", async () => {
    const { client, server, dataset } = await odd({ signedLocations: true });
    const { id } = await client.documents.add(dataset.id, probe);
    await client.files.upload(dataset.id, { uid, data: new Uint8Array([1]) });
    const { files } = await client.documents.get(dataset.id, id);
    const location = expect.stringContaining(server.storage.url);
    const locations = { uid, location, location_type: "url" };
    expect(files?.file_info).toEqual({ name: "rec.dat", locations });
  });

  it("are counted by a question of its own where the dataset's count drifts [NDI-050] [NDI-056]", async () => {
    const { client, dataset } = await odd({ driftingCount: true });
    await client.documents.add(dataset.id, probe);
    expect((await client.datasets.get(dataset.id)).documentCount).toBe(0);
    expect(await client.documents.count(dataset.id)).toBe(1);
  });
});

describe("answers without a body", () => {
  it("end deletions, logouts and undeletions all the same", async () => {
    const { client, dataset, take } = await odd({ emptyAnswers: true });
    const { id } = await client.documents.add(dataset.id, probe);
    await client.documents.delete(dataset.id, id);
    await client.documents.bulkDelete(dataset.id, [id]);
    await client.datasets.delete(dataset.id);
    await client.datasets.undelete(dataset.id);
    expect(await client.documents.count(dataset.id)).toBe(0);
    await client.auth.logout();
    take();
  });
});

describe("errors", () => {
  it.each(["message", "error", "errors", "detail", "nested", "text"] as const)(
    "have their sentence in `%s` [NDI-114]",
    async (errorForm) => {
      const { client, take } = await odd({ errorForm });
      const error = await rejection(client.files.getBulkUpload("none"));
      expect(error).toBeInstanceOf(NdiError);
      expect(error).toMatchObject({ status: 404, message: expect.stringContaining("No such job") });
      take();
    },
  );

  it.each(["html", "empty"] as const)(
    "are told by their status when they come as %s",
    async (errorForm) => {
      const { client, take } = await odd({ errorForm });
      const error = await rejection(client.files.getBulkUpload("none"));
      expect(error).toBeInstanceOf(NdiError);
      expect(error).toMatchObject({ status: 404 });
      take();
    },
  );
});
