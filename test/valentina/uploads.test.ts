/** Files on their way to the server: one part `file`, with name and type, from whatever holds the bytes. */
import { describe, expect, it, vi } from "vitest";
import { AbortError } from "../../src/runtime/index.js";
import type { VClient } from "../../src/valentina/index.js";
import { rejection } from "../support/rejection.js";
import { given } from "./support/given.js";

const stored = { status: 201, json: { id: "a1", asset_type: "image" } };
const company = "/api/v1/companies/c1";
const user = `${company}/users/u1`;
const campaign = `${user}/campaigns/p1`;
const book = `${campaign}/books/b1`;

/** Services that take files. */
const shelves = [
  ["VN-137", "users", (client) => client.users(), `${company}/users/o1`],
  ["VN-166", "campaigns", (client) => client.campaigns("u1"), `${user}/campaigns/o1`],
  ["VN-186", "books", (client) => client.books("u1", "p1"), `${campaign}/books/o1`],
  ["VN-205", "chapters", (client) => client.chapters("u1", "p1", "b1"), `${book}/chapters/o1`],
  ["VN-225", "characters", (client) => client.characters("u1", "p1"), `${campaign}/characters/o1`],
] as const satisfies readonly (readonly [string, string, (client: VClient) => unknown, string])[];

/** The only part of the last request's body. */
async function partOf(fetch: ReturnType<typeof given>["fetch"]) {
  const { headers, bytes } = fetch.last;
  const form = await new Response(new Uint8Array(bytes), { headers }).formData();
  const parts = [...form];
  const [name, file] = parts[0] ?? [];
  if (parts.length !== 1 || !(file instanceof File)) throw new Error("there is not one file");
  return { name, filename: file.name, type: file.type, text: await file.text() };
}

describe("an upload", () => {
  for (const [row, about, service, path] of shelves) {
    it(`is one part "file" with name and type, for ${about} [${row}]`, async () => {
      const { client, fetch } = given([stored]);
      const content = new TextEncoder().encode("pixels");
      const asset = await service(client).uploadAsset("o1", "map.png", content, "image/png");
      expect(fetch.lines).toEqual([`POST ${path}/assets/upload`]);
      expect(fetch.last.headers["content-type"]).toMatch(/^multipart\/form-data; boundary=\S+$/);
      expect(await partOf(fetch)).toEqual({
        ...{ name: "file", filename: "map.png", type: "image/png", text: "pixels" },
      });
      expect(asset).toEqual(stored.json);
    });
  }

  it("has the usual type where none is given [VN-137]", async () => {
    const { client, fetch } = given([stored]);
    await client.users().uploadAsset("u1", "a.bin", new Uint8Array([65]));
    expect(await partOf(fetch)).toMatchObject({ type: "application/octet-stream", text: "A" });
  });

  it("has the type of a Blob, unless another is given [VN-137]", async () => {
    const { client, fetch } = given([stored, stored]);
    const blob = new Blob(["A"], { type: "text/plain" });
    await client.users().uploadAsset("u1", "a.txt", blob);
    expect((await partOf(fetch)).type).toBe("text/plain");
    await client.users().uploadAsset("u1", "a.md", blob, "text/markdown");
    expect((await partOf(fetch)).type).toBe("text/markdown");
  });

  it("keeps names that need care", async () => {
    const { client, fetch } = given([stored]);
    await client.users().uploadAsset("u1", 'Zoë "x" & y.png', new Uint8Array([1]));
    expect((await partOf(fetch)).filename).toBe('Zoë "x" & y.png');
  });

  it("may be a stream, which is sent as it comes", async () => {
    const { client, fetch } = given([stored]);
    async function* content(): AsyncGenerator<Uint8Array> {
      yield new TextEncoder().encode("pix");
      yield new TextEncoder().encode("els");
    }
    await client.users().uploadAsset("u1", "a.bin", content());
    expect((await partOf(fetch)).text).toBe("pixels");
  });

  it("tells how far it is", async () => {
    const { client, fetch } = given([stored]);
    const told: number[] = [];
    const content = new Blob([new Uint8Array(300_000)]);
    await client.users().uploadAsset("u1", "a.bin", content, undefined, {
      onUploadProgress: ({ sentBytes, totalBytes }) => {
        told.push(sentBytes);
        expect(totalBytes).toBeGreaterThan(300_000);
      },
    });
    expect(told.length).toBeGreaterThan(1);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(fetch.last.bytes.byteLength);
  });

  it("ends with its signal", async () => {
    const { client, fetch } = given([{ never: true }]);
    const controller = new AbortController();
    const outcome = rejection(
      client
        .users()
        .uploadAsset("u1", "a.bin", new Uint8Array(9), undefined, { signal: controller.signal }),
    );
    await vi.waitFor(() => expect(fetch.count).toBe(1));
    controller.abort();
    expect(await outcome).toBeInstanceOf(AbortError);
  });
});
