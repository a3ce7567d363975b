// The file storage, and how files come to a dataset: one by one and in archives.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Given, given } from "./given.js";
import { hartLab, ines, sam } from "./users.js";
import { writeZip } from "./zip.js";

const octets = { "content-type": "application/octet-stream" };

function put(url: string, body: Uint8Array | string, headers: Record<string, string> = octets) {
  return fetch(url, { method: "PUT", headers, body: Buffer.from(body) });
}

/** A draft, a member as caller, and addresses of its files. */
function draft({ server, as }: Given) {
  const { id } = server.state.addDataset();
  const call = as(ines);
  const detail = (uid: string) => call(`GET /datasets/${id}/files/${uid}/detail`);
  const address = async (uid: string) =>
    String((await call(`GET /datasets/${hartLab}/${id}/files/${uid}`)).at("url"));
  return { id, call, detail, address };
}

describe("the storage", () => {
  it("is another server, and takes a file at an address of its own", async () => {
    await using setup = await given({ fileDelayMs: 1_000 });
    const { id, call, detail, address } = draft(setup);
    const url = await address("b7e0_1");
    expect(url.startsWith(setup.server.storage.url)).toBe(true);
    expect(url.startsWith(setup.server.url)).toBe(false);
    expect((await put(url, "bytes")).status).toBe(200);
    expect((await detail("b7e0_1")).body).toEqual({ uid: "b7e0_1" });
    setup.clock.ms += 1_000;
    const { downloadUrl } = (await detail("b7e0_1")).body as { downloadUrl: string };
    expect(await (await fetch(downloadUrl)).text()).toBe("bytes");
    const dataset = await call(`GET /datasets/${id}`);
    expect(dataset.at("files")).toMatchObject([{ uid: "b7e0_1", uploaded: true, size: 5 }]);
    expect(dataset.at("totalSize")).toBe(5);
  });

  it("refuses credentials, other types, other methods, changed and late addresses", async () => {
    await using setup = await given();
    const { address } = draft(setup);
    const url = await address("b7e0_1");
    const refused = [
      await put(url, "x", { ...octets, authorization: "Bearer token" }),
      await put(url, "x", { "content-type": "text/plain" }),
      await fetch(url),
      await put(url.replace("b7e0_1", "b7e0_2"), "x"),
      await put(url.slice(0, -1), "x"),
    ];
    setup.clock.ms += 900_000;
    refused.push(await put(url, "x"));
    expect(refused.map(({ status }) => status)).toEqual([400, 403, 403, 403, 403, 403]);
    expect(await refused[5]?.text()).toContain("<Code>AccessDenied</Code>");
    expect(setup.server.storage.objects.all.size).toBe(0);
  });

  it("takes back all addresses when a test wants it, and gives fresh ones", async () => {
    await using setup = await given();
    const { address } = draft(setup);
    const old = await address("b7e0_1");
    setup.server.storage.expireAddresses();
    expect((await put(old, "x")).status).toBe(403);
    expect((await put(await address("b7e0_1"), "x")).status).toBe(200);
  });

  it("needs to be told the length", async () => {
    await using setup = await given();
    const url = await draft(setup).address("b7e0_1");
    const body = new Blob(["x"]).stream();
    const init = { method: "PUT", headers: octets, body, duplex: "half" };
    expect((await fetch(url, init)).status).toBe(411);
  });

  it("keeps nothing of what broke off, or was to fail", async () => {
    await using setup = await given();
    const { server } = setup;
    const url = await draft(setup).address("b7e0_1");
    server.storage.failNext("PUT /files/{dataset}/{uid}", [{ status: 503 }, { reset: true }]);
    expect((await put(url, "x")).status).toBe(503);
    await expect(put(url, "x")).rejects.toThrow();
    expect(server.storage.objects.all.size).toBe(0);
    expect(server.storage.count("PUT", "/files/{dataset}/{uid}")).toBe(2);
  });

  it("gives parts, and breaks off where it is told", async () => {
    await using setup = await given();
    const { storage } = setup.server;
    storage.objects.put("a", Buffer.from("0123456789"));
    const url = storage.getAddress("a");
    const part = async (range: string) => {
      const answer = await fetch(url, { headers: { range } });
      return [answer.status, answer.headers.get("content-range"), await answer.text()];
    };
    expect(await part("bytes=2-4")).toEqual([206, "bytes 2-4/10", "234"]);
    expect(await part("bytes=8-")).toEqual([206, "bytes 8-9/10", "89"]);
    expect(await part("bytes=-3")).toEqual([206, "bytes 7-9/10", "789"]);
    expect((await part("bytes=10-"))[0]).toBe(416);
    storage.tearNext("GET /a", 4);
    await expect((await fetch(url)).text()).rejects.toThrow();
    expect(await (await fetch(url)).text()).toBe("0123456789");
  });

  it("notes what encodings are asked for, and can damage or move what it gives", async () => {
    await using setup = await given({
      oddities: { damagingGateway: true, redirectedDownloads: true },
    });
    const { storage } = setup.server;
    storage.objects.put("a", Buffer.from("whole"));
    const url = storage.getAddress("a");
    const asked = async (encoding: string) =>
      (await fetch(url, { headers: { "accept-encoding": encoding } })).text();
    expect([await asked("identity"), await asked("gzip")]).toEqual([
      "whole",
      expect.not.stringContaining("whole"),
    ]);
    expect(storage.requests.map(({ headers }) => headers["accept-encoding"])).toEqual([
      ...["identity", "identity"],
      ...["gzip", "gzip"],
    ]);
    expect(storage.requests[1]?.path).toContain("&moved");
  });

  it("keeps bytes in files where it is told to", async () => {
    const storageDirectory = await mkdtemp(join(tmpdir(), "ndi-storage-"));
    try {
      await using setup = await given({ storageDirectory });
      const { detail, address } = draft(setup);
      await put(await address("b7e0_1"), "0123456789");
      const { downloadUrl } = (await detail("b7e0_1")).body as { downloadUrl: string };
      const answer = await fetch(downloadUrl, { headers: { range: "bytes=3-5" } });
      expect(await answer.text()).toBe("345");
      expect(answer.headers.get("etag")).toBe('"781e5e245d69b566979b86e28d23f2c7"');
    } finally {
      await rm(storageDirectory, { recursive: true });
    }
  });
});

describe("archives of files", () => {
  /** Puts an archive and tells the states of its job, waiting before each look. */
  async function unpack(setup: Given, archive: Buffer, pauses: readonly number[]) {
    const { id, call } = draft(setup);
    const { body } = await call(`GET /datasets/${hartLab}/${id}/files/bulk`);
    const { url, jobId } = body as { url: string; jobId: string };
    await put(url, archive);
    const states = [];
    for (const pause of pauses) {
      setup.clock.ms += pause;
      states.push((await call(`GET /bulk-uploads/${jobId}`)).body);
    }
    const list = async (state: string) =>
      (await call(`GET /datasets/${id}/bulk-uploads?state=${state}`)).at("jobs", "length");
    return { id, call, states, list };
  }

  const entry = (name: string) => ({ name, bytes: Buffer.from(name) });

  it("wait, are unpacked and then their files are there", async () => {
    await using setup = await given({ unpackDelayMs: 4_000 });
    const archive = writeZip([entry("b7e0_1"), entry("b7e0_2")]);
    const { id, call, states, list } = await unpack(setup, archive, [1_999, 1, 2_000]);
    expect(states).toMatchObject([
      { state: "queued", startedAt: null, filesExtracted: 0, totalFiles: null },
      { state: "extracting", startedAt: "2031-03-04T09:00:02.000Z", completedAt: null },
      { state: "complete", completedAt: "2031-03-04T09:00:04.000Z", filesExtracted: 2 },
    ]);
    expect([await list("active"), await list("complete"), await list("all")]).toEqual([0, 1, 1]);
    expect((await call(`GET /datasets/${id}`)).at("files")).toMatchObject([
      { uid: "b7e0_1", uploaded: true, size: 6 },
      { uid: "b7e0_2", uploaded: true, size: 6 },
    ]);
    expect((await call(`GET /datasets/${id}/bulk-uploads?state=odd`)).status).toBe(400);
  });

  it("have the times of their work, though nobody looked meanwhile", async () => {
    await using setup = await given({ unpackDelayMs: 4_000 });
    const { states } = await unpack(setup, writeZip([entry("b7e0_1")]), [60_000]);
    const startedAt = "2031-03-04T09:00:02.000Z";
    const completedAt = "2031-03-04T09:00:04.000Z";
    expect(states).toMatchObject([{ state: "complete", startedAt, completedAt }]);
  });

  it("are not done while a test holds the workers back, and are others' secret", async () => {
    await using setup = await given();
    const { tasks } = setup.server.state;
    tasks.paused = true;
    const { states } = await unpack(setup, writeZip([entry("b7e0_1")]), [60_000]);
    expect(states).toMatchObject([{ state: "queued" }]);
    tasks.paused = false;
    expect((await setup.as(ines)("GET /bulk-uploads/job-1")).at("state")).toBe("complete");
    expect((await setup.as(sam)("GET /bulk-uploads/job-1")).status).toBe(404);
  });

  it.each([
    ["no archive", Buffer.from("nothing")],
    ["files in folders", writeZip([entry("a/b7e0_1")])],
  ])("fail for %s", async (_, archive) => {
    await using setup = await given();
    const { states, list } = await unpack(setup, archive, [0]);
    expect(states).toMatchObject([{ state: "failed", error: expect.any(String) }]);
    expect(await list("failed")).toBe(1);
  });

  it("fail when a test wants it", async () => {
    await using setup = await given();
    setup.server.state.failingJobs.push("No room");
    const { states } = await unpack(setup, writeZip([entry("b7e0_1")]), [0]);
    expect(states).toMatchObject([{ state: "failed", error: "No room" }]);
  });
});
