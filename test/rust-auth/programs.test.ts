/** Examples of what surrounds a client: configuration, logs, a command, tests. Run as they stand. */
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import * as commandLine from "../../examples/rust-auth/command-line.js";
import * as configurations from "../../examples/rust-auth/configurations.js";
import * as debugLogging from "../../examples/rust-auth/debug-logging.js";
import * as environment from "../../examples/rust-auth/environment.js";
import * as integrationTest from "../../examples/rust-auth/integration-test.js";
import * as logging from "../../examples/rust-auth/logging.js";
import * as unitTest from "../../examples/rust-auth/unit-test.js";
import { AuthClient } from "../../src/rust-auth/index.js";
import { rejection } from "./support/given.js";
import { account, givenService as given, local } from "./support/given-service.js";

const login = "POST /auth/login";
const me = "GET /auth/me";

describe("configuration", () => {
  it("for development is patient and takes any certificate [RA-022, RA-180, RA-181]", async () => {
    const { server, printed, print } = await given(local);
    expect(configurations.development).toEqual({
      baseUrl: "https://localhost:8443/api",
      timeoutMs: 30_000,
      maxRetries: 5,
      verifySsl: false,
    });
    const options = { ...configurations.development, baseUrl: `${server.url}/api` };
    await configurations.main(options, print);
    expect(printed).toEqual(["Service status: ok"]);
  });

  it("for production checks certificates [RA-023]", async () => {
    const { server, print } = await given(local);
    expect(configurations.production).toEqual({
      baseUrl: "https://api.production.com",
      timeoutMs: 10_000,
      maxRetries: 3,
      verifySsl: true,
    });
    const options = { ...configurations.production, baseUrl: `${server.url}/api`, maxRetries: 0 };
    const error = await rejection(configurations.main(options, print));
    expect([error.statusCode, server.requests.length]).toEqual([undefined, 0]);
    expect(error.message).toContain("verifySsl: false");
  });

  it("comes out of the environment [RA-160, RA-161, RA-162, RA-218]", async () => {
    const { server, printed, print } = await given(local);
    const AUTH_SERVICE_URL = `${server.url}/api`;
    await environment.main(
      { AUTH_SERVICE_URL, AUTH_TIMEOUT: "30", AUTH_VERIFY_SSL: "false" },
      print,
    );
    expect(printed).toEqual(["Service status: ok"]);
    const badTimeout = environment.main({ AUTH_SERVICE_URL, AUTH_TIMEOUT: "soon" }, print);
    expect((await rejection(badTimeout)).message).toContain("AUTH_TIMEOUT");
  });
});

describe("logging", () => {
  it("tells of success and failure in one's own words [RA-166]", async () => {
    const { options, printed, print } = await given();
    const line = (level: string) => (message: string) => print(level, message);
    const silent = () => {};
    const logger = { debug: silent, info: line("INFO"), warn: line("WARN"), error: line("ERROR") };
    await logging.main(options, account, logger);
    await logging.main(options, { ...account, password: "wrong-password" }, logger);
    expect(printed).toEqual([
      "INFO User mara@example.org logged in successfully",
      "ERROR Login failed: Authentication required",
    ]);
  });

  it("shows every request in debug mode, and no secret [RA-167, RA-183]", async () => {
    const { server, options } = await given();
    const debug = vi.spyOn(console, "debug").mockImplementation(() => {});
    await debugLogging.main(options, account);
    const lines = debug.mock.calls.map((words) =>
      words.map((word) => JSON.stringify(word)).join(" "),
    );
    debug.mockRestore();
    expect(lines).toHaveLength(4);
    expect(lines[1]).toMatch(/POST \S+\/auth\/login -> 200".*"attempt":1,"tookMs":[\d.]+/);
    expect(lines[3]).toMatch(/GET \S+\/auth\/me -> 200"/);
    for (const secret of [account.password, ...server.state.sessions.accessTokens])
      expect(lines.join("\n")).not.toContain(secret);
  });
});

describe("the command-line example", () => {
  async function givenCommand() {
    const all = await given();
    const folder = await mkdtemp(join(tmpdir(), "clientwright-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const tokenFile = join(folder, "session.json");
    const run = (password: string, ...argv: string[]) =>
      commandLine.main(all.options, argv, { password, tokenFile }, all.print);
    return { ...all, folder, tokenFile, run };
  }

  it("remembers who signed in until they sign out [RA-168, RA-212]", async () => {
    const { folder, tokenFile, run, printed } = await givenCommand();
    const codes = [
      await run("", "whoami"),
      await run(account.password, "login", account.email),
      await run("", "whoami"),
    ];
    expect((await stat(tokenFile)).mode & 0o777).toBe(0o600);
    codes.push(await run("", "logout"), await run("", "whoami"), await run(""));
    expect(codes).toEqual(Array(6).fill(0));
    expect(printed).toEqual([
      "Please log in first",
      "Signed in as Mara Quill",
      "Mara Quill <mara@example.org>",
      "Signed out",
      "Please log in first",
      expect.stringMatching(/^Usage: /),
    ]);
    expect(await readdir(folder)).toEqual([]);
  });

  it("ends with 1 when the service refuses [RA-168]", async () => {
    const { run, printed } = await givenCommand();
    expect(await run("wrong-password", "login", account.email)).toBe(1);
    expect(printed).toEqual(["Error: Authentication required"]);
  });
});

describe("tests of one's own", () => {
  it("need no service: a login that succeeds and one that fails [RA-150, RA-151, RA-152, RA-153]", async () => {
    const fetch = vi.spyOn(globalThis, "fetch");
    const { printed, print } = await given();
    await unitTest.main(print);
    expect(printed).toEqual(["ok testLoginSuccess", "ok testLoginFailure"]);
    expect(fetch).not.toHaveBeenCalled();
    fetch.mockRestore();
  });

  it("go the whole way against one: the guide's user, whatever the certificate [RA-154, RA-155, RA-156]", async () => {
    const { server, printed, print, sent } = await given(local);
    await integrationTest.main({ AUTH_SERVICE_URL: `${server.url}/api` }, undefined, print);
    expect(printed).toEqual(["ok full flow"]);
    expect(server.requests[0]?.json).toEqual({
      email: "test@example.com",
      password: "TestPassword123!",
      first_name: "Test",
      last_name: "User",
    });
    expect(sent()).toEqual(
      ["POST /auth/register", me, "PUT /auth/profile", "POST /auth/logout", login].map((line) =>
        line.replace(" ", " /api"),
      ),
    );
    expect(server.state.user("test@example.com").firstName).toBe("Updated");
  });

  it("find a service on this machine when the environment names none [RA-154]", async () => {
    const fromEnv = vi.spyOn(AuthClient, "fromEnv").mockImplementation(() => {
      throw new Error("enough");
    });
    await expect(integrationTest.main({})).rejects.toThrow("enough");
    expect(fromEnv.mock.calls).toEqual([
      [{ AUTH_SERVICE_URL: "https://localhost/api", AUTH_VERIFY_SSL: "false" }],
    ]);
    fromEnv.mockRestore();
  });
});
