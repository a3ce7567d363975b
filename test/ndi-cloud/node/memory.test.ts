import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { NdiCloudClient } from "../../../src/ndi-cloud/index.js";
import { putFile } from "../../../src/ndi-cloud/node/file-bytes.js";
import { scratchFolder } from "./scratch-folder.js";

describe("a large file", () => {
  it("is read as it is sent, and nobody keeps what was sent", async () => {
    const path = join(await scratchFolder(), "large");
    await writeFile(path, Buffer.alloc(8_000_000));
    let read = 0;
    let inits: RequestInit | undefined;
    const client = new NdiCloudClient({
      ...{ baseUrl: "https://cloud.test/v1", env: {} },
      fetch: async (_input, init) => {
        inits = init;
        const reader = new Response(init?.body).body?.getReader();
        await reader?.read();
        // Whoever would read ahead has had the time.
        for (let turn = 0; turn < 50; turn += 1)
          await new Promise((resolve) => setImmediate(resolve));
        expect(read).toBeLessThan(500_000);
        while (reader && !(await reader.read()).done);
        return new Response("");
      },
    });
    await putFile(client, "https://storage.test/key?s=1", path, {
      onBytes: (bytes) => {
        read = bytes;
      },
    });
    expect(read).toBe(8_000_000);
    // Otherwise the platform's fetch copies the body, to send it once more after a redirect.
    expect(inits).toMatchObject({ redirect: "error", window: null });
  });
});
