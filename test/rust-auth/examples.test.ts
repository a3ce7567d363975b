/** The guide's examples, run as they stand in `examples/rust-auth` against the stateful server. */

import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import * as basic from "../../examples/rust-auth/basic.js";
import * as commandLine from "../../examples/rust-auth/command-line.js";
import * as concurrent from "../../examples/rust-auth/concurrent.js";
import * as configurations from "../../examples/rust-auth/configurations.js";
import * as debugLogging from "../../examples/rust-auth/debug-logging.js";
import * as dispose from "../../examples/rust-auth/dispose.js";
import * as environment from "../../examples/rust-auth/environment.js";
import * as errorHandling from "../../examples/rust-auth/error-handling.js";
import * as guard from "../../examples/rust-auth/guard.js";
import * as integrationTest from "../../examples/rust-auth/integration-test.js";
import * as logging from "../../examples/rust-auth/logging.js";
import * as sessionManagement from "../../examples/rust-auth/session-management.js";
import * as tokenExpiration from "../../examples/rust-auth/token-expiration.js";
import * as unitTest from "../../examples/rust-auth/unit-test.js";
import { AuthClient } from "../../src/rust-auth/index.js";
import {
  type RustAuthServer,
  type RustAuthServerOptions,
  startRustAuthServer,
  usualPassword,
} from "../servers/rust-auth/index.js";
import { selfSigned } from "../support/self-signed.js";
import { rejection } from "./support/given.js";

const account = { email: "mara@example.org", password: usualPassword };
const login = "POST /auth/login";
const me = "GET /auth/me";

/** A service with Mara's account, and what the examples print. */
async function given(options: RustAuthServerOptions = {}) {
  const server = await startRustAuthServer(options);
  onTestFinished(() => server.close());
  server.state.addUser({ email: account.email });
  const printed: string[] = [];
  const print = (...words: unknown[]): void => void printed.push(words.join(" "));
  const sent = () => server.requests.map(({ method, path }) => `${method} ${path}`);
  return { server, options: { baseUrl: server.url }, printed, print, sent };
}

/** A service behind TLS that nobody trusts, mounted where the guide's addresses say. */
const local = { tls: selfSigned, basePath: "/api" } as const;

describe("the examples", () => {
  const folder = new URL("../../examples/rust-auth/", import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith(".ts"));
  const read = (name: string): string => readFileSync(new URL(name, folder), "utf8");

  it("import the package under its public name, and are all run by tests", () => {
    const tests = ["examples.test.ts", "frameworks.test.ts"]
      .map((name) => readFileSync(new URL(name, import.meta.url), "utf8"))
      .join("\n");
    for (const file of files) {
      expect(read(file)).toContain('from "clientwright/rust-auth"');
      expect(tests).toContain(`examples/rust-auth/${file.replace(/\.ts$/, ".js")}`);
    }
  });

  it("are all named in their README, with the equivalents of the guide's list [RA-168]", () => {
    const named = [...read("README.md").matchAll(/^\| `([\w-]+\.ts)` \|/gm)].map(
      ([, name]) => name,
    );
    expect(named.sort()).toEqual(files.sort());
    const equivalents = [
      "express.ts",
      "next-route.ts",
      "hono.ts",
      "command-line.ts",
      "concurrent.ts",
    ];
    expect(named).toEqual(expect.arrayContaining(equivalents));
  });
});

describe("quick start", () => {
  it("registers, logs in, reads, changes and logs out, on one client [RA-132, RA-001, RA-062]", async () => {
    const { server, options, printed, print, sent } = await given();
    await basic.main(options, { email: "new@example.org", password: usualPassword }, print);
    expect(sent()).toEqual([
      "POST /auth/register",
      login,
      me,
      "PUT /auth/profile",
      "POST /auth/change-password",
      "POST /auth/logout",
    ]);
    expect(printed).toEqual([
      "Welcome, Mara Quill!",
      "User: new@example.org, verified: false",
      "Now called Jane Quill",
      "Password changed",
      "Signed in: false",
    ]);
    expect(server.state.user("new@example.org").password).toBe("Another#Calm7");
  });

  it("goes on where the service cannot change passwords [RA-132, RA-081]", async () => {
    const { options, printed, print } = await given({ changePasswordRoute: false });
    await basic.main(options, { email: "new@example.org", password: usualPassword }, print);
    expect(printed.slice(-2)).toEqual(["This service cannot change passwords", "Signed in: false"]);
  });

  it("closes by itself, without logging out [RA-133, RA-006]", async () => {
    const { options, printed, print, sent } = await given();
    const close = vi.spyOn(AuthClient.prototype, "close");
    await dispose.main(options, account, print);
    expect(close).toHaveBeenCalledOnce();
    close.mockRestore();
    expect(sent()).toEqual([login, me]);
    expect(printed).toEqual(["Logged in as: Mara Quill"]);
  });
});

describe("working with a session", () => {
  it("asks for nothing while nobody is signed in [RA-214]", async () => {
    const { options, printed, print, sent } = await given();
    await guard.main(options, account, print);
    expect(printed).toEqual(["Please log in first", "Hello, Mara Quill"]);
    expect(sent()).toEqual([login, me]);
  });

  it("is managed by hand, without a logout on the wire [RA-216, RA-131, RA-092]", async () => {
    const { options, printed, print, sent } = await given();
    const client = new AuthClient(options);
    await sessionManagement.main(account, print, client);
    expect(printed).toEqual([
      "Signed in as mara@example.org",
      expect.stringMatching(/^A header of \d{3} characters$/),
      "Signed in: false, token: undefined",
      "Signed in again: true",
    ]);
    expect(sent()).toEqual([login, me, login]);
  });

  it("needs no arguments [RA-216]", async () => {
    const fetch = vi
      .spyOn(globalThis, "fetch")
      .mockResolvedValue(new Response(null, { status: 401 }));
    const error = await rejection(sessionManagement.main(account));
    const [request] = fetch.mock.calls[0] ?? [];
    fetch.mockRestore();
    expect(request instanceof Request ? request.url : String(request)).toBe(
      "https://localhost/api/auth/login",
    );
    expect(error.statusCode).toBe(401);
  });

  it("is begun anew when even the refresh token is over [RA-182]", async () => {
    const { server, options, sent } = await given();
    const client = new AuthClient(options);
    const first = await client.login(account.email, account.password);
    for (const token of [first.accessToken, first.refreshToken]) server.state.revoke(token ?? "");
    const user = await tokenExpiration.currentUser(client, account);
    expect(user.email).toBe(account.email);
    expect(sent()).toEqual([login, me, "POST /auth/refresh", login, me]);
  });

  it("is begun by the first call that needs one [RA-182]", async () => {
    const { options, printed, print, sent } = await given();
    await tokenExpiration.main(options, account, print);
    expect([printed, sent()]).toEqual([["Signed in as mara@example.org"], [me, login, me]]);
  });

  it("serves ten calls at once after a welcome [RA-217, RA-140]", async () => {
    const { options, printed, print, sent } = await given();
    await concurrent.main(options, account, print);
    expect(printed).toEqual(["Welcome, Mara Quill!", "10 answers at once, all for 1 user"]);
    expect(sent()).toEqual([login, ...Array(11).fill(me)]);
  });
});

describe("errors", () => {
  it("are readable: sentence, status, details [RA-215]", async () => {
    const { server, options, printed, print } = await given();
    server.failNext(login, [
      {
        status: 401,
        body: { error: "Invalid credentials", message: "Wrong password", details: { left: 4 } },
      },
    ]);
    await errorHandling.main(options, account, print);
    await errorHandling.main(options, account, print);
    expect(printed).toEqual([
      "Authentication failed: Invalid credentials: Wrong password",
      "Status code: 401",
      'Details: {"left":4}',
      "Authentication failed: Authentication required",
      "Status code: 401",
      "Details: {}",
    ]);
  });
});

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
    expect(firstNameOf(server)).toBe("Updated");
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

function firstNameOf({ state }: RustAuthServer): string {
  return state.user("test@example.com").firstName;
}
