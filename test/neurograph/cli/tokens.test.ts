/** `neurograph-cli token` create, get, list, update and delete. */
import { describe, expect, it } from "vitest";
import { callsOf, givenServer, givenToken } from "./run.js";

describe("neurograph-cli token create", () => {
  it.each([
    ["before", ["--username", "developer", "--password", "developer123", "token", "create", "hi"]],
    ["between", ["token", "--username", "developer", "--password=developer123", "create", "hi"]],
    ["after", ["token", "create", "hi", "--username", "developer", "--password", "developer123"]],
  ])("takes the login %s the subcommand [NG-115]", async (_place, argv) => {
    await using scene = await givenServer();
    const env = { NEUROGRAPH_USERNAME: "", NEUROGRAPH_PASSWORD: "" };
    const { exitCode, stdout } = await scene.cliWith({ env }, ...argv);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("ID: 1\nText: hi\n");
    expect(scene.server.requests[0]?.json).toEqual({
      username: "developer",
      password: "developer123",
    });
    expect(scene.server.requests[1]?.json).toEqual({ text: "hi" });
  });

  it("lets the option next to the command win over one before it [NG-115]", async () => {
    await using scene = await givenServer();
    const wrong = "http://127.0.0.1:1";
    const { url } = scene.server;
    const run = await scene.cli("--base-url", wrong, "token", "create", "hi", "--base-url", url);
    expect(run.exitCode).toBe(0);
  });

  it("takes a text that looks like an option after two dashes [NG-115]", async () => {
    await using scene = await givenServer();
    const { exitCode } = await scene.cli("token", "create", "--", "--json");
    expect(exitCode).toBe(0);
    expect(scene.server.requests.at(-1)?.json).toEqual({ text: "--json" });
  });

  it("sends metadata as the JSON object that was typed [NG-116]", async () => {
    await using scene = await givenServer();
    const metadata = '{"key": "value", "deep": {"list": [1, null]}}';
    const { exitCode, stdout } = await scene.cli("token", "create", "t", "--metadata", metadata);
    expect(exitCode).toBe(0);
    const sent = { text: "t", metadata: { key: "value", deep: { list: [1, null] } } };
    expect(scene.server.requests.at(-1)?.json).toEqual(sent);
    expect(stdout).toContain('Metadata: {"key":"value","deep":{"list":[1,null]}}\n');
  });

  it.each(["{key: 1}", "", "[1]", '"text"', "null", "7"])(
    "refuses the metadata %j with exit code 2 and sends nothing [NG-116]",
    async (metadata) => {
      await using scene = await givenServer();
      const run = await scene.cli("token", "create", "t", "--metadata", metadata);
      expect(run.exitCode).toBe(2);
      expect(run.stderr).toMatch(/^Error: option '--metadata <json>'.*JSON/);
      expect(scene.server.requests).toHaveLength(0);
    },
  );

  it("prints the length of the embedding, or all of it on demand [NG-132]", async () => {
    await using scene = await givenServer();
    const short = await scene.cli("token", "create", "hello");
    const long = await scene.cli("token", "create", "hello", "--show-embedding");
    const { embedding } = scene.server.state.tokens.byId.get(1) ?? { embedding: [] };
    expect(embedding.length).toBeGreaterThan(3);
    expect(short.stdout).toContain(`Embedding: [${embedding.length} dimensions]\n`);
    expect(long.stdout).toContain(`Embedding: ${JSON.stringify(embedding)}\n`);
  });
});

describe("neurograph-cli token get", () => {
  it("prints the token [NG-117]", async () => {
    await using scene = await givenServer();
    const id = await givenToken(scene, "one\ntwo\u001b[2J");
    const { exitCode, stdout } = await scene.cli("token", "get", String(id));
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`ID: ${id}\nText: one\\ntwo\\u001b[2J\n`);
    expect(callsOf(scene.server).at(-1)).toBe(`GET /tokens/${id}`);
  });

  it.each(["abc", "12.5", "1e3", "0x10", "", " 1", "99999999999999999999"])(
    "refuses the id %j with exit code 2 and sends nothing [NG-117]",
    async (id) => {
      await using scene = await givenServer();
      const { exitCode, stderr } = await scene.cli("token", "get", id);
      expect(exitCode).toBe(2);
      expect(stderr).toContain("It must be an integer.");
      expect(scene.server.requests).toHaveLength(0);
    },
  );

  it("prints the embedding on demand [NG-132]", async () => {
    await using scene = await givenServer();
    const id = await givenToken(scene, "hello");
    const short = await scene.cli("token", "get", String(id));
    const long = await scene.cli("token", "get", String(id), "--show-embedding");
    expect(short.stdout).toMatch(/Embedding: \[\d+ dimensions\]\n/);
    expect(long.stdout).toMatch(/Embedding: \[-?\d[\d.,e-]+\]\n/);
  });
});

describe("neurograph-cli token list", () => {
  it("asks for 10 tokens from the start unless told otherwise [NG-118]", async () => {
    await using scene = await givenServer();
    for (let n = 1; n <= 12; n += 1) await givenToken(scene, `token ${n}`);
    const first = await scene.cli("token", "list");
    const rest = await scene.cli("token", "list", "--limit", "5", "--offset", "10");
    expect(callsOf(scene.server).slice(-2)).toEqual([
      "GET /tokens?limit=10&offset=0",
      "GET /tokens?limit=5&offset=10",
    ]);
    expect(first.stdout.trimEnd().split("\n")).toHaveLength(11);
    expect(rest.stdout).toMatch(/^ID +TEXT +METADATA\n11 +token 11 .*\n12 +token 12 .*\n$/);
  });

  it("says so when there are none [NG-118]", async () => {
    await using scene = await givenServer();
    expect(await scene.cli("token", "list")).toEqual({
      exitCode: 0,
      stdout: "No tokens\n",
      stderr: "",
    });
  });

  it.each([
    ["--limit", "0"],
    ["--limit", "x"],
    ["--offset", "-1"],
    ["--offset", "1.5"],
  ])("refuses %s %s [NG-118]", async (...option) => {
    await using scene = await givenServer();
    expect((await scene.cli("token", "list", ...option)).exitCode).toBe(2);
    expect(scene.server.requests).toHaveLength(0);
  });
});

describe("neurograph-cli token update", () => {
  it.each([
    [["--text", "new"], { text: "new" }],
    [["--metadata", '{"updated": true}'], { metadata: { updated: true } }],
    [["--text", "new", "--metadata", "{}"], { text: "new", metadata: {} }],
    [["--text", "falsy: 0"], { text: "falsy: 0" }],
  ])("sends only what %j names [NG-119]", async (options, body) => {
    await using scene = await givenServer();
    const id = await givenToken(scene, "old");
    const { exitCode, stdout } = await scene.cli("token", "update", String(id), ...options);
    expect(exitCode).toBe(0);
    const { method, path, json } = scene.server.requests.at(-1) ?? {};
    expect({ method, path, json }).toEqual({
      method: "PUT",
      path: `/api/v1/tokens/${id}`,
      json: body,
    });
    expect(stdout).toContain(`ID: ${id}\nText: ${"text" in body ? body.text : "old"}\n`);
  });

  it("refuses to change nothing with exit code 2 and sends nothing [NG-119]", async () => {
    await using scene = await givenServer();
    const { exitCode, stderr } = await scene.cli("token", "update", "123");
    expect(exitCode).toBe(2);
    expect(stderr).toContain("Error: nothing to change: give --text or --metadata, or both\n");
    expect(scene.server.requests).toHaveLength(0);
  });
});

describe("neurograph-cli token delete", () => {
  it("confirms what it deleted [NG-120]", async () => {
    await using scene = await givenServer();
    const id = await givenToken(scene, "short-lived");
    const run = await scene.cli("token", "delete", String(id));
    expect(run).toEqual({ exitCode: 0, stdout: `Token ${id} deleted\n`, stderr: "" });
    expect(scene.server.state.tokens.byId.size).toBe(0);
  });

  it("fails when there is no such token [NG-120] [NG-131]", async () => {
    await using scene = await givenServer();
    const { exitCode, stdout, stderr } = await scene.cli("token", "delete", "123");
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toBe("Error: Token not found\n");
  });
});
