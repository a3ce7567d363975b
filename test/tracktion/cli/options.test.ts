/** Options that every command takes, and the environment behind them. */
import { describe, expect, it } from "vitest";
import { apiKey, callsOf, dana, givenServer, run } from "./run.js";

/** Answers every request with no tracks, and remembers where it went. */
function givenAnywhere(): { fetch: typeof fetch; urls: string[] } {
  const urls: string[] = [];
  const answer: typeof fetch = async (input, init) => {
    urls.push(new URL(new Request(input, init).url).origin);
    return Response.json({ tracks: [] });
  };
  return { fetch: answer, urls };
}

const env = { TRACKTION_API_KEY: apiKey };

describe("the server of tracktion-cli", () => {
  it.each([
    ["the hosted one", [], {}, "https://api.tracktion.com"],
    ["the option's", ["--base-url", "https://a.test//"], {}, "https://a.test"],
    ["the variable's", [], { TRACKTION_BASE_URL: "https://b.test" }, "https://b.test"],
    [
      "the option's before the variable's",
      ["--base-url", "https://a.test"],
      { TRACKTION_BASE_URL: "https://b.test" },
      "https://a.test",
    ],
    ["not that of an empty variable", [], { TRACKTION_BASE_URL: "" }, "https://api.tracktion.com"],
  ])("is %s [TK-112, TK-134]", async (_name, options, more, origin) => {
    const { fetch, urls } = givenAnywhere();
    const { exitCode } = await run(["search", "x", ...options], {
      fetch,
      env: { ...env, ...more },
    });
    expect({ exitCode, urls }).toEqual({ exitCode: 0, urls: [origin] });
  });

  it.each(["nonsense", "ftp://a.test", "https://me:hunter22@a.test"])(
    "cannot be %s: exit code 2, and the URL is not repeated",
    async (url) => {
      const { fetch, urls } = givenAnywhere();
      const { exitCode, stderr } = await run(["search", "x", "--base-url", url], { fetch, env });
      expect(exitCode).toBe(2);
      expect(stderr).not.toContain(url);
      expect(urls).toEqual([]);
    },
  );

  it("gets keys in the clear on request only", async () => {
    const { fetch, urls } = givenAnywhere();
    const argv = ["search", "x", "--base-url", "http://a.test"];
    const refused = await run(argv, { fetch, env });
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toContain("https");
    expect((await run([...argv, "--allow-insecure"], { fetch, env })).exitCode).toBe(0);
    expect(urls).toEqual(["http://a.test"]);
  });
});

describe("the credentials of tracktion-cli", () => {
  it.each([[["search", "x"]], [["batch", "x"]], [["profile"]], [["keys", "list"]]])(
    "are missed by %j, with exit code 1 [TK-113]",
    async (argv) => {
      const { fetch, urls } = givenAnywhere();
      const { exitCode, stdout, stderr } = await run(argv, { fetch });
      expect({ exitCode, stdout, urls }).toEqual({ exitCode: 1, stdout: "", urls: [] });
      expect(stderr).toBe("Error: Please set TRACKTION_API_KEY environment variable\n");
    },
  );

  it("are the typed ones before those of the environment [TK-134]", async () => {
    await using scene = await givenServer();
    const key = scene.server.state.addKey({ secret: "tk_live_typed" }).secret;
    await scene.cli("search", "techno", "--api-key", key);
    await scene.cliAsDana("keys", "list", "--api-key", key);
    const sent = scene.server.requests.map(({ headers }) => headers.authorization);
    expect(sent).toEqual([`Bearer ${key}`, `Bearer ${key}`]);
  });

  it("are a key for a search where there is a login as well, and a login for lack of a key", async () => {
    await using scene = await givenServer();
    await scene.cliAsDana("search", "techno");
    expect(callsOf(scene.server)).toHaveLength(1);
    const login = { TRACKTION_USERNAME: dana.username, TRACKTION_PASSWORD: dana.password };
    const more = { TRACKTION_API_KEY: "", ...login };
    expect((await scene.cliWith({ env: more }, "search", "techno")).exitCode).toBe(0);
    expect(callsOf(scene.server).slice(1)).toEqual([
      "POST /auth/token",
      "GET /search/tracks?q=techno&limit=10",
    ]);
  });

  it("may be a typed name with the password of the environment", async () => {
    await using scene = await givenServer();
    const more = { TRACKTION_PASSWORD: dana.password };
    const run = await scene.cliWith({ env: more }, "profile", "--username", dana.username);
    expect(run.exitCode).toBe(0);
    expect(scene.server.requests[0]?.json).toEqual(dana);
  });

  it.each([
    [["--username", "me"], "a user needs a password"],
    [["--password", "hunter22"], "a password needs a user"],
    [["--password", "hunter22", "--password-stdin"], "exclude each other"],
    [["--username", "me", "--password-stdin"], "standard input has no password"],
    [["--api-key", ""], "It must not be empty."],
  ])("cannot be %j: exit code 2", async (options, message) => {
    const { exitCode, stderr } = await run(["profile", ...options], {});
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });

  it("of a refused login end the command with 1", async () => {
    await using scene = await givenServer();
    const login = ["--username", dana.username, "--password", "wrong horse"];
    const { exitCode, stderr } = await scene.cli("keys", "list", ...login);
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: "Error: Authentication failed\n" });
  });
});

describe("tracktion-cli --debug", () => {
  it("logs requests on stderr without secrets, and keeps stdout clean", async () => {
    await using scene = await givenServer();
    const { stdout, stderr } = await scene.cliAsDana("keys", "list", "--json", "--debug");
    expect(JSON.parse(stdout)).toHaveLength(2);
    expect(stderr).toMatch(/^DEBUG POST \S+\/api\/v1\/auth\/token -> 200 in \d+ ms$/m);
    expect(stderr).toMatch(/^DEBUG GET \S+\/api\/v1\/developer\/keys -> 200 in \d+ ms$/m);
    const { accessTokens } = scene.server.state.sessions;
    for (const secret of [dana.password, apiKey, ...accessTokens])
      expect(stderr).not.toContain(secret);
  });

  it("adds code and details to errors, which are left out otherwise", async () => {
    await using scene = await givenServer();
    scene.server.failNext("GET /api/v1/user/profile", [{ status: 403 }, { status: 403 }]);
    const plain = await scene.cli("profile");
    const debug = await scene.cli("profile", "--debug");
    const message = "Error: Insufficient permissions. Required scopes: search\n";
    expect(plain.stderr).toBe(message);
    expect(debug.stderr).toContain(`${message}Code: insufficient_permissions\nDetails: `);
  });
});

describe("tracktion-cli --timeout-ms", () => {
  it("limits each request", async () => {
    await using scene = await givenServer();
    const never = new Promise<never>(() => {});
    scene.server.failNext("GET /api/v1/user/profile", [{ after: never }]);
    const running = scene.cli("profile", "--timeout-ms", "50");
    await expect.poll(() => scene.server.requests.length).toBe(1);
    scene.clock.advance(50);
    const { exitCode, stderr } = await running;
    const message = "Error: Request timeout. Please try again.\n";
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: message });
  });

  it.each(["0", "soon"])("cannot be %s", async (value) => {
    expect((await run(["profile", "--timeout-ms", value], { env })).exitCode).toBe(2);
  });
});
