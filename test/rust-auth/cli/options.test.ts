/** Options that every command takes, and the environment behind them. */
import { describe, expect, it } from "vitest";
import { selfSigned } from "../../support/self-signed.js";
import { email, givenServer, givenSession, run } from "./run.js";

/** Answers every request with health, and remembers where it went. */
function givenAnywhere(): { fetch: typeof fetch; urls: string[] } {
  const urls: string[] = [];
  const answer: typeof fetch = async (input, init) => {
    urls.push(new Request(input, init).url);
    return Response.json({ status: "ok" });
  };
  return { fetch: answer, urls };
}

describe("the service of rust-auth-cli", () => {
  it.each([
    ["the default", [], {}, "https://localhost/api/health"],
    ["the option", ["--base-url", "http://a.test/api/"], {}, "http://a.test/api/health"],
    ["the variable", [], { AUTH_SERVICE_URL: "http://b.test" }, "http://b.test/health"],
    [
      "the option rather than the variable",
      ["--base-url", "http://a.test"],
      { AUTH_SERVICE_URL: "http://b.test" },
      "http://a.test/health",
    ],
    ["the default when empty", [], { AUTH_SERVICE_URL: "" }, "https://localhost/api/health"],
  ])("is %s [RA-169, RA-160]", async (_name, options, env, url) => {
    const { fetch, urls } = givenAnywhere();
    expect((await run(["health", ...options], { fetch, env })).exitCode).toBe(0);
    expect(urls).toEqual([url]);
  });

  it.each(["nonsense", "ftp://a.test", "http://me:hunter22@a.test"])(
    "cannot be %s: exit code 2, and the URL is not repeated [RA-169]",
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

describe("the time limit of rust-auth-cli", () => {
  it.each([
    ["--timeout-ms 50", ["--timeout-ms", "50"]],
    ["--timeout 50ms", ["--timeout", "50ms"]],
    ["--timeout 0.05s", ["--timeout", "0.05s"]],
  ])("is %s [RA-169]", async (_name, flags) => {
    await using scene = await givenServer();
    scene.server.failNext("GET /health", [{ delayMs: 5_000 }]);
    const { exitCode, stderr } = await scene.cli("health", "--retries", "0", ...flags);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^Error: Network error: .*\b50\b/);
  });

  it("is AUTH_TIMEOUT in seconds, which a flag overrules [RA-169, RA-161]", async () => {
    await using scene = await givenServer();
    const limitIn = async (...flags: string[]) => {
      scene.server.failNext("GET /health", [{ delayMs: 5_000 }]);
      const env = { AUTH_TIMEOUT: "1" };
      const { stderr } = await scene.cliWith({ env }, "health", "--retries", "0", ...flags);
      return /\b(\d+) ?ms/.exec(stderr)?.[1];
    };
    expect(await limitIn()).toBe("1000");
    expect(await limitIn("--timeout-ms", "50")).toBe("50");
  });

  it.each([
    [["--timeout", "30"], {}, "with its unit, such as 30s or 1500ms"],
    [["--timeout", "soon"], {}, "with its unit"],
    [["--timeout-ms", "0"], {}, "It must be 1 or more."],
    [["--timeout", "1s", "--timeout-ms", "1000"], {}, "exclude each other"],
    [[], { AUTH_TIMEOUT: "soon" }, "AUTH_TIMEOUT must be a whole number of seconds"],
  ])("cannot be %j %j: exit code 2 [RA-169, RA-161]", async (flags, env, message) => {
    const { fetch, urls } = givenAnywhere();
    const { exitCode, stderr } = await run(["health", ...flags], { fetch, env });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
    expect(urls).toEqual([]);
  });
});

describe("rust-auth-cli --retries", () => {
  it.each([
    ["0", 1],
    ["1", 2],
  ])("%s: so many attempts after the first [RA-169]", async (retries, attempts) => {
    await using scene = await givenServer();
    scene.server.failNext("GET /health", Array(3).fill({ status: 503 }));
    expect((await scene.cli("health", "--retries", retries)).exitCode).toBe(1);
    expect(scene.server.count("GET", "/health")).toBe(attempts);
  });

  it("need not be asked for: a failure that passes is not seen [RA-169, RA-005]", async () => {
    await using scene = await givenServer();
    scene.server.failNext("GET /health", [{ reset: true }]);
    const { exitCode, stderr } = await scene.cli("health");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(scene.server.count("GET", "/health")).toBe(2);
  });

  it.each(["-1", "often", "1.5"])("cannot be %s: exit code 2 [RA-169]", async (value) => {
    expect((await run(["health", "--retries", value], {})).exitCode).toBe(2);
  });
});

describe("certificates", () => {
  it("are checked, and the failure says which option helps [RA-169, RA-180]", async () => {
    await using scene = await givenServer({ tls: selfSigned });
    const { exitCode, stderr } = await scene.cli("health", "--retries", "0");
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/\nFor development with a certificate .* --insecure\n$/);
  });

  it.each([
    ["--insecure", ["--insecure"], {}],
    ["AUTH_VERIFY_SSL=false", [], { AUTH_VERIFY_SSL: "false" }],
  ])("are not checked with %s [RA-169, RA-162]", async (_name, flags, env) => {
    await using scene = await givenServer({ tls: selfSigned });
    expect((await scene.cliWith({ env }, "health", ...flags)).exitCode).toBe(0);
  });

  it("are checked when variables are empty, which is unset [RA-169]", async () => {
    await using scene = await givenServer({ tls: selfSigned });
    const env = { AUTH_VERIFY_SSL: "", AUTH_TIMEOUT: "" };
    const { exitCode, stderr } = await scene.cliWith({ env }, "health", "--retries", "0");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("--insecure");
  });

  it("are checked by AUTH_VERIFY_SSL=TRUE [RA-162]", async () => {
    await using scene = await givenServer({ tls: selfSigned });
    const env = { AUTH_VERIFY_SSL: "TRUE" };
    expect((await scene.cliWith({ env }, "health", "--retries", "0")).exitCode).toBe(1);
  });
});

describe("rust-auth-cli --debug", () => {
  it("logs every request on stderr, without secrets, and keeps stdout clean [RA-169, RA-167]", async () => {
    await using scene = await givenSession();
    const { stdout, stderr } = await scene.cli("--debug", "me", "--json");
    expect(JSON.parse(stdout)).toMatchObject({ email });
    expect(stderr).toMatch(/^DEBUG GET \S+\/auth\/me\nDEBUG GET \S+\/auth\/me -> 200 in \d+ ms$/m);
    for (const token of scene.server.state.sessions.accessTokens)
      expect(stderr).not.toContain(token);
  });

  it("adds code and details to errors, which are left out otherwise", async () => {
    await using scene = await givenServer();
    const plain = await scene.cli("login", "nobody@example.org");
    const debug = await scene.cli("login", "nobody@example.org", "--debug");
    expect(plain.stderr).not.toContain("UNAUTHORIZED");
    expect(debug.stderr).toContain("\nError: Authentication required\nCode: UNAUTHORIZED\n");
  });
});
