/** `neurograph-cli apikey`. */
import { describe, expect, it } from "vitest";
import { hashApiKey } from "../../servers/neurograph/index.js";
import { givenServer, type Scene } from "./run.js";

interface CreatedKey {
  readonly key_id: string;
  readonly api_key: string;
}

async function givenKey(scene: Scene, ...scopes: string[]): Promise<CreatedKey> {
  const { stdout } = await scene.cli(
    ...["apikey", "create", "--name", "My Key", "--json", "--scopes", "tokens:read", ...scopes],
  );
  return JSON.parse(stdout) as CreatedKey;
}

describe("neurograph-cli apikey create", () => {
  it.each([
    ["apart", ["--scopes", "tokens:read", "tokens:write", "--name", "My Key", "--expires", "30"]],
    ["last", ["--name", "My Key", "--expires", "30", "--scopes", "tokens:read", "tokens:write"]],
    [
      "repeated",
      ["--scopes", "tokens:read", "--scopes=tokens:write", "--expires=30", "--name=My Key"],
    ],
  ])("takes several scopes: %s [NG-122]", async (_how, options) => {
    await using scene = await givenServer();
    const { exitCode } = await scene.cli("apikey", "create", ...options, "--debug");
    expect(exitCode).toBe(0);
    expect(scene.server.requests.at(-1)?.json).toEqual({
      name: "My Key",
      scopes: ["tokens:read", "tokens:write"],
      expires_in_days: 30,
    });
  });

  it("prints the secret on stdout and the advice to save it on stderr [NG-122]", async () => {
    await using scene = await givenServer();
    const { exitCode, stdout, stderr } = await scene.cli("apikey", "create", "--name", "My Key");
    const [stored] = scene.server.state.apiKeys.values();
    const secret = /^API key: (ng_\S+)\n/.exec(stdout)?.[1] ?? "";
    expect(hashApiKey(secret)).toBe(stored?.hash);
    expect(stdout).toContain(`Key ID: ${stored?.keyId}\nName: My Key\n`);
    expect(stdout).toContain("Expires: never\n");
    expect(stderr).toBe("Warning: save the API key now: it is never shown again\n");
    expect(exitCode).toBe(0);
  });

  it.each([
    [["--scopes", "tokens:read"], "required option '--name <name>'"],
    [["--name", "My Key", "--expires", "soon"], "It must be an integer."],
    [["--name", "My Key", "--expires", "0"], "It must be 1 or more."],
    [["--name", " "], "It must not be empty."],
  ])("refuses %j with exit code 2 [NG-122]", async (options, message) => {
    await using scene = await givenServer();
    const { exitCode, stderr } = await scene.cli("apikey", "create", ...options);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
    expect(scene.server.requests).toHaveLength(0);
  });
});

describe("neurograph-cli apikey list", () => {
  it("shows id, name, prefix, activity and scopes but never a secret [NG-123]", async () => {
    await using scene = await givenServer();
    const { key_id, api_key } = await givenKey(scene, "tokens:write");
    const { exitCode, stdout } = await scene.cli("apikey", "list");
    const prefix = api_key.slice(0, 16);
    const [headings, row] = stdout.split("\n");
    expect(headings?.split(/ {2,}/)).toEqual(["KEY ID", "NAME", "PREFIX", "ACTIVE", "SCOPES"]);
    const cells = [key_id, "My Key", prefix, "yes", "tokens:read, tokens:write"];
    expect(row?.split(/ {2,}/)).toEqual(cells);
    expect(stdout).not.toContain(api_key);
    expect(exitCode).toBe(0);
  });

  it("keeps a secret out even when the server sends one [NG-123]", async () => {
    await using scene = await givenServer();
    const key = { key_id: "k", name: "n", api_key: "ng_live_leaked", created_at: "2026-01-05" };
    scene.server.failNext("GET /api/v1/api-keys", [{ status: 200, body: { api_keys: [key] } }]);
    const { stdout } = await scene.cli("apikey", "list", "--json");
    expect(JSON.parse(stdout)).toMatchObject([{ key_id: "k", is_active: true }]);
    expect(stdout).not.toContain("leaked");
  });

  it("says so when there are none [NG-123]", async () => {
    await using scene = await givenServer();
    expect((await scene.cli("apikey", "list")).stdout).toBe("No API keys\n");
  });
});

describe("neurograph-cli apikey revoke and delete", () => {
  it("revokes a key, which stays in the list as inactive [NG-124]", async () => {
    await using scene = await givenServer();
    const { key_id } = await givenKey(scene);
    const run = await scene.cli("apikey", "revoke", key_id);
    expect(run).toEqual({ exitCode: 0, stdout: `API key ${key_id} revoked\n`, stderr: "" });
    expect(scene.server.state.apiKeys.get(key_id)?.isActive).toBe(false);
    expect((await scene.cli("apikey", "list")).stdout).toMatch(/ {2}no {2,}/);
  });

  it("deletes a key for good [NG-125]", async () => {
    await using scene = await givenServer();
    const { key_id } = await givenKey(scene);
    const run = await scene.cli("apikey", "delete", key_id);
    expect(run).toEqual({ exitCode: 0, stdout: `API key ${key_id} deleted\n`, stderr: "" });
    expect(scene.server.state.apiKeys.size).toBe(0);
  });

  it.each(["revoke", "delete"])(
    "fails to %s what does not exist [NG-124] [NG-125]",
    async (verb) => {
      await using scene = await givenServer();
      const { exitCode, stdout, stderr } = await scene.cli("apikey", verb, "key_abc123");
      expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
      expect(stderr).toMatch(/^Error: .*not found\n$/);
    },
  );
});
