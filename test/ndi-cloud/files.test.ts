/** Files: addresses, bytes, and the jobs that unpack archives. */
import { describe, expect, it } from "vitest";
import {
  fileLocations,
  isFileUploaded,
  NdiConnectionError,
  NdiDownloadError,
  NdiError,
  NdiNotFoundError,
  NdiTimeoutError,
  NdiUploadError,
  NdiValidationError,
  ndicUri,
  parseNdicUri,
  withNdicLocations,
} from "../../src/ndi-cloud/index.js";
import { createManualClock } from "../support/manual-clock.js";
import { ferret, ids } from "./support/answers.js";
import { given, givenAda, rejection } from "./support/given.js";

const bucket = "https://bucket.test/up/4126a1_40c2";
const signature = "X-Amz-Signature=5ecr3t5ignatureOfTheStorage&X-Amz-Expires=900";
const signed = `${bucket}?${signature}`;
const uid = "4126a1_40c2";
const uploadPath = `/datasets/${ids.organization}/${ids.dataset}/files`;
const bytes = new Uint8Array([0, 255, 13, 10, 128]);
const dataset = { json: ferret };
const address = { json: { url: signed } };

/** What is refused with a quotation, as the storage does. */
const denied = {
  status: 403,
  text: `<?xml version="1.0"?><Error><Code>SignatureDoesNotMatch</Code><Message>Check your key</Message><Sent>${signature.replaceAll("&", "&amp;")}</Sent></Error>`,
};

describe("the address of an upload", () => {
  it("is asked for by organization, dataset and uid, and by nothing else of the file [NDI-077, NDI-078, NDI-079]", async () => {
    const { client, fetch, sent } = givenAda([dataset, address]);
    const file = { uid, name: "rec.dat", size: 5, contentType: "x/y" };
    await client.files.getUploadUrl(ids.dataset, file);
    expect(sent()).toEqual([`GET /datasets/${ids.dataset}`, `GET ${uploadPath}/${uid}`]);
    expect(fetch.last.text).toBe("");
  });

  it("has two names, whichever it came under [NDI-081]", async () => {
    const { client } = givenAda([dataset, address, { json: { uploadUrl: signed } }]);
    const expected = { url: signed, uploadUrl: signed };
    expect(await client.files.getUploadUrl(ids.dataset, uid)).toMatchObject(expected);
    expect(await client.files.getUploadUrl(ids.dataset, uid)).toMatchObject(expected);
  });

  it("needs a uid, which is encoded [NDI-078]", async () => {
    const { client, fetch } = givenAda([dataset, address]);
    const without = client.files.getUploadUrl(ids.dataset, { uid: "" });
    expect(await rejection(without)).toBeInstanceOf(NdiValidationError);
    expect(fetch.count).toBe(0);
    await client.files.getUploadUrl(ids.dataset, "a/b");
    expect(fetch.last.path).toMatch(/\/files\/a%2Fb$/);
  });

  it("is that of the dataset's organization, which is asked for once [NDI-077]", async () => {
    const other = { json: { ...ferret, organizationId: ids.otherOrganization } };
    const { client, sent } = givenAda([other, address, address, address]);
    await client.files.getUploadUrl(ids.dataset, uid);
    await client.files.getUploadUrl(ids.dataset, uid);
    await client.files.getUploadUrl(ids.dataset, uid, { organizationId: "mine" });
    expect(sent()).toEqual([
      `GET /datasets/${ids.dataset}`,
      `GET /datasets/${ids.otherOrganization}/${ids.dataset}/files/${uid}`,
      `GET /datasets/${ids.otherOrganization}/${ids.dataset}/files/${uid}`,
      `GET /datasets/mine/${ids.dataset}/files/${uid}`,
    ]);
  });

  it.each([{ status: 404 }, { json: { _id: ids.dataset, name: "n" } }])(
    "is that of the current organization where the dataset does not say: %j [NDI-077]",
    async (answer) => {
      const { client, sent } = givenAda([answer, address]);
      await client.files.getUploadUrl(ids.dataset, uid);
      expect(sent()[1]).toBe(`GET ${uploadPath}/${uid}`);
    },
  );

  it("that is refused is an error [NDI-085]", async () => {
    const { client } = givenAda([dataset, { status: 403, json: { error: "forbidden" } }]);
    const error = await rejection(client.files.getUploadUrl(ids.dataset, uid));
    expect(error).toMatchObject({ status: 403, message: "forbidden" });
  });

  it("of an archive comes with its job, where the server tells", async () => {
    const { client, sent } = givenAda([
      dataset,
      { json: { url: signed, jobId: "job-7f3a" } },
      address,
    ]);
    expect(await client.files.getCollectionUploadUrl(ids.dataset)).toMatchObject({
      url: signed,
      jobId: "job-7f3a",
    });
    expect((await client.files.getCollectionUploadUrl(ids.dataset)).jobId).toBe("");
    expect(sent()[1]).toBe(`GET ${uploadPath}/bulk`);
  });

  it("that is missing cannot be read [NDI-085]", async () => {
    const { client } = givenAda([dataset, { json: {} }]);
    expect((await rejection(client.files.getUploadUrl(ids.dataset, uid))).kind).toBe("parse");
  });
});

describe("put", () => {
  it("sends the bytes as they are, with the fixed type and nothing of the client [NDI-082]", async () => {
    const { client, fetch } = givenAda([{ status: 200, text: "" }], {
      headers: { "x-mine": "secret" },
    });
    await client.files.put(signed, bytes);
    const { method, url, headers } = fetch.last;
    expect([method, url]).toEqual(["PUT", signed]);
    expect([...fetch.last.bytes]).toEqual([...bytes]);
    expect(headers["content-type"]).toBe("application/octet-stream");
    expect(headers).not.toHaveProperty("authorization");
    expect(headers).not.toHaveProperty("x-mine");
  });

  it.each([
    ["a blob with a type of its own", () => new Blob([bytes], { type: "text/plain" })],
    ["a buffer", () => bytes.buffer],
    ["a stream", () => new Blob([bytes]).stream()],
  ])("takes %s [NDI-082]", async (_name, data) => {
    const { client, fetch } = given([{ status: 200, text: "" }]);
    await client.files.put(signed, data(), { size: 5 });
    expect([...fetch.last.bytes]).toEqual([...bytes]);
    expect(fetch.last.headers["content-type"]).toBe("application/octet-stream");
  });

  it("tells the length of a stream, without which the storage takes none [NDI-082]", async () => {
    const { client, fetch } = given([{ status: 200, text: "" }]);
    await client.files.put(signed, new Blob([bytes]).stream(), { size: 5 });
    expect(fetch.last.headers["content-length"]).toBe("5");
  });

  it("may send another type [NDI-080]", async () => {
    const { client, fetch } = given([{ status: 200, text: "" }]);
    await client.files.put(signed, bytes, { contentType: "application/zip" });
    expect(fetch.last.headers["content-type"]).toBe("application/zip");
  });

  it.each([201, 204, 202, 400, 403, 500])("has not arrived with %s [NDI-083]", async (status) => {
    const { client, fetch } = given([{ status }]);
    const error = await rejection(client.files.put(signed, bytes));
    expect(error).toBeInstanceOf(NdiUploadError);
    expect(error.status).toBe(status);
    expect(fetch.count).toBe(1);
  });

  it("that is refused tells status, code and what the storage said, but no permission [NDI-084]", async () => {
    const { client, logged } = given([denied]);
    const error = await rejection(client.files.put(signed, bytes));
    expect(error).toMatchObject({ status: 403, code: "SignatureDoesNotMatch", method: "PUT" });
    expect(error.message).toBe("The file storage did not take the bytes: 403 Check your key");
    expect(error.body).toContain("<Code>SignatureDoesNotMatch</Code>");
    expect(error.url).toBe(`${bucket}?[redacted]`);
    const shown = [
      error.message,
      error.stack,
      error.body,
      error.url,
      JSON.stringify(error),
      logged(),
    ];
    for (const text of shown) expect(String(text)).not.toContain("5ecr3t");
    expect(logged()).toContain(`PUT ${bucket}?[redacted] -> 403`);
  });

  it("that meets no storage, or a slow one, says so without the permission [NDI-084]", async () => {
    const { client, logged } = given([{ networkError: "ECONNRESET" }]);
    const broken = await rejection(client.files.put(signed, bytes));
    expect(broken).toBeInstanceOf(NdiConnectionError);
    const clock = createManualClock();
    const slow = given([{ never: true }], { clock });
    const { reason } = (await clock.settle(
      slow.client.files.put(signed, bytes),
    )) as PromiseRejectedResult;
    expect(reason).toBeInstanceOf(NdiTimeoutError);
    expect(reason.limitMs).toBe(120_000);
    for (const text of [broken, reason, logged(), slow.logged()])
      expect(String(text)).not.toContain("5ecr3t");
  });

  it("shows no permission of what the platform says about an address [NDI-084]", async () => {
    const fetch = async () => Promise.reject(new TypeError(`Failed to parse URL from ${signed}`));
    const { client } = given([], { fetch });
    const error = await rejection(client.files.put(signed, bytes));
    expect(`${error.stack} ${error.cause}`).not.toContain("5ecr3t");
  });

  it("ends with its caller [NDI-082]", async () => {
    const { client } = given([{ never: true }]);
    const put = rejection(client.files.put(signed, bytes, { signal: AbortSignal.abort("enough") }));
    expect((await put).kind).toBe("abort");
  });

  it("takes no address that is none, and does not repeat it [NDI-082]", async () => {
    const { client, fetch } = given([]);
    const error = await rejection(client.files.put("file:///5ecr3t", bytes));
    expect(error).toBeInstanceOf(NdiValidationError);
    expect(error.message).not.toContain("5ecr3t");
    expect(fetch.count).toBe(0);
  });
});

describe("upload", () => {
  it("asks for an address and puts the bytes there [NDI-086, NDI-138]", async () => {
    const { client, fetch, sent, bearers } = givenAda([
      dataset,
      address,
      { status: 200, text: "" },
    ]);
    await client.files.upload(ids.dataset, { uid, data: bytes });
    expect(sent().slice(1)).toEqual([
      `GET ${uploadPath}/${uid}`,
      `PUT /up/4126a1_40c2?${signature}`,
    ]);
    expect([...fetch.last.bytes]).toEqual([...bytes]);
    expect(bearers()[2]).toBeUndefined();
  });

  it("fails where either fails [NDI-085, NDI-083]", async () => {
    const { client } = givenAda([dataset, { status: 403 }, address, denied]);
    const file = { uid, data: bytes };
    expect((await rejection(client.files.upload(ids.dataset, file))).status).toBe(403);
    expect(await rejection(client.files.upload(ids.dataset, file))).toBeInstanceOf(NdiUploadError);
  });
});

describe("list", () => {
  it("is what the dataset tells; none where it tells none [NDI-051]", async () => {
    const { client, sent } = givenAda([dataset, { json: { _id: "a", name: "n" } }]);
    const files = await client.files.list(ids.dataset);
    expect(files.map((file) => file.uid)).toEqual(["4126a1_40c2", "4126a1_40c3"]);
    expect(await client.files.list(ids.dataset)).toEqual([]);
    expect(sent()[0]).toBe(`GET /datasets/${ids.dataset}`);
    expect(isFileUploaded(files, "4126a1_40c2")).toBe(true);
    expect(isFileUploaded(files, "4126a1_40c3")).toBe(false);
    expect(isFileUploaded(files, "other")).toBe(false);
  });

  it("waits for files that come meanwhile, where that is wanted [NDI-051]", async () => {
    const of = (...uids: string[]) => ({
      json: { ...ferret, files: uids.map((name) => ({ uid: name })) },
    });
    const { client, clock } = givenAda([of("a"), of("a", "b"), of("a", "b")]);
    expect(await client.files.list(ids.dataset, { checkForUpdates: true })).toHaveLength(2);
    expect(clock.waits).toEqual([10_000, 10_000]);
  });
});

describe("download", () => {
  const detail = { json: { uid, size: 5, uploaded: 1, downloadUrl: signed } };

  it("asks for a fresh address each time, and gets the bytes without credentials [NDI-151]", async () => {
    const there = { bytes, headers: { "content-length": "5" } };
    const { client, fetch, sent, bearers } = givenAda([detail, there, detail, { bytes }]);
    const { stream, size } = await client.files.download(ids.dataset, uid);
    expect(size).toBe(5);
    expect([...new Uint8Array(await new Response(stream).arrayBuffer())]).toEqual([...bytes]);
    expect([...(await client.files.downloadBytes(ids.dataset, uid))]).toEqual([...bytes]);
    const asked = `GET /datasets/${ids.dataset}/files/${uid}/detail`;
    expect(sent().filter((line) => line === asked)).toHaveLength(2);
    expect(bearers()[1]).toBeUndefined();
    expect(fetch.requests[1]?.headers["accept-encoding"]).toBe("identity");
  });

  it("of a file that is not there yet says so [NDI-151]", async () => {
    const { client } = givenAda([{ json: { uid } }, { status: 404 }]);
    const error = await rejection(client.files.download(ids.dataset, uid));
    expect(error).toBeInstanceOf(NdiDownloadError);
    expect(error.message).toContain(uid);
    expect(await rejection(client.files.download(ids.dataset, uid))).toBeInstanceOf(
      NdiNotFoundError,
    );
  });

  it("that the storage refuses tells why, without the permission [NDI-151]", async () => {
    const { client } = givenAda([detail, denied]);
    const error = await rejection(client.files.download(ids.dataset, uid));
    expect(error).toBeInstanceOf(NdiDownloadError);
    expect(error).toMatchObject({ status: 403, code: "SignatureDoesNotMatch" });
    expect(`${error.message} ${error.body} ${error.url}`).not.toContain("5ecr3t");
  });

  it("of an address asks for that alone [NDI-151]", async () => {
    const { client, fetch } = givenAda([{ bytes }, { status: 404 }]);
    await client.files.open(signed);
    expect(fetch.last.url).toBe(signed);
    expect((await rejection(client.files.open(signed))).status).toBe(404);
  });

  it("tells what is known of a file [NDI-151]", async () => {
    const { client } = givenAda([detail]);
    expect(await client.files.detail(ids.dataset, uid)).toMatchObject({ uploaded: true, size: 5 });
  });
});

describe("jobs", () => {
  const job = (state: string, more = {}) => ({
    json: { jobId: "j", datasetId: ids.dataset, state, createdAt: "x", filesExtracted: 3, ...more },
  });
  const jobs = (...states: string[]) => ({
    json: { jobs: states.map((state) => job(state).json) },
  });

  it("can be seen, those that are not over unless told otherwise [NDI-160]", async () => {
    const { client, sent } = givenAda([job("queued"), jobs("queued"), jobs(), { status: 404 }]);
    expect((await client.files.getBulkUpload("job/7")).filesExtracted).toBe(3);
    expect((await client.files.listBulkUploads(ids.dataset)).jobs).toHaveLength(1);
    await client.files.listBulkUploads(ids.dataset, { state: "all" });
    expect(sent()).toEqual([
      "GET /bulk-uploads/job%2F7",
      `GET /datasets/${ids.dataset}/bulk-uploads?state=active`,
      `GET /datasets/${ids.dataset}/bulk-uploads?state=all`,
    ]);
    expect(await rejection(client.files.getBulkUpload("x"))).toBeInstanceOf(NdiNotFoundError);
  });

  it("are waited for, over failures on the way [NDI-160]", async () => {
    const { client, clock } = givenAda([job("queued"), { status: 404 }, job("complete")]);
    const seen: string[] = [];
    const onProgress = ({ state }: { state: string }) => void seen.push(state);
    const result = await client.files.waitForBulkUpload("j", { onProgress });
    expect(result).toMatchObject({ state: "complete", elapsed: 3, job: { filesExtracted: 3 } });
    expect(clock.waits).toEqual([1_000, 2_000]);
    expect(seen).toEqual(["queued", "complete"]);
  });

  it("that fail are errors with their reason [NDI-160]", async () => {
    const { client } = givenAda([job("failed", { error: "bad archive" })]);
    const error = await rejection(client.files.waitForBulkUpload("j"));
    expect(error).toBeInstanceOf(NdiUploadError);
    expect(error.message).toContain("bad archive");
  });

  it("that are not over in a minute are told as they are [NDI-160]", async () => {
    const { client, clock } = givenAda({ "* *": job("extracting") });
    const result = await client.files.waitForBulkUpload("j");
    expect(result).toMatchObject({ state: "timeout", elapsed: 60, job: { state: "extracting" } });
    expect(clock.waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 29_000]);
  });

  it("without an id are not waited for [NDI-160]", async () => {
    const { client, fetch } = givenAda([]);
    expect(await rejection(client.files.waitForBulkUpload(""))).toBeInstanceOf(NdiValidationError);
    expect(fetch.count).toBe(0);
  });

  it("of a dataset are waited for together; those that failed are told [NDI-160]", async () => {
    const { client, sent } = givenAda([jobs("queued"), jobs(), jobs("failed"), jobs(), jobs()]);
    const failed = await client.files.waitForAllBulkUploads(ids.dataset);
    expect(failed).toMatchObject({ state: "failed", jobs: [{ state: "failed" }] });
    expect(sent().at(-1)).toMatch(/state=failed$/);
    expect(await client.files.waitForAllBulkUploads(ids.dataset)).toEqual({
      state: "complete",
      jobs: [],
    });
  });

  it("of a dataset may fail without being asked for, or take too long [NDI-160]", async () => {
    const careless = givenAda([jobs()]);
    const choices = { requireAllComplete: false };
    const done = await careless.client.files.waitForAllBulkUploads(ids.dataset, choices);
    expect(done.state).toBe("complete");
    const slow = givenAda({ "* *": jobs("queued") });
    const late = await slow.client.files.waitForAllBulkUploads(ids.dataset);
    expect(late).toMatchObject({ state: "timeout", jobs: [{ state: "queued" }] });
    expect(slow.clock.waits.reduce((sum, ms) => sum + ms, 0)).toBe(300_000);
  });

  it("are not waited for when nobody is logged in [NDI-160]", async () => {
    const { client, clock } = given([]);
    expect(await rejection(client.files.waitForBulkUpload("j"))).toBeInstanceOf(NdiError);
    expect(clock.waits).toEqual([]);
  });
});

describe("references to files", () => {
  it("have a dataset and a uid, which may hold slashes [NDI-151]", () => {
    expect(parseNdicUri("ndic://66f0/a/b")).toEqual({ datasetId: "66f0", uid: "a/b" });
    expect(ndicUri({ datasetId: "66f0", uid: "a/b" })).toBe("ndic://66f0/a/b");
    for (const uri of ["ndic://66f0", "ndic:///a", "ndic://66f0/", "http://66f0/a", ""])
      expect(() => parseNdicUri(uri)).toThrow(NdiValidationError);
  });

  it("take the place of addresses, whose form is kept", () => {
    const location = { uid: "u", location: signed, location_type: "url" };
    const single = { files: { file_info: { name: "a", locations: location } } };
    const listed = { files: { file_info: [{ locations: [location, { location: "x" }] }] } };
    const reference = {
      uid: "u",
      location: "ndic://d/u",
      location_type: "ndicloud",
      ingest: 0,
      delete_original: 0,
    };
    expect(withNdicLocations(single, "d")).toEqual({
      files: { file_info: { name: "a", locations: reference } },
    });
    expect(withNdicLocations(listed, "d")).toEqual({
      files: { file_info: [{ locations: [reference, { location: "x" }] }] },
    });
    expect(withNdicLocations({ base: {} }, "d")).toEqual({ base: {} });
    expect(fileLocations(listed)).toEqual([location, { location: "x" }]);
    expect(fileLocations(single)).toEqual([location]);
  });
});
