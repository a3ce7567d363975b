/** Options that every command takes, and the environment behind them. */
import { describe, expect, it } from "vitest";
import { givenServer, givenToken, run } from "./run.js";

const health = { status: "healthy", version: "1", timestamp: "2026-01-05T08:05:00Z" };

/** Answers every request with health, and remembers where it went. */
function givenAnywhere(): { fetch: typeof fetch; urls: string[] } {
  const urls: string[] = [];
  const answer: typeof fetch = async (input, init) => {
    urls.push(new Request(input, init).url);
    return Response.json(health);
  };
  return { fetch: answer, urls };
}

describe("the server of neurograph-cli", () => {
  it.each([
    ["the default", [], {}, "http://localhost:8000/"],
    ["the option", ["--base-url", "https://api.neurograph.dev"], {}, "https://api.neurograph.dev/"],
    ["no doubled slash", ["--base-url", "http://a.test//"], {}, "http://a.test/"],
  ])("is %s [NG-126]", async (_name, options, env, origin) => {
    const { fetch, urls } = givenAnywhere();
    expect((await run(["health", ...options], { fetch, env })).exitCode).toBe(0);
    expect(urls).toEqual([`${origin}api/v1/health`]);
  });

  it.each([
    ["set", "http://b.test", [], "http://b.test/"],
    ["beaten by the option", "http://b.test", ["--base-url", "http://a.test"], "http://a.test/"],
    ["empty, which is unset", "", [], "http://localhost:8000/"],
  ])("comes from NEUROGRAPH_BASE_URL: %s [NG-130]", async (_name, value, options, origin) => {
    const { fetch, urls } = givenAnywhere();
    await run(["health", ...options], { fetch, env: { NEUROGRAPH_BASE_URL: value } });
    expect(urls).toEqual([`${origin}api/v1/health`]);
  });

  it.each(["nonsense", "ftp://a.test", "http://me:hunter22@a.test"])(
    "cannot be %s: exit code 2, and the URL is not repeated [NG-126]",
    async (url) => {
      const { fetch, urls } = givenAnywhere();
      const { exitCode, stderr } = await run(["health", "--base-url", url], { fetch });
      expect(exitCode).toBe(2);
      expect(stderr).toMatch(/^Error: the base URL must/);
      expect(stderr).not.toContain(url);
      expect(urls).toEqual([]);
    },
  );
});

describe("the credentials of neurograph-cli", () => {
  it("can be an API key, which never logs in [NG-127]", async () => {
    await using scene = await givenServer();
    const created = await scene.cli(
      ...["apikey", "create", "--name", "key", "--scopes", "tokens:read", "--json"],
    );
    const { api_key } = JSON.parse(created.stdout) as { api_key: string };
    const logins = scene.server.count("POST", "/api/v1/auth/login");
    const { exitCode } = await scene.cli("--api-key", api_key, "token", "list");
    const last = scene.server.requests.at(-1);
    expect({ exitCode, header: last?.headers.authorization }).toEqual({
      exitCode: 0,
      header: `Bearer ${api_key}`,
    });
    expect(scene.server.count("POST", "/api/v1/auth/login")).toBe(logins);
  });

  it.each([
    ["the key of the environment", {}, [], "Bearer ng_env_key"],
    ["a typed key", {}, ["--api-key", "ng_typed_key"], "Bearer ng_typed_key"],
    ["nothing: empty is unset", { NEUROGRAPH_API_KEY: "" }, [], undefined],
  ])("are %s [NG-127] [NG-130]", async (_name, env, options, header) => {
    await using scene = await givenServer();
    const surroundings = {
      env: {
        NEUROGRAPH_BASE_URL: scene.server.url,
        NEUROGRAPH_API_KEY: "ng_env_key",
        ...env,
      },
    };
    await run(["token", "list", ...options], surroundings);
    expect(scene.server.requests[0]?.headers.authorization).toBe(header);
  });

  it("come from NEUROGRAPH_USERNAME and NEUROGRAPH_PASSWORD; a flag wins [NG-130]", async () => {
    await using scene = await givenServer();
    await scene.cli("token", "list");
    await scene.cli("token", "list", "--username", "viewer", "--password", "viewer123");
    const logins = scene.server.requests.filter(({ path }) => path.endsWith("/auth/login"));
    expect(logins.map(({ json }) => json)).toEqual([
      { username: "developer", password: "developer123" },
      { username: "viewer", password: "viewer123" },
    ]);
  });

  it("that are typed win over a key in the environment [NG-130]", async () => {
    await using scene = await givenServer();
    const surroundings = { env: { NEUROGRAPH_API_KEY: "ng_env_key" } };
    const run = await scene.cliWith(surroundings, "token", "list", "--username", "developer");
    expect(run.exitCode).toBe(0);
    expect(scene.server.count("POST", "/api/v1/auth/login")).toBe(1);
  });

  it("that are empty variables are unset [NG-130]", async () => {
    await using scene = await givenServer();
    const env = { NEUROGRAPH_USERNAME: "", NEUROGRAPH_PASSWORD: "" };
    const { exitCode, stderr } = await scene.cliWith({ env }, "token", "list");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("No authentication credentials provided");
    expect(scene.server.requests).toHaveLength(0);
  });

  it("take the password from standard input [NG-115]", async () => {
    await using scene = await givenServer();
    const env = { NEUROGRAPH_PASSWORD: "" };
    const argv = ["token", "list", "--username", "viewer", "--password-stdin"];
    const { exitCode } = await scene.cliWith({ env, stdin: "viewer123\n" }, ...argv);
    expect(exitCode).toBe(0);
    expect(scene.server.requests[0]?.json).toEqual({ username: "viewer", password: "viewer123" });
  });

  it.each([
    [["--username", "viewer"], "a user needs a password"],
    [["--password", "viewer123"], "a password needs a user"],
    [["--password", "viewer123", "--password-stdin"], "exclude each other"],
    [["--username", "viewer", "--password-stdin"], "standard input has no password"],
    [["--api-key", ""], "It must not be empty."],
  ])("cannot be %j: exit code 2 [NG-131]", async (options, message) => {
    const { exitCode, stderr } = await run(["token", "list", ...options], {});
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe("neurograph-cli --debug", () => {
  it("logs every request on stderr, without secrets, and keeps stdout clean [NG-128]", async () => {
    await using scene = await givenServer();
    const run = await scene.cli("--debug", "token", "create", "test", "--json");
    expect(JSON.parse(run.stdout)).toMatchObject({ id: 1 });
    const lines = run.stderr.split("\n").filter((line) => line.includes(" - DEBUG - "));
    expect(lines.some((line) => /POST .*\/api\/v1\/auth\/login.* 200/.test(line))).toBe(true);
    expect(lines.some((line) => /POST .*\/api\/v1\/tokens.* 201/.test(line))).toBe(true);
    const { accessTokens } = scene.server.state.sessions;
    for (const secret of ["developer123", ...accessTokens.keys()])
      expect(run.stderr).not.toContain(secret);
  });

  it("adds code and details to errors, which are left out otherwise [NG-128]", async () => {
    await using scene = await givenServer();
    const plain = await scene.cli("token", "get", "999999");
    const debug = await scene.cli("token", "get", "999999", "--debug");
    expect(plain.stderr).toBe("Error: Token not found\n");
    expect(debug.stderr).toContain("\nError: Token not found\nCode: RESOURCE_NOT_FOUND\n");
    expect(debug.stderr).toMatch(/\nDetails: \{.*"resource_id":"999999".*\}\n$/);
  });

  it("ends with the command [NG-128]", async () => {
    await using scene = await givenServer();
    await scene.cli("--debug", "token", "list");
    expect((await scene.cli("token", "list")).stderr).toBe("");
  });
});

describe("neurograph-cli --timeout-ms", () => {
  it("limits each request", async () => {
    await using scene = await givenServer();
    await givenToken(scene, "slow");
    scene.server.failNext("GET /api/v1/tokens", [{ delayMs: 5_000 }]);
    const { exitCode, stderr } = await scene.cli("token", "list", "--timeout-ms", "50");
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^Error: .*50/);
  });

  it.each(["0", "soon", "-5"])("cannot be %s", async (value) => {
    expect((await run(["health", "--timeout-ms", value], {})).exitCode).toBe(2);
  });
});
