/** Accounts, logins and datasets, from first to last, by the client. */
import {
  NdiApiError,
  NdiAuthError,
  type NdiCloudClient,
  NdiNotFoundError,
  NdiPermissionError,
} from "clientwright/ndi-cloud";
import { describe, expect, it } from "vitest";
import { collect } from "../ndi-cloud/support/given.js";
import { guest, hartLab, ines, root, sam } from "../servers/ndi-cloud/index.js";
import { rejection } from "../support/rejection.js";
import { bearers, given, lines } from "./support/ndi-cloud.js";

const bo = { email: "bo@example.org", password: "Tall-Grass-52" };

describe("an account", () => {
  it("is made, confirmed, used, and gets new passwords [NDI-019] [NDI-020] [NDI-021] [NDI-022]", async () => {
    const { client: make, server, clock } = await given();
    const client = make();
    const { email } = bo;
    await client.users.create({ ...bo, name: "Bo Reed" });
    const account = server.state.accounts.get(email);
    await client.auth.resendConfirmation({ email });
    const wrong = await rejection(client.auth.verifyUser({ email, confirmationCode: "000000" }));
    expect(wrong).toMatchObject({ status: 400, code: "CodeMismatchException" });
    const confirmationCode = String(account?.verification?.code);
    expect(await client.auth.verifyUser({ email, confirmationCode })).toMatchObject({
      isValidated: true,
    });
    await client.auth.login(bo);
    expect((await client.users.me()).email).toBe(email);
    const passwords = { oldPassword: "wrong", newPassword: "Loud-Brook-12" };
    const refused = await rejection(client.auth.changePassword(passwords));
    expect(refused).toMatchObject({ status: 400, code: "NotAuthorizedException" });
    await client.auth.changePassword({ ...passwords, oldPassword: bo.password });
    await client.auth.logout();
    await client.auth.login({ email, password: "Loud-Brook-12" });
    const mailed = await client.auth.forgotPassword({ email });
    expect(mailed.CodeDeliveryDetails?.Destination).toBe("b***@example.org");
    const reset = {
      email,
      confirmationCode: String(account?.reset?.code),
      newPassword: "New-1234",
    };
    clock.advance(3_600_000);
    const late = await rejection(client.auth.confirmForgotPassword(reset));
    expect(late).toBeInstanceOf(NdiAuthError);
    expect(late).toMatchObject({ status: 200, code: "ExpiredCodeException" });
    await client.auth.forgotPassword({ email });
    const fresh = { ...reset, confirmationCode: String(account?.reset?.code) };
    await client.auth.confirmForgotPassword(fresh);
    expect((await client.auth.login({ email, password: "New-1234" })).user.email).toBe(email);
  });
});

describe("a login", () => {
  it("gives the token, its end and the organizations [NDI-003] [NDI-006] [NDI-007] [NDI-008]", async () => {
    const { client: make, server, clock } = await given();
    const client = make();
    const result = await client.auth.login(ines);
    expect(result.idToken).toBe(result.token);
    expect(result.expiresAt).toEqual(new Date(clock.now() + 3_600_000));
    expect(client.organizationId).toBe(hartLab);
    await client.users.me();
    expect(bearers(server.requests)).toEqual([undefined, `Bearer ${result.token}`]);
  });

  it("is refused for a wrong password, and not tried again [NDI-009]", async () => {
    const { client: make, server } = await given();
    const error = await rejection(make().auth.login({ ...ines, password: "wrong" }));
    expect(error).toBeInstanceOf(NdiAuthError);
    expect(error).toMatchObject({ status: 401, body: { errors: "Unable to login" } });
    expect(server.count("POST", "/v1/auth/login")).toBe(1);
  });

  it("ends at the server with a logout [NDI-018]", async () => {
    const { as, client: make } = await given();
    const client = make();
    const { token } = await client.auth.login(ines);
    await client.auth.logout();
    const left = await rejection(as(ines, { token }).users.me());
    expect(left).toMatchObject({ status: 401, message: expect.stringContaining("past its end") });
    expect(client.organizationId).toBeUndefined();
  });

  it("is renewed once for ten calls that are refused, which are then repeated [NDI-115]", async () => {
    const { as, server } = await given();
    const client = as(ines, { credentials: ines });
    server.state.revokeTokens();
    const calls = Array.from({ length: 10 }, () => client.users.me());
    const emails = (await Promise.all(calls)).map(({ email }) => email);
    expect(emails).toEqual(Array(10).fill(ines.email));
    expect(server.count("POST", "/v1/auth/login")).toBe(1);
    expect(server.count("GET", "/v1/users/me")).toBe(20);
  });

  it("comes before the call when the token is over [NDI-124]", async () => {
    const { as, server, clock } = await given();
    const client = as(ines, { credentials: ines });
    clock.advance(3_600_000);
    await client.users.me();
    expect(lines(server)).toEqual(["POST /auth/login", "GET /users/me"]);
  });

  it("is not made up for where there are no credentials, or they are refused", async () => {
    const { as, server } = await given();
    server.state.revokeTokens();
    const alone = await rejection(as(ines, { token: "a.b.c" }).users.me());
    expect(alone).toBeInstanceOf(NdiAuthError);
    expect(server.requests).toHaveLength(1);
    const credentials = { ...ines, password: "wrong" };
    expect(await rejection(as(ines, { token: "a.b.c", credentials }).users.me())).toBeInstanceOf(
      NdiAuthError,
    );
    expect(server.count("POST", "/v1/auth/login")).toBe(1);
  });

  it("is not tried again for a refusal of access [NDI-116]", async () => {
    const { as, server } = await given();
    const { id } = server.state.addDataset();
    const error = await rejection(as(sam, { credentials: sam }).datasets.get(id));
    expect(error).toBeInstanceOf(NdiPermissionError);
    expect(error).not.toBeInstanceOf(NdiNotFoundError);
    expect(server.count("POST", "/v1/auth/login")).toBe(0);
  });
});

describe("a dataset", () => {
  it("is made, read, changed, listed, deleted and brought back with its documents [NDI-136] [NDI-155]", async () => {
    const { as } = await given();
    const client = as(ines);
    const { id } = await client.datasets.create({ name: "Trial", brainRegions: ["V1", "V2"] });
    await client.documents.add(id, { base: { id: "41a0_1" } });
    expect(await client.datasets.get(id)).toMatchObject({ id, brainRegions: "V1, V2" });
    expect((await client.datasets.update(id, { abstract: "Changed" })).abstract).toBe("Changed");
    const { totalNumber, datasets } = await client.datasets.list();
    expect([totalNumber, datasets[0]?.id]).toEqual([1, id]);
    await client.datasets.delete(id, { when: "7d" });
    expect(await rejection(client.datasets.get(id))).toBeInstanceOf(NdiNotFoundError);
    const deleted = await client.datasets.listDeleted();
    expect(deleted.datasets.map((dataset) => dataset.id)).toEqual([id]);
    await client.datasets.undelete(id);
    expect(await client.documents.count(id)).toBe(1);
    await client.datasets.delete(id, { when: "now" });
    expect(await rejection(client.datasets.undelete(id))).toBeInstanceOf(NdiNotFoundError);
  });

  it("may be there though the server was too late to say so, and is not made again", async () => {
    const { as, server } = await given();
    const client = as(ines);
    server.timeOutNext("POST /v1/organizations/{organizationId}/datasets");
    const error = await rejection(client.datasets.create({ name: "Trial" }));
    expect(error).toMatchObject({ status: 504, timeout: true });
    const found = await collect(client.datasets.listAll());
    expect(found.map(({ name }) => name)).toEqual(["Trial"]);
  });

  it("counts as deleted though the server was too late to say so [NDI-055]", async () => {
    const { as, server } = await given();
    const client = as(ines);
    const { id } = server.state.addDataset();
    server.timeOutNext("DELETE /v1/datasets/{datasetId}");
    expect(await client.datasets.delete(id)).toMatchObject({ unconfirmed: true });
    expect(await rejection(client.datasets.get(id))).toBeInstanceOf(NdiNotFoundError);
    expect(server.count("DELETE", "/v1/datasets/{datasetId}")).toBe(1);
  });

  it("is found where reads lag behind, for whom that is wanted", async () => {
    const { as, server } = await given({ oddities: { laggingReads: 1 } });
    const patient = as(ines, { retryNotFound: true });
    const { id } = await patient.datasets.create({ name: "Trial" });
    expect((await patient.datasets.get(id)).id).toBe(id);
    const other = await as(ines).datasets.create({ name: "Trial" });
    expect(await rejection(as(ines).datasets.get(other.id))).toBeInstanceOf(NdiNotFoundError);
    expect(server.count("GET", "/v1/datasets/{datasetId}")).toBe(3);
  });

  it("is not made by whoever may not upload [NDI-036]", async () => {
    const { as } = await given();
    const error = await rejection(as(guest).datasets.create({ name: "Trial" }));
    expect(error).toBeInstanceOf(NdiApiError);
    expect(error).toMatchObject({
      status: 400,
      message: expect.stringContaining("may not upload"),
    });
  });

  it("has branches, and stays while it has [NDI-156]", async () => {
    const { as, server } = await given();
    const client = as(ines);
    const { id } = server.state.addDataset();
    const branch = await client.datasets.createBranch(id, { branchName: "reanalysis" });
    const branches = await client.datasets.listBranches(id);
    expect(branches).toMatchObject([{ id: branch.id, branchName: "reanalysis", branchOf: id }]);
    expect(await rejection(client.datasets.delete(id))).toBeInstanceOf(NdiPermissionError);
  });
});

describe("publishing", () => {
  const isSeen = async (client: NdiCloudClient) =>
    (await client.datasets.listPublished()).datasets.length > 0;

  it("is submitted, published by an administrator, waited for, and taken back [NDI-108] [NDI-110] [NDI-148] [NDI-157]", async () => {
    const { as, client: make, server, clock } = await given({ publishDelayMs: 5_000 });
    const { id } = server.state.addDataset();
    await as(ines).datasets.submit(id);
    const client = as(root);
    expect((await client.datasets.listUnpublished()).datasets).toMatchObject([{ id }]);
    const seen: unknown[] = [];
    const result = await client.datasets.publishAndWait(id, {
      onProgress: ({ dataset, publishProgress }) =>
        seen.push([dataset.isPublishing, publishProgress]),
    });
    expect(result).toMatchObject({ state: "complete", elapsed: 6, dataset: { isPublished: true } });
    expect(clock.waits).toEqual([2_000, 4_000]);
    const progress = { filesCopied: 0, filesTotal: 0 };
    expect(seen).toEqual([true, true, false].map((isPublishing) => [isPublishing, progress]));
    expect(await isSeen(make())).toBe(true);
    expect((await client.datasets.unpublishAndWait(id)).state).toBe("complete");
    expect(await isSeen(make())).toBe(false);
  });

  it("goes on though the server was too late to say so", async () => {
    const { as, server } = await given({ publishDelayMs: 5_000 });
    const { id } = server.state.addDataset();
    server.timeOutNext("POST /v1/datasets/{datasetId}/publish");
    expect((await as(root).datasets.publishAndWait(id)).state).toBe("complete");
    expect(server.count("POST", "/v1/datasets/{datasetId}/publish")).toBe(1);
  });

  it("takes longer than anybody waits", async () => {
    const { as, server, clock } = await given({ publishDelayMs: 181_000 });
    const { id } = server.state.addDataset();
    const result = await as(root).datasets.publishAndWait(id);
    expect(result).toMatchObject({
      state: "timeout",
      elapsed: 180,
      dataset: { isPublishing: true },
    });
    expect(clock.waits.reduce((sum, wait) => sum + wait, 0)).toBe(180_000);
  });

  it("is refused to all but administrators [NDI-111]", async () => {
    const { as, server } = await given();
    const { id } = server.state.addDataset();
    expect(await rejection(as(ines).datasets.publish(id))).toBeInstanceOf(NdiPermissionError);
  });
});

describe("without a login", () => {
  it("public datasets are there, and no credentials are sent [NDI-046] [NDI-128] [NDI-129]", async () => {
    const { client: make, server } = await given();
    const open = server.state.addDataset({ name: "Open", isPublished: true });
    server.state.addDocument(open, { base: { id: "41a0_1" } });
    const client = make({ token: "" });
    const { datasets } = await client.datasets.list({ isPublished: true, pageSize: 10 });
    expect(datasets.map(({ name, documentCount }) => [name, documentCount])).toEqual([["Open", 1]]);
    expect((await client.datasets.get(open.id)).name).toBe("Open");
    expect(await client.documents.count(open.id)).toBe(1);
    expect((await client.search.query("public", [])).documents).toHaveLength(1);
    expect(lines(server)[0]).toBe("GET /datasets/published?page=1&pageSize=10");
    expect(bearers(server.requests)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it("drafts are not there", async () => {
    const { client: make, server } = await given();
    const { id } = server.state.addDataset();
    expect(await rejection(make().datasets.get(id))).toBeInstanceOf(NdiNotFoundError);
  });
});

describe("lists", () => {
  it("are read page by page until the total is there [NDI-159] [NDI-175]", async () => {
    const { as, server } = await given();
    const client = as(ines);
    for (const name of ["A", "B", "C", "D", "E"]) server.state.addDataset({ name });
    const pages = [1, 2, 3].map((page) => client.datasets.list({ page, pageSize: 2 }));
    const names = (await Promise.all(pages)).map(({ datasets }) => datasets.map((d) => d.name));
    expect(names).toEqual([["A", "B"], ["C", "D"], ["E"]]);
    expect(await client.datasets.count()).toBe(5);
    expect(await client.datasets.count({ isPublished: true })).toBe(0);
    const before = server.requests.length;
    expect(await collect(client.datasets.listAll())).toHaveLength(5);
    expect(await collect(client.datasets.listAll({ isPublished: true }))).toEqual([]);
    expect(server.requests).toHaveLength(before + 2);
  });
});
