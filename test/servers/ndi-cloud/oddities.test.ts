// The switches: forms of answers beside the documented ones, late answers, and reads that lag.
import { describe, expect, it } from "vitest";
import { type Given, given, probe } from "./given.js";
import type { Oddities } from "./oddities.js";
import { hartLab, ines } from "./users.js";

const ofLab = `/organizations/${hartLab}/datasets`;

/** What a switch does: a call with it, and what the answer then has. */
type Case = readonly [
  oddities: Partial<Oddities>,
  ask: (setup: Given, id: string) => Promise<{ readonly body: unknown }>,
  expected: unknown,
];

const read = (setup: Given, id: string) => setup.as(ines)(`GET /datasets/${id}`);
const make = (setup: Given) => setup.as(ines)(`POST ${ofLab}`, { body: { name: "Trial" } });
const login = (setup: Given) => setup.with()("POST /auth/login", { body: ines });
const me = (setup: Given) => setup.as(ines)("GET /users/me");
const search = (setup: Given, id: string) =>
  setup.as(ines)("POST /ndiquery", { body: { scope: id, searchstructure: [] } });
const missing = (setup: Given) => setup.as(ines)("GET /bulk-uploads/none");

const text = expect.any(String);

const cases: readonly Case[] = [
  [{ datasetId: "id" }, read, { id: text }],
  [{ datasetId: "x_id" }, read, { x_id: text }],
  [{ datasetId: "_id" }, make, { _id: text }],
  [
    { documentId: "_id" },
    (setup, id) => setup.as(ines)(`POST /datasets/${id}/documents`, { body: {} }),
    { _id: text },
  ],
  [{ tokenField: "idToken" }, login, { idToken: text }],
  [
    { tokenField: "accessToken", expiry: "expiresIn" },
    login,
    { accessToken: text, expiresIn: 3600 },
  ],
  [{ expiry: "expiresAt" }, login, { expiresAt: "2031-03-04T10:00:00.000Z" }],
  [{ organizations: "object" }, me, { organizations: { id: hartLab } }],
  [
    { emptyDatasets: "object" },
    (setup) => setup.with()("GET /datasets/published"),
    { totalNumber: 0, datasets: {} },
  ],
  [
    { branches: "bare" },
    (setup, id) => setup.as(ines)(`GET /datasets/${id}/branches`),
    [{ name: "Branch" }],
  ],
  [
    { branches: "branches" },
    (setup, id) => setup.as(ines)(`GET /datasets/${id}/branches`),
    { branches: [{ name: "Branch" }] },
  ],
  [{ computeList: "bare" }, (setup) => setup.as(ines)("GET /compute"), []],
  [
    { computeId: "id" },
    (setup) => setup.as(ines)("POST /compute/start", { body: { pipelineId: "any" } }),
    { id: "run-1" },
  ],
  [{ queryTotal: "totalItems" }, search, { totalItems: 1 }],
  [{ queryList: "ids" }, search, { ids: [{ ndiId: "41a0_1" }] }],
  [
    { uploadField: "uploadUrl" },
    (setup, id) => setup.as(ines)(`POST /datasets/${id}/documents/bulk-upload`),
    { uploadUrl: text },
  ],
  [
    { uploadedFlag: "number", filesWithoutUid: true },
    read,
    { files: [{ uploaded: true }, { uploaded: 0 }] },
  ],
  [{ driftingCount: true }, read, { documentCount: 0 }],
  [{ errorForm: "nested" }, missing, { error: { message: "No such job" } }],
  [{ errorForm: "detail" }, missing, { detail: "No such job" }],
  [
    { errorForm: "html" },
    async (setup) => ({ body: (await missing(setup)).text }),
    expect.stringContaining("<h1>"),
  ],
  [
    { emptyAnswers: true },
    async (setup, id) => ({
      body: (
        await setup.as(ines)(
          `DELETE /datasets/${id}/documents/${setup.server.state.datasets.get(id)?.documents.keys().next().value}`,
        )
      ).status,
    }),
    204,
  ],
];

/** A dataset with a document, a file and a branch. */
async function dataset(setup: Given): Promise<string> {
  const { state } = setup.server;
  const source = state.addDataset();
  state.addDocument(source, probe("41a0_1", "b7e0_1"));
  const branch = { ...state.addDataset({ name: "Branch" }), branchOf: source.id };
  state.datasets.set(branch.id, branch);
  return source.id;
}

describe("switches", () => {
  it.each(cases)("change answers: %j", async (oddities, ask, expected) => {
    await using setup = await given({ oddities });
    const { body } = await ask(setup, await dataset(setup));
    if (typeof expected === "object") expect(body).toMatchObject(expected as object);
    else expect(body).toBe(expected);
  });

  it("leave members away", async () => {
    await using setup = await given({
      oddities: {
        ...{ emptyDatasets: "absent", noTotals: true, organizations: "absent" },
        ...{ queryTotal: "none", noJobIds: true, uploadedFlag: "absent" },
      },
    });
    const id = await dataset(setup);
    const call = setup.as(ines);
    expect((await call("GET /datasets/published")).body).toEqual({ page: 1, pageSize: 20 });
    expect((await call("GET /users/me")).at("organizations")).toBeUndefined();
    expect((await search(setup, id)).at("number_matches")).toBeUndefined();
    const collection = await call(`GET /datasets/${hartLab}/${id}/files/bulk`);
    expect(collection.body).toEqual({ url: expect.any(String) });
    expect((await read(setup, id)).at("files", 0, "uploaded")).toBeUndefined();
  });

  it("send a changed document within a text, and an account without its wrapper", async () => {
    await using setup = await given({ oddities: { documentInText: true, flatAccount: true } });
    const { state } = setup.server;
    const home = state.addDataset();
    const { id } = state.addDocument(home, probe("41a0_1"));
    const path = `POST /datasets/${home.id}/documents/${id}`;
    const { body } = await setup.as(ines)(path, { body: { a: 1 } });
    expect(JSON.parse(String(body))).toEqual({ id, a: 1 });
    const account = { email: "bo@example.org", password: "Tall-Grass-52" };
    expect((await setup.with()("POST /users", { body: account })).at("email")).toBe(account.email);
  });

  it("put addresses of the storage into documents", async () => {
    await using setup = await given({ oddities: { signedLocations: true } });
    const { state, storage } = setup.server;
    const home = state.addDataset();
    const { id } = state.addDocument(home, probe("41a0_1", "b7e0_1"));
    const location = async () => {
      const found = await setup.as(ines)(`GET /datasets/${home.id}/documents/${id}`);
      return found.at("files", "file_info", 0, "locations", 0, "location");
    };
    expect(await location()).toBe("rec.dat");
    const file = home.files.get("b7e0_1");
    if (file) file.uploaded = true;
    expect(String(await location())).toContain(storage.url);
  });

  it("let reads lag behind", async () => {
    await using setup = await given({ oddities: { laggingReads: 2 } });
    const id = String((await make(setup)).at("id"));
    const statuses = [];
    for (const _ of [1, 2, 3]) statuses.push((await read(setup, id)).status);
    expect(statuses).toEqual([404, 404, 200]);
  });

  it("answer 504 to what was done all the same", async () => {
    await using setup = await given();
    setup.server.timeOutNext("POST /v1/organizations/{organizationId}/datasets");
    expect((await make(setup)).status).toBe(504);
    expect((await make(setup)).status).toBe(201);
    expect(setup.server.state.datasets.size).toBe(2);
  });
});
