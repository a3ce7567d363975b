// Every documented operation is served, and neither question nor answer departs from the document.
import { afterAll, beforeAll, expect, test } from "vitest";
import { listOperations } from "../../../codegen/contract/openapi.js";
import { type PrismServer, startPrismFor } from "../../../codegen/prism/prism.js";
import { readDocument } from "../../../codegen/prism/read-document.js";
import { createCaller } from "../support/caller.js";
import type { RoutePattern } from "../support/router.js";
import { type Given, given, probe } from "./given.js";
import { routes } from "./routes/index.js";
import { guest, hartLab, ines, noor, root, sam } from "./users.js";

const document = await readDocument("specs/ndi-cloud/openapi.yaml");
const nowhere = "5f1a0b2c3d4e5f6071829fff";
const ofLab = `/organizations/${hartLab}/datasets`;
const files = `/datasets/${hartLab}/DATASET/files`;
const license = "/users/me/matlab-license";
const fresh = { email: "ada@example.org", password: "Green-Hill-19" };
const condition = { field: "", operation: "isa", param1: "probe", param2: "" };
const either = { operation: "or", param1: [condition], param2: [{ ...condition, param1: "x" }] };

/** Who asks, request, expected status, JSON body. DATASET, DOCUMENT and the like are ids of what is there. */
type Row = readonly [by: string, request: string, status: number, body?: unknown];

const rows: readonly Row[] = [
  ["nobody", "POST /auth/login", 200, ines],
  ["nobody", "POST /auth/login", 401, { ...ines, password: "wrong" }],
  ["nobody", "POST /users", 200, { ...fresh, name: "Ada" }],
  ["nobody", "POST /users", 400, fresh],
  ["nobody", "POST /auth/verify", 400, { email: fresh.email, confirmationCode: "000000" }],
  ["nobody", "POST /auth/verify", 200, { email: fresh.email, confirmationCode: "VERIFICATION" }],
  ["nobody", "POST /auth/confirmation/resend", 400, { email: ines.email }],
  ["nobody", "POST /auth/confirmation/resend", 200, { email: "new@example.org" }],
  ["nobody", "POST /auth/password/forgot", 200, { email: ines.email }],
  ["nobody", "POST /auth/password/forgot", 400, { email: "nobody@example.org" }],
  [
    "nobody",
    "POST /auth/password/confirm",
    200,
    { email: ines.email, confirmationCode: "000000", newPassword: "Loud-Brook-12" },
  ],
  [
    "nobody",
    "POST /auth/password/confirm",
    200,
    { email: ines.email, confirmationCode: "RESET", newPassword: ines.password },
  ],
  ["ines", "POST /auth/password", 400, { oldPassword: "wrong", newPassword: "Loud-Brook-12" }],
  ["ines", "POST /auth/password", 200, { oldPassword: ines.password, newPassword: "Quiet-9-9" }],
  ["ines", "POST /auth/logout", 200],
  ["ines", "GET /users/me", 200],
  ["noor", "GET /users/me", 200],
  ["ines", "GET /users/USER", 200],
  ["ines", "GET /users/none", 404],
  ["ines", `GET ${license}`, 200],
  ["ines", `POST ${license}`, 201],
  ["ines", `POST ${license}`, 200],
  ["ines", `PUT ${license}`, 400, { networkLicenseFile: "nonsense" }],
  ["ines", `PUT ${license}`, 200, { dedicatedLicenseFile: "INCREMENT M", release: "R2024b" }],
  ["ines", `DELETE ${license}?release=R2024b`, 200],
  ["ines", `DELETE ${license}`, 204],
  ["sam", `PUT ${license}`, 200, { networkLicenseFile: "SERVER lic" }],
  ["sam", `POST ${license}`, 409],
  ["ines", `GET ${ofLab}?page=1&pageSize=1`, 200],
  ["sam", `GET ${ofLab}`, 403],
  ["ines", `GET /organizations/${nowhere}/datasets`, 404],
  ["ines", `POST ${ofLab}`, 201, { name: "Trial run", brainRegions: ["V1"], numberOfSubjects: 2 }],
  ["guest", `POST ${ofLab}`, 400, { name: "Trial run" }],
  ["nobody", "GET /datasets/published", 200],
  ["ines", "GET /datasets/published", 200],
  ["ines", "GET /datasets/unpublished", 200],
  ["ines", "GET /datasets/deleted", 200],
  ["ines", "GET /datasets/DATASET", 200],
  ["nobody", "GET /datasets/PUBLIC", 200],
  ["nobody", "GET /datasets/DATASET", 404],
  ["sam", "GET /datasets/DATASET", 403],
  ["ines", "POST /datasets/DATASET", 200, { abstract: "Changed", species: "Tupaia belangeri" }],
  ["ines", `POST /datasets/${nowhere}`, 404, { abstract: "Changed" }],
  ["ines", "DELETE /datasets/SPARE?when=24h", 200],
  ["ines", "DELETE /datasets/SPARE", 404],
  ["ines", "POST /datasets/SPARE/undelete", 200],
  ["ines", "POST /datasets/DATASET/submit", 200],
  ["root", "POST /datasets/DATASET/publish", 200],
  ["ines", "POST /datasets/DATASET/publish", 403],
  ["root", "POST /datasets/DATASET/unpublish", 200],
  ["ines", "POST /datasets/DATASET/branch", 200, { branchName: "reanalysis" }],
  ["ines", "GET /datasets/DATASET/branches", 200],
  ["ines", "DELETE /datasets/DATASET", 403],
  ["ines", "POST /datasets/PUBLIC/bookmark", 200],
  ["ines", "GET /datasets/user/USER/bookmarks", 200],
  ["ines", "DELETE /datasets/PUBLIC/bookmark", 200],
  ["nobody", "POST /datasets/search", 200, { searchTerm: "given" }],
  ["nobody", "POST /documents/search", 200, { searchTerm: "probe" }],
  ["ines", "GET /datasets/DATASET/documents?page=1&pageSize=1000", 200],
  ["ines", "POST /datasets/DATASET/documents", 201, probe("41a0_9", "b7e0_1")],
  ["ines", "GET /datasets/DATASET/documents/DOCUMENT", 200],
  ["ines", `GET /datasets/DATASET/documents/${nowhere}`, 404],
  ["ines", "POST /datasets/DATASET/documents/DOCUMENT", 200, probe("41a0_3")],
  ["ines", "DELETE /datasets/DATASET/documents/DOCUMENT?when=7d", 200],
  ["ines", "GET /datasets/DATASET/documents/deleted", 200],
  [
    "ines",
    "POST /datasets/DATASET/documents/bulk-delete",
    200,
    { documentIds: ["DOCUMENT"], when: "now" },
  ],
  ["nobody", "POST /datasets/PUBLIC/documents/bulk-fetch", 200, { documentIds: ["OPEN"] }],
  ["nobody", "GET /datasets/PUBLIC/document-count", 200],
  ["ines", "GET /datasets/DATASET/document-count?includeDeleted=true", 200],
  ["nobody", "GET /datasets/PUBLIC/document-class-counts", 200],
  ["nobody", "POST /datasets/PUBLIC/documents/bulk-download", 200, { documentIds: [] }],
  ["ines", "POST /datasets/DATASET/documents/bulk-upload", 200],
  [
    "ines",
    "POST /ndiquery?page=1&pageSize=20",
    200,
    { scope: "all", searchstructure: [condition, either] },
  ],
  ["nobody", "POST /ndiquery", 200, { scope: "public", searchstructure: [condition] }],
  ["nobody", "POST /ndiquery", 403, { scope: "DATASET", searchstructure: [condition] }],
  ["ines", `GET ${files}/b7e0_1`, 200],
  ["ines", `GET ${files}/bulk`, 200],
  ["ines", "GET /datasets/DATASET/files/b7e0_1/detail", 200],
  ["ines", "GET /datasets/DATASET/files/none/detail", 404],
  ["ines", "GET /bulk-uploads/job-1", 200],
  ["ines", "GET /bulk-uploads/none", 404],
  ["ines", "GET /datasets/DATASET/bulk-uploads?state=all", 200],
  ["ines", "POST /compute/start", 201, { pipelineId: "hello-world-v1", inputParameters: { n: 2 } }],
  ["ines", "POST /compute/start", 400, { pipelineId: "hello-matlab-v1" }],
  ["guest", "POST /compute/start", 403, { pipelineId: "hello-world-v1" }],
  ["ines", "GET /compute", 200],
  ["ines", "GET /compute/run-1", 200],
  ["ines", "GET /compute/none", 404],
  ["ines", "POST /compute/run-1/stage/stage-1", 200],
  ["ines", "POST /compute/run-1/advance", 200],
  ["ines", "DELETE /compute/run-1", 204],
  ["ines", "DELETE /compute/run-1", 404],
];

let setup: Given;
let prism: PrismServer;
let ids: Readonly<Record<string, () => string>>;

/** Ids that rows name, as they are when their row is asked. */
function idsOf({ server: { state } }: Given): typeof ids {
  const accountOf = (email: string) => state.accounts.get(email);
  const dataset = state.addDataset();
  const open = state.addDataset({ isPublished: true, name: "Given to all" });
  const documents = [dataset, open].map((home) => state.addDocument(home, probe("41a0_3")).id);
  const spare = state.addDataset();
  return {
    DATASET: () => dataset.id,
    PUBLIC: () => open.id,
    SPARE: () => spare.id,
    DOCUMENT: () => documents[0] ?? "",
    OPEN: () => documents[1] ?? "",
    USER: () => accountOf(ines.email)?.id ?? "",
    VERIFICATION: () => accountOf(fresh.email)?.verification?.code ?? "",
    RESET: () => accountOf(ines.email)?.reset?.code ?? "",
  };
}

/** With the names of ids replaced. */
function filled(value: string): string {
  return Object.entries(ids).reduce((text, [name, id]) => text.replaceAll(name, id()), value);
}

beforeAll(async () => {
  setup = await given();
  ids = idsOf(setup);
  const waiting = { email: "new@example.org", isValidated: false };
  const { accounts } = setup.server.state;
  const model = accounts.get(noor.email);
  if (model) accounts.set(waiting.email, { ...model, ...waiting, id: "new" });
  prism = await startPrismFor(document, { proxyTo: setup.server.baseUrl });
});

afterAll(async () => {
  await prism.close();
  await setup.server.close();
});

const accounts: Readonly<Record<string, { email: string }>> = { ines, root, guest, noor, sam };

function tokenOf(by: string, { server } = setup): string | undefined {
  const account = accounts[by];
  return account && server.state.tokenFor(account.email);
}

/** Asks what a row says. */
async function ask([by, request, , body]: Row, url: string, local = setup) {
  const sent: unknown = body === undefined ? undefined : JSON.parse(filled(JSON.stringify(body)));
  return createCaller(url, tokenOf(by, local))(
    filled(request),
    sent === undefined ? {} : { body: sent },
  );
}

/** Whether a request, as `GET /path?query`, is one of that route. */
const pathTest = ({ method, path }: RoutePattern): RegExp =>
  new RegExp(`^${method} ${path.replaceAll(/\{\w+\}/g, "[^/]+")}(\\?.*)?$`);

/** The most specific route for a request. */
const routeOf = (request: string) =>
  routes
    .filter((route) => pathTest(route).test(request))
    .toSorted((a, b) => a.path.split("{").length - b.path.split("{").length)[0];

test("a caller meets every operation, and the document knows what it says and hears", async () => {
  const seen: string[] = [];
  for (const row of rows) seen.push(`${row[1]} ${(await ask(row, prism.url)).status}`);
  expect(seen).toEqual(rows.map(([, request, status]) => `${request} ${status}`));
  expect(prism.takeViolations()).toEqual([]);
});

test("there are as many operations as the document has, each of them among the rows", () => {
  const documented = listOperations({ ...document }).map(({ method, path }) => `${method} ${path}`);
  const served = routes.map(({ method, path }) => `${method} ${path}`);
  expect(served.toSorted()).toEqual(documented.toSorted());
  expect(served).toHaveLength(57);
  const met = new Set(rows.map(([, request]) => routeOf(request)));
  expect(routes.filter((route) => !met.has(route))).toEqual([]);
});

test("who may call is as documented", () => {
  const documented = listOperations({ ...document }).map(({ method, path, security }) => {
    const isFree = security.length === 0 || security.every((schemes) => schemes.length === 0);
    const isOptional = security.some((schemes) => schemes.length === 0);
    return `${method} ${path} ${isFree ? "anyone" : isOptional ? "optional" : "user"}`;
  });
  const served = routes.map(
    ({ method, path, access }) => `${method} ${path} ${access === "admin" ? "user" : access}`,
  );
  expect(served.toSorted()).toEqual(documented.toSorted());
});

/** The first row of each operation. */
const firstRows = routes.flatMap((route) => {
  const row = rows.find(([, request]) => routeOf(request) === route);
  return row === undefined ? [] : [{ route, row }];
});

test.each([403, 429, 500, 502, 503, 504])("%i is documented for each operation", async (status) => {
  for (const { row } of firstRows) {
    setup.server.failNext(() => true, [{ status }]);
    expect([row[1], (await ask(row, prism.url)).status]).toEqual([row[1], status]);
  }
  const departed = prism.takeViolations().filter(({ side }) => side === "response");
  expect(departed).toEqual([]);
});

test("a token that is refused is documented wherever one is read", async () => {
  setup.server.state.alwaysUnauthorized = true;
  for (const { route, row } of firstRows) {
    if (route.access === "anyone") continue;
    const [by, request, status, body] = row;
    const asked = await ask([by === "nobody" ? "ines" : by, request, status, body], prism.url);
    expect([request, asked.status]).toEqual([request, 401]);
  }
  setup.server.state.alwaysUnauthorized = false;
  const departed = prism.takeViolations().filter(({ side }) => side === "response");
  expect(departed).toEqual([]);
});

test("what departs from the document is noticed", async () => {
  await ask(["ines", "GET /datasets/published?page=0", 400], prism.url);
  setup.server.failNext("GET /v1/users/me", [{ status: 200, body: { email: ines.email } }]);
  await ask(["ines", "GET /users/me", 200], prism.url);
  const [question, unknownStatus, answer] = prism.takeViolations();
  expect(question).toMatchObject({ side: "request", location: ["query", "page"] });
  expect(unknownStatus).toMatchObject({ side: "response", location: [] });
  expect(answer).toMatchObject({ side: "response", code: "required" });
});
