/** Files, their archives and jobs, licenses and runs, from first to last, by the client. */
import { NdiApiError, NdiDownloadError, NdiUploadError } from "clientwright/ndi-cloud";
import { describe, expect, it } from "vitest";
import { guest, hartLab, ines, noor, writeZip } from "../servers/ndi-cloud/index.js";
import { rejection } from "../support/rejection.js";
import { given, lines } from "./support/ndi-cloud.js";

const uid = "b7e0_91d2";
const bytes = new TextEncoder().encode("samples");

describe("a file", () => {
  it("goes to the storage and comes back, without our credentials [NDI-082] [NDI-086] [NDI-138] [NDI-151]", async () => {
    const { as, server } = await given();
    const client = as(ines);
    const { id } = server.state.addDataset();
    await client.files.upload(id, { uid, data: bytes });
    expect(await client.files.list(id)).toMatchObject([{ uid, uploaded: true, size: 7 }]);
    expect(await client.files.downloadBytes(id, uid)).toEqual(bytes);
    const { requests } = server.storage;
    expect(requests.map(({ method }) => method)).toEqual(["PUT", "GET"]);
    expect(requests.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
    expect(requests[0]?.headers["content-type"]).toBe("application/octet-stream");
    expect(requests[1]?.headers["accept-encoding"]).toBe("identity");
  });

  it("is not there until the server knows of its bytes, which is a failure", async () => {
    const { as, server, clock } = await given({ fileDelayMs: 1_000 });
    const client = as(ines);
    const { id } = server.state.addDataset();
    await client.files.upload(id, { uid, data: bytes });
    expect(await rejection(client.files.downloadBytes(id, uid))).toBeInstanceOf(NdiDownloadError);
    clock.advance(1_000);
    expect(await client.files.downloadBytes(id, uid)).toEqual(bytes);
  });

  it("is asked for under its whole uid, whatever that is", async () => {
    const { as, server } = await given();
    const client = as(ines);
    const { id } = server.state.addDataset();
    const odd = "a/b c?d#e";
    await client.files.upload(id, { uid: odd, data: bytes });
    expect(await client.files.downloadBytes(id, odd)).toEqual(bytes);
  });

  it("is refused at an address that is over, and taken at a fresh one [NDI-083] [NDI-084]", async () => {
    const { as, server, clock } = await given({ addressSeconds: 60 });
    const client = as(ines);
    const { id } = server.state.addDataset();
    const { url, uploadUrl } = await client.files.getUploadUrl(id, { uid, name: "a", size: 7 });
    expect(uploadUrl).toBe(url);
    clock.advance(60_000);
    const error = await rejection(client.files.put(url, bytes));
    expect(error).toBeInstanceOf(NdiUploadError);
    expect(error).toMatchObject({ status: 403, body: expect.stringContaining("expired") });
    // The address is as good as a password.
    expect(JSON.stringify(error) + String(error)).not.toContain("X-Amz-Signature=");
    await client.files.put((await client.files.getUploadUrl(id, uid)).url, bytes);
  });

  it("comes by way of another address, and whole through a gateway that packs", async () => {
    const oddities = { redirectedDownloads: true, damagingGateway: true };
    const { as, server } = await given({ oddities });
    const client = as(ines);
    const { id } = server.state.addDataset();
    await client.files.upload(id, { uid, data: bytes });
    expect(await client.files.downloadBytes(id, uid)).toEqual(bytes);
    expect(server.storage.count("GET", "/files/{dataset}/{uid}")).toBe(2);
  });

  it("is put for the organization that the dataset belongs to", async () => {
    const { as, server } = await given();
    const { id } = server.state.addDataset();
    const client = as(ines, { organizationId: "5f1a0b2c3d4e5f6071829402" });
    await client.files.upload(id, { uid, data: bytes });
    expect(lines(server).at(-1)).toBe(`GET /datasets/${hartLab}/${id}/files/${uid}`);
  });
});

describe("an archive of files", () => {
  it("is unpacked by a job that can be waited for [NDI-160]", async () => {
    const { as, server, clock } = await given({ unpackDelayMs: 4_000 });
    const client = as(ines);
    const { id } = server.state.addDataset();
    const { url, jobId } = await client.files.getCollectionUploadUrl(id);
    await client.files.put(url, writeZip([{ name: uid, bytes }]));
    const states: string[] = [];
    const { state, job } = await client.files.waitForBulkUpload(jobId, {
      onProgress: (seen) => states.push(seen.state),
    });
    expect([state, job?.filesExtracted]).toEqual(["complete", 1]);
    expect(states).toEqual(["queued", "queued", "extracting", "complete"]);
    expect(clock.waits).toEqual([1_000, 2_000, 4_000]);
    expect(await client.files.downloadBytes(id, uid)).toEqual(bytes);
    expect(await client.files.waitForAllBulkUploads(id)).toMatchObject({ state: "complete" });
  });

  it("fails with the server's reason, alone and among others [NDI-160]", async () => {
    const { as, server } = await given();
    const client = as(ines);
    const { id } = server.state.addDataset();
    const { url, jobId } = await client.files.getCollectionUploadUrl(id);
    await client.files.put(url, new TextEncoder().encode("no archive"));
    const error = await rejection(client.files.waitForBulkUpload(jobId));
    expect(error).toMatchObject({ message: expect.stringContaining("no ZIP archive") });
    const all = await client.files.waitForAllBulkUploads(id);
    expect(all).toMatchObject({ state: "failed", jobs: [{ jobId, state: "failed" }] });
    const lenient = await client.files.waitForAllBulkUploads(id, { requireAllComplete: false });
    expect(lenient.state).toBe("complete");
  });

  it("is given up on after a minute, and after five for all [NDI-160]", async () => {
    const { as, server, clock } = await given();
    const client = as(ines);
    const { id } = server.state.addDataset();
    const { jobId } = await client.files.getCollectionUploadUrl(id);
    expect(await client.files.waitForBulkUpload(jobId)).toMatchObject({
      ...{ state: "timeout", elapsed: 60 },
      job: { state: "queued" },
    });
    const before = clock.now();
    const all = await client.files.waitForAllBulkUploads(id);
    expect([all.state, clock.now() - before]).toEqual(["timeout", 300_000]);
  });
});

describe("a license", () => {
  it("gets its address, its files, and goes again [NDI-162]", async () => {
    const { as } = await given();
    const { matlabLicense } = as(ines).users;
    expect(await matlabLicense.get()).toMatchObject({ macAddress: null, files: [] });
    const { macAddress } = await matlabLicense.allocate();
    expect((await matlabLicense.allocate()).macAddress).toBe(macAddress);
    for (const release of ["R2024b", "R2025a"])
      await matlabLicense.set({ dedicatedLicenseFile: "INCREMENT MATLAB", release });
    const left = await matlabLicense.clear({ release: "R2024b" });
    expect(left?.files).toEqual([{ release: "R2025a" }]);
    expect(await matlabLicense.clear()).toBeUndefined();
    await matlabLicense.set({ networkLicenseFile: "SERVER lic" });
    expect(await rejection(matlabLicense.allocate())).toMatchObject({ status: 409 });
    const wrong = await rejection(matlabLicense.set({ networkLicenseFile: "nonsense" }));
    expect(wrong).toMatchObject({ status: 400 });
  });
});

describe("a run", () => {
  it("is started, listed, followed through its stages and stopped [NDI-163]", async () => {
    const { as } = await given();
    const { compute } = as(ines);
    const { sessionId } = await compute.start({ pipelineId: "hello-world-v1" });
    expect(await compute.list()).toMatchObject([{ sessionId, status: "RUNNING" }]);
    await compute.advance(sessionId);
    expect((await compute.get(sessionId)).currentStageId).toBe("stage-2");
    await compute.triggerStage(sessionId, "stage-1");
    expect((await compute.get(sessionId)).currentStageId).toBe("stage-1");
    await compute.abort(sessionId);
    expect((await compute.get(sessionId)).status).toBe("ABORTED");
    expect(await rejection(compute.abort(sessionId))).toMatchObject({ status: 404 });
  });

  it("is waited for, to its end or for as long as anybody waits [NDI-163]", async () => {
    const { as, clock } = await given({ computeDelayMs: 25_000 });
    const { compute } = as(ines);
    const { sessionId } = await compute.start({ pipelineId: "hello-world-v1" });
    const result = await compute.waitFor(sessionId);
    expect(result).toMatchObject({ state: "finished", session: { status: "COMPLETED" } });
    expect(clock.waits).toEqual([10_000, 10_000, 10_000]);
    const endless = await compute.start({ pipelineId: "zombie-test-v1" });
    const late = await compute.waitFor(endless.sessionId);
    expect(late).toMatchObject({ state: "timeout", elapsed: 1_200 });
  });

  it("is refused without the license, and without the right [NDI-163]", async () => {
    const { as } = await given();
    const error = await rejection(as(ines).compute.start({ pipelineId: "hello-matlab-v1" }));
    expect(error).toBeInstanceOf(NdiApiError);
    expect(error).toMatchObject({ code: "MATLAB_LICENSE_REQUIRED", requiredRelease: "R2024b" });
    const refused = await rejection(as(guest).compute.start({ pipelineId: "hello-world-v1" }));
    expect(refused).toMatchObject({ status: 403 });
  });
});

describe("bookmarks and organizations", () => {
  it("are the account's own [NDI-004] [NDI-139] [NDI-168]", async () => {
    const { as, server } = await given();
    const { id } = server.state.addDataset({ isPublished: true });
    const client = as(ines);
    await client.datasets.bookmark(id);
    const me = await client.users.me();
    expect(me.bookmarkedDatasetIds).toEqual([id]);
    expect((await client.users.bookmarks(me.id)).datasets).toMatchObject([{ id }]);
    await client.datasets.unbookmark(id);
    expect((await client.users.me()).bookmarkedDatasetIds).toEqual([]);
    const [lab] = await client.organizations.list();
    expect(lab).toEqual({ id: hartLab, name: "Hart Lab", canUploadDataset: true });
    const made = await client.organizations.createDataset(hartLab, { name: "Trial" });
    const { datasets } = await client.organizations.listDatasets(hartLab);
    expect(datasets.map((dataset) => dataset.id)).toEqual([id, made.id]);
    expect(await as(noor).organizations.list()).toEqual([]);
    expect(await rejection(as(noor).datasets.create({ name: "Trial" }))).toMatchObject({
      status: 403,
    });
  });
});
