/** What every command writes, and the code it ends with. */
import { describe, expect, it } from "vitest";
import { givenServer, givenToken, run, type Scene } from "./run.js";

const commands: [string, string[], unknown][] = [
  ["health", ["health"], { status: "healthy" }],
  ["status", ["status"], { status: "healthy", tokens_count: 1 }],
  ["token create", ["token", "create", "new"], { id: 2, text: "new" }],
  ["token get", ["token", "get", "1"], { id: 1, text: "first" }],
  ["token list", ["token", "list"], [{ id: 1, text: "first" }]],
  ["token update", ["token", "update", "1", "--text", "x"], { id: 1, text: "x" }],
  ["token delete", ["token", "delete", "1"], { deleted: true, id: 1 }],
  ["token query", ["token", "query", "--text", "first"], [{ token: { id: 1 } }]],
  ["apikey create", ["apikey", "create", "--name", "new"], { name: "new" }],
  ["apikey list", ["apikey", "list"], [{ key_id: "key_abc123", name: "old" }]],
  ["apikey revoke", ["apikey", "revoke", "key_abc123"], { revoked: true, id: "key_abc123" }],
  ["apikey delete", ["apikey", "delete", "key_abc123"], { deleted: true, id: "key_abc123" }],
];

async function givenTokenAndKey(): Promise<Scene> {
  const scene = await givenServer();
  await givenToken(scene, "first");
  const { now } = scene.server.state.settings;
  scene.server.state.apiKeys.set("key_abc123", {
    keyId: "key_abc123",
    keyPrefix: "ng_live_AAAAAAAA",
    hash: "",
    name: "old",
    scopes: [],
    rateLimit: 1000,
    createdAt: now(),
    expiresAt: null,
    lastUsedAt: null,
    isActive: true,
  });
  return scene;
}

describe("neurograph-cli --json", () => {
  it.each(commands)("%s prints exactly one JSON document [NG-129]", async (_name, argv, wanted) => {
    await using scene = await givenTokenAndKey();
    const { exitCode, stdout } = await scene.cli("--json", ...argv);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject(wanted as object);
  });

  it.each(commands)("%s prints an error object when it fails [NG-129]", async (_name, argv) => {
    await using scene = await givenTokenAndKey();
    scene.server.failNext(({ path }) => !path.includes("/auth/"), [{ status: 403 }]);
    const { exitCode, stdout, stderr } = await scene.cli(...argv, "--json");
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      error: {
        name: "AuthorizationError",
        message: expect.any(String),
        status: 403,
        code: expect.any(String),
        details: expect.any(Object),
      },
    });
    expect(stderr).toMatch(/^Error: /);
  });

  it.each([[[]], [["token"]], [["nonsense"]], [["token", "get", "x"]], [["--no-such-option"]]])(
    "prints an error object for the mistake %j [NG-129]",
    async (argv) => {
      const { stdout } = await run([...argv, "--json"], {});
      const error = { name: "UsageError", message: expect.any(String) };
      expect(JSON.parse(stdout)).toEqual({ error });
    },
  );
});

describe("the exit code of neurograph-cli", () => {
  it("is 1 with the message on stderr when the server refuses [NG-131]", async () => {
    await using scene = await givenServer();
    const env = { NEUROGRAPH_PASSWORD: "wrong-password" };
    const { exitCode, stdout, stderr } = await scene.cliWith({ env }, "token", "list");
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toMatch(/^Error: Login failed: .+\n$/);
  });

  it("is 1 when there is no server [NG-131]", async () => {
    const { exitCode, stderr } = await run(["health", "--base-url", "http://127.0.0.1:1"], {});
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^Error: .*127\.0\.0\.1:1/);
  });

  it.each([
    [["nonsense"], "Error: unknown command\n"],
    [["helth"], "Error: unknown command (Did you mean health?)\n"],
    [["token", "creat", "x"], "Error: unknown command (Did you mean create?)\n"],
    [["token", "create"], "Error: missing required argument 'text'\n"],
    [["token", "create", "two", "words"], "Error: too many arguments"],
    [
      ["health", "--bse-url", "x"],
      "Error: unknown option '--bse-url' (Did you mean --base-url?)\n",
    ],
    [["health", "--base-url"], "Error: option '--base-url <url>' argument missing\n"],
  ])("is 2 for the mistake %j [NG-131]", async (argv, message) => {
    const { exitCode, stdout, stderr } = await run(argv, {});
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr.startsWith(message)).toBe(true);
    expect(stderr).toContain("See neurograph-cli --help\n");
  });

  it.each([[[]], [["token"]], [["apikey"]], [["token", "--debug"]]])(
    "is 1, with help, when no command is named: %j [NG-131]",
    async (argv) => {
      const { exitCode, stdout, stderr } = await run(argv, {});
      expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: "" });
      expect(stdout).toMatch(/^Usage: neurograph-cli /);
    },
  );

  it("is 130 after an interrupt [NG-131]", async () => {
    await using scene = await givenServer();
    scene.server.failNext("GET /api/v1/tokens", [{ delayMs: 10_000 }]);
    const interrupt = new AbortController();
    const running = scene.cliWith({ signal: interrupt.signal }, "token", "list", "--json");
    await expect.poll(() => scene.server.count("GET", "/api/v1/tokens")).toBe(1);
    interrupt.abort();
    const { exitCode, stdout, stderr } = await running;
    expect({ exitCode, stderr }).toEqual({ exitCode: 130, stderr: "Error: Interrupted\n" });
    expect(JSON.parse(stdout)).toEqual({ error: { name: "Interrupted", message: "Interrupted" } });
  });
});

describe("the help of neurograph-cli", () => {
  it.each([[[]], [["token"]], [["apikey"]], ...commands.map(([name]) => [name.split(" ")])])(
    "explains %j, with the common options and examples [NG-112]",
    async (words) => {
      const { exitCode, stdout, stderr } = await run([...words, "--help"], {});
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
      expect(stdout.startsWith(`Usage: ${["neurograph-cli", ...words].join(" ")}`)).toBe(true);
      expect(stdout).toContain("Common options:");
      expect(stdout).toMatch(/Examples:\n {2}neurograph-cli /);
    },
  );
});

describe("secrets of neurograph-cli", () => {
  const secret = "hunter2-is-secret";

  it.each([
    [["health", `--pasword=${secret}`]],
    [["--username", "me", "--password", secret, "nonsense"]],
    [["--username", "me", "--password", "half", secret]],
    [["token", "get", secret, "--password", secret]],
    [["token", "create", "a", "b", `--api-key=${secret}`]],
  ])("are not repeated in the mistake %j", async (argv) => {
    const { exitCode, stdout, stderr } = await run([...argv, "--json", "--debug"], {});
    expect(exitCode).toBe(2);
    expect(stdout + stderr).not.toContain(secret);
  });

  it("are masked when the server repeats them", async () => {
    await using scene = await givenServer();
    const detail = { message: `bad password ${secret}`, input: { password: secret } };
    scene.server.failNext("POST /api/v1/auth/login", [{ status: 422, body: { detail } }]);
    const argv = ["token", "list", "--password", secret, "--json", "--debug"];
    const { exitCode, stdout, stderr } = await scene.cli(...argv);
    expect(exitCode).toBe(1);
    expect(stdout + stderr).not.toContain(secret);
    expect(stderr).toContain("***");
  });
});

describe("the colours of neurograph-cli", () => {
  const argv = ["token", "get", "x"];

  it.each([
    [true, {}, "\u001b[31mError:\u001b[39m "],
    [true, { NO_COLOR: "1" }, "Error: "],
    [true, { TERM: "dumb" }, "Error: "],
    [false, {}, "Error: "],
  ])("on a terminal: %j, environment: %j", async (isTTY, env, start) => {
    const { stderr } = await run(argv, { isTTY, env });
    expect(stderr.startsWith(start)).toBe(true);
  });
});
