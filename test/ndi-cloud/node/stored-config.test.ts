import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { NdiConfigError } from "../../../src/ndi-cloud/index.js";
import { loadConfig, loadToken, saveToken } from "../../../src/ndi-cloud/node/index.js";
import { rejection } from "../../support/rejection.js";
import { scratchFolder } from "./scratch-folder.js";

const home = vi.hoisted(() => ({ path: "" }));
vi.mock("node:os", async (original) => ({
  ...(await original<typeof import("node:os")>()),
  homedir: () => home.path,
}));

describe("the stored configuration", () => {
  it("keeps a token in the home folder, for its owner alone, and tells where [NDI-012, NDI-013, NDI-014]", async () => {
    home.path = await scratchFolder();
    const email = "ada.quill@example.org";
    const path = await saveToken({ token: "t1", email, now: Date.UTC(2026, 0, 2) });
    expect(path).toBe(join(home.path, ".ndi", "cloud_config.json"));
    expect(await readFile(path, "utf8")).toBe(
      `{\n  "email": "${email}",\n  "token": "t1",\n  "last_updated": "2026-01-02T00:00:00.000Z"\n}\n`,
    );
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(home.path, ".ndi"))).mode & 0o777).toBe(0o700);
    expect(await loadToken()).toBe("t1");
  });

  it("makes a file private that others could read, and keeps what it does not know [NDI-012]", async () => {
    const path = join(await scratchFolder(), "config.json");
    await writeFile(path, '\uFEFF{"email":7,"token":" t0\\n","auto_sync":true}', { mode: 0o644 });
    expect(await loadConfig({ path })).toEqual({ token: "t0", auto_sync: true });
    await saveToken({ path, token: "t1" });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await loadConfig({ path })).toMatchObject({ token: "t1", auto_sync: true });
  });

  it("tells all fields [NDI-015]", async () => {
    const path = join(await scratchFolder(), "config.json");
    await saveToken({ path, token: "t1", email: "a@b.example", now: 0 });
    expect(await loadToken({ path })).toBe("t1");
    expect(await loadConfig({ path })).toEqual({
      email: "a@b.example",
      token: "t1",
      last_updated: "1970-01-01T00:00:00.000Z",
    });
  });

  it("says what to do when nothing is saved [NDI-016]", async () => {
    const path = join(await scratchFolder(), "none.json");
    for (const load of [loadToken, loadConfig]) {
      const error = await rejection(load({ path }));
      expect(error).toBeInstanceOf(NdiConfigError);
      expect((error as Error).message).toBe("No saved token. Call login() first.");
    }
    await writeFile(path, '{"email":"a@b.example"}');
    expect(await rejection(loadToken({ path }))).toBeInstanceOf(NdiConfigError);
  });

  it("never repeats a file that it cannot read", async () => {
    const path = join(await scratchFolder(), "config.json");
    await writeFile(path, "secret-token");
    const error = await rejection(loadToken({ path }));
    expect(error).toBeInstanceOf(NdiConfigError);
    expect(JSON.stringify(error) + String((error as Error).stack)).not.toContain("secret-token");
  });
});
