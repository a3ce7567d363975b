/** What every command writes, and the code it ends with. */
import { describe, expect, it } from "vitest";
import { apiKey, givenServer, run } from "./run.js";

const commands: [string, string[], unknown][] = [
  ["search", ["search", "techno", "--limit", "1"], [{ title: "Techno Lights 1" }]],
  ["batch", ["batch", "techno"], [{ query: "techno" }]],
  ["profile", ["profile"], { id: "user_77" }],
  ["keys list", ["keys", "list"], [{ id: "key_9a8b7c6d" }, { id: "key_5a6978aa" }]],
  ["keys create", ["keys", "create", "--name", "new"], { name: "new" }],
  ["keys rotate", ["keys", "rotate", "key_9a8b7c6d"], { name: "CI key" }],
  ["keys revoke", ["keys", "revoke", "key_9a8b7c6d"], { revoked: true, id: "key_9a8b7c6d" }],
];

describe("tracktion-cli --json", () => {
  it.each(commands)("%s prints exactly one JSON document", async (_name, argv, wanted) => {
    await using scene = await givenServer();
    const { exitCode, stdout } = await scene.cliAsDana("--json", ...argv);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject(wanted as object);
  });

  it.each(commands.filter(([name]) => name !== "batch"))(
    "%s prints an error object when it fails",
    async (_name, argv) => {
      await using scene = await givenServer();
      scene.server.failNext(({ path }) => !path.includes("/auth/"), [{ status: 403 }]);
      const { exitCode, stdout, stderr } = await scene.cliAsDana(...argv, "--json");
      expect(exitCode).toBe(1);
      expect(JSON.parse(stdout)).toMatchObject({
        error: { name: "PermissionError", status: 403, code: "insufficient_permissions" },
      });
      expect(stderr).toMatch(/^Error: /);
    },
  );

  it.each([[[]], [["keys"]], [["nonsense"]], [["search", "x", "--limit", "y"]]])(
    "prints an error object for the mistake %j",
    async (argv) => {
      const { stdout } = await run([...argv, "--json"], {});
      const error = { name: "UsageError", message: expect.any(String) };
      expect(JSON.parse(stdout)).toEqual({ error });
    },
  );
});

describe("the help of tracktion-cli", () => {
  const names = [...commands.map(([name]) => name), "keys", "secure", "init"];

  it.each(["", ...names])(
    "explains %j, with common options and examples [TK-134]",
    async (name) => {
      const words = name.split(" ").filter((word) => word !== "");
      const { exitCode, stdout, stderr } = await run([...words, "--help"], {});
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
      expect(stdout.startsWith(`Usage: ${["tracktion-cli", ...words].join(" ")}`)).toBe(true);
      expect(stdout).toContain("Common options:");
      expect(stdout).toMatch(/Examples:\n {2}tracktion-cli /);
    },
  );

  it("is a command as well, and what there is without one [TK-134]", async () => {
    const asked = await run(["help"], {});
    expect(asked).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("batch") });
    const nothing = await run([], {});
    expect(nothing).toEqual({ exitCode: 1, stdout: asked.stdout, stderr: "" });
  });
});

describe("secrets of tracktion-cli", () => {
  const secret = "hunter2-is-secret";

  it.each([
    [["profile", `--pasword=${secret}`]],
    [["--api-key", secret, "nonsense"]],
    [["--access-token", "half", secret]],
    [["search", "x", "--limit", secret, "--password", secret]],
    [["search", "x", "--limit", secret, "--api-key", secret]],
    [["search", "x", "--limit", secret, "--access-token", secret]],
  ])("are not repeated in the mistake %j [TK-134]", async (argv) => {
    const { exitCode, stdout, stderr } = await run([...argv, "--json", "--debug"], {});
    expect(exitCode).toBe(2);
    expect(stdout + stderr).not.toContain(secret);
  });

  it.each([
    "TRACKTION_API_KEY",
    "TRACKTION_ACCESS_TOKEN",
    "TRACKTION_PASSWORD",
    "TRACKTION_HMAC_SECRET",
  ])("are not repeated where %s has them [TK-134]", async (name) => {
    const argv = ["search", "x", "--limit", secret, "--json"];
    const { exitCode, stdout, stderr } = await run(argv, { env: { [name]: secret } });
    expect(exitCode).toBe(2);
    expect(stdout + stderr).not.toContain(secret);
  });

  it.each(["option", "variable"])(
    "are masked when the server repeats them: %s [TK-134]",
    async (place) => {
      await using scene = await givenServer();
      const detail = { error: "invalid_api_key", message: `Unknown: ${secret}`, code: 401 };
      scene.server.failNext("GET /api/v1/user/profile", [{ status: 401, body: detail }]);
      const env = place === "variable" ? { TRACKTION_API_KEY: secret } : {};
      const typed = place === "option" ? ["--api-key", secret] : [];
      const argv = ["profile", ...typed, "--json", "--debug"];
      const { exitCode, stdout, stderr } = await scene.cliWith({ env }, ...argv);
      expect(exitCode).toBe(1);
      expect(stdout + stderr).not.toContain(secret);
    },
  );

  it("are in no failure without a server either", async () => {
    const env = { TRACKTION_API_KEY: apiKey, TRACKTION_BASE_URL: "http://127.0.0.1:1" };
    const { exitCode, stdout, stderr } = await run(["profile", "--json", "--debug"], { env });
    expect(exitCode).toBe(1);
    expect(stderr).toContain("Error: Connection error. Please check your internet connection.\n");
    expect(stdout + stderr).not.toContain(apiKey);
  });

  it("stay with an interrupted command, which ends with 130", async () => {
    await using scene = await givenServer();
    const never = new Promise<never>(() => {});
    scene.server.failNext("GET /api/v1/user/profile", [{ after: never }]);
    const interrupt = new AbortController();
    const running = scene.cliWith({ signal: interrupt.signal }, "profile");
    await expect.poll(() => scene.server.requests.length).toBe(1);
    interrupt.abort();
    const ended = { exitCode: 130, stdout: "", stderr: "Error: Interrupted\n" };
    expect(await running).toEqual(ended);
  });
});
