/** The guide's examples, run as they stand in `examples/rust-auth` against the stateful service. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import * as basic from "../../examples/rust-auth/basic.js";
import * as concurrent from "../../examples/rust-auth/concurrent.js";
import * as dispose from "../../examples/rust-auth/dispose.js";
import * as errorHandling from "../../examples/rust-auth/error-handling.js";
import * as guard from "../../examples/rust-auth/guard.js";
import * as sessionManagement from "../../examples/rust-auth/session-management.js";
import * as tokenExpiration from "../../examples/rust-auth/token-expiration.js";
import { AuthClient } from "../../src/rust-auth/index.js";
import { usualPassword } from "../servers/rust-auth/index.js";
import { rejection } from "./support/given.js";
import { account, givenService as given } from "./support/given-service.js";

const login = "POST /auth/login";
const me = "GET /auth/me";

describe("the examples", () => {
  const folder = new URL("../../examples/rust-auth/", import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith(".ts"));
  const read = (name: string): string => readFileSync(new URL(name, folder), "utf8");

  it("import the package under its public name, and are all run by tests", () => {
    const tests = ["examples.test.ts", "programs.test.ts", "frameworks.test.ts"]
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
