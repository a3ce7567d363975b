/** `tracktion-cli keys`. */
import { describe, expect, it } from "vitest";
import { apiKey, callsOf, givenServer, type Scene } from "./run.js";

const added = ({ server }: Scene) => [...server.state.apiKeys.values()].at(-1);

describe("tracktion-cli keys list", () => {
  it("logs in although there is a key, since servers let people manage keys [TK-134]", async () => {
    await using scene = await givenServer();
    const { exitCode, stdout } = await scene.cliAsDana("keys", "list");
    expect(exitCode).toBe(0);
    expect(callsOf(scene.server)).toEqual(["POST /auth/token", "GET /developer/keys"]);
    const [headings, row] = stdout.split("\n").map((line) => line.split(/ {2,}/));
    expect(headings).toEqual(["KEY ID", "NAME", "ACTIVE", "PERMISSIONS", "SCOPES", "EXPIRES"]);
    const scopes = "search, tracklists, analytics, batch";
    expect(row).toEqual(["key_9a8b7c6d", "CI key", "yes", "read, write", scopes, "never"]);
    expect(stdout).not.toContain(apiKey);
  });

  it("sends the key where there is no login, and tells a refusal [TK-134]", async () => {
    await using scene = await givenServer();
    const { exitCode, stderr } = await scene.cli("keys", "list");
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: "Error: Access denied\n" });
    expect(scene.server.requests[0]?.headers.authorization).toBe(`Bearer ${apiKey}`);
  });

  it("takes the token of a login, typed or of the environment [TK-134]", async () => {
    await using scene = await givenServer();
    const token = scene.server.state.accessTokenFor("dana@example.org");
    const typed = await scene.cli("keys", "list", "--access-token", token);
    const env = { TRACKTION_ACCESS_TOKEN: token };
    const set = await scene.cliWith({ env }, "keys", "list", "--include-inactive");
    expect([typed.exitCode, set.exitCode]).toEqual([0, 0]);
    const path = "GET /developer/keys";
    expect(callsOf(scene.server)).toEqual([path, `${path}?include_inactive=true`]);
  });

  it("keeps a secret out even when the server sends one [TK-134]", async () => {
    await using scene = await givenServer();
    const key = { id: "k", name: "n", key: "tk_live_leaked", permissions: [], scopes: [] };
    scene.server.failNext("GET /api/v1/developer/keys", [{ status: 200, body: { keys: [key] } }]);
    const { stdout } = await scene.cliAsDana("keys", "list", "--json");
    expect(JSON.parse(stdout)).toMatchObject([{ id: "k", name: "n" }]);
    expect(stdout).not.toContain("leaked");
  });

  it("says so when there are none", async () => {
    await using scene = await givenServer();
    scene.server.state.apiKeys.clear();
    expect((await scene.cliAsDana("keys", "list")).stdout).toBe("No API keys\n");
  });
});

describe("tracktion-cli keys create", () => {
  it("prints the secret on stdout and the advice to save it on stderr [TK-134]", async () => {
    await using scene = await givenServer();
    const options = ["--scopes", "search", "tracklists", "--permissions", "read", "write"];
    const until = ["--expires-at", "2031-01-01T00:00:00Z"];
    const run = await scene.cliAsDana("keys", "create", "--name", "CI", ...options, ...until);
    expect(run.exitCode).toBe(0);
    const key = added(scene);
    expect(run.stdout).toBe(
      [
        `API key: ${key?.secret}`,
        `Key ID: ${key?.id}`,
        "Name: CI",
        "Permissions: read, write",
        "Scopes: search, tracklists",
        "Expires: 2031-01-01T00:00:00Z",
        "",
      ].join("\n"),
    );
    expect(run.stderr).toBe("Warning: save the API key now: it is never shown again\n");
    expect(scene.server.requests.at(-1)?.json).toEqual({
      name: "CI",
      permissions: ["read", "write"],
      scopes: ["search", "tracklists"],
      expires_at: "2031-01-01T00:00:00Z",
    });
  });

  it("asks for a reading key of searches unless told otherwise [TK-134]", async () => {
    await using scene = await givenServer();
    const { stdout } = await scene.cliAsDana("keys", "create", "--name", "Small", "--json");
    expect(JSON.parse(stdout)).toMatchObject({ name: "Small", key: added(scene)?.secret });
    const sent = { name: "Small", permissions: ["read"], scopes: ["search"] };
    expect(scene.server.requests.at(-1)?.json).toEqual(sent);
  });

  it.each([[["keys", "create"]], [["keys", "create", "--name", " "]], [["keys", "rotate"]]])(
    "refuses %j with exit code 2 and sends nothing",
    async (argv) => {
      await using scene = await givenServer();
      expect((await scene.cliAsDana(...argv)).exitCode).toBe(2);
      expect(scene.server.requests).toHaveLength(0);
    },
  );
});

describe("tracktion-cli keys rotate and revoke", () => {
  it("replaces a key and prints the new secret [TK-134]", async () => {
    await using scene = await givenServer();
    const run = await scene.cliAsDana("keys", "rotate", "key_9a8b7c6d");
    expect(run.stdout).toContain(`API key: ${added(scene)?.secret}\nKey ID: ${added(scene)?.id}\n`);
    expect(run.stderr).toContain("save the API key now");
    expect((await scene.cli("profile")).stderr).toBe("Error: Invalid API key\n");
  });

  it("revokes a key [TK-134]", async () => {
    await using scene = await givenServer();
    const run = await scene.cliAsDana("keys", "revoke", "key_9a8b7c6d");
    expect(run).toEqual({ exitCode: 0, stdout: "API key key_9a8b7c6d revoked\n", stderr: "" });
    expect(scene.server.state.apiKeys.get("key_9a8b7c6d")?.isActive).toBe(false);
  });

  it.each(["rotate", "revoke"])("fails to %s what does not exist [TK-134]", async (verb) => {
    await using scene = await givenServer();
    const { exitCode, stdout, stderr } = await scene.cliAsDana("keys", verb, "key_none");
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toMatch(/^Error: .*404.*not found/);
  });
});
