/** `rust-auth-cli` commands about the account: profile, passwords, mailed tokens; and `health`. */
import { describe, expect, it } from "vitest";
import { usualPassword } from "../../servers/rust-auth/index.js";
import { email, givenServer, givenSession, run, said } from "./run.js";

const next = "Another#Calm7";
const notSignedIn = /^Error: Not signed in\nSign in with rust-auth-cli login/;

describe("rust-auth-cli me", () => {
  it("prints the account, a field a line [RA-169]", async () => {
    await using scene = await givenSession();
    const { userId } = scene.server.state.user(email);
    const { exitCode, stdout } = await scene.cli("me");
    expect(exitCode).toBe(0);
    expect(stdout.split("\n").slice(0, 6)).toEqual([
      `ID: ${userId}`,
      `Email: ${email}`,
      "Name: Mara Quill",
      "Role: user",
      "Active: yes",
      "Verified: yes",
    ]);
    expect(stdout).toMatch(/\nCreated: \d{4}-\S+Z\nUpdated: \d{4}-\S+Z\nLast login: \d{4}-\S+Z\n$/);
  });

  it("shows control characters of a name instead of obeying them", async () => {
    await using scene = await givenSession();
    scene.server.state.user(email).firstName = "Ma\u001b[2Jra";
    expect((await scene.cli("me")).stdout).toContain("Name: Ma\\u001b[2Jra Quill\n");
  });
});

describe("rust-auth-cli update-profile", () => {
  it.each([
    [["--first-name", "Marian"], { first_name: "Marian" }],
    [
      ["--last-name", "Lark", "--email", "m@example.org"],
      { last_name: "Lark", email: "m@example.org" },
    ],
  ])("sends only what %j names [RA-169]", async (flags, body) => {
    await using scene = await givenSession();
    const { exitCode, stdout } = await scene.cli("update-profile", ...flags);
    expect(exitCode).toBe(0);
    expect(scene.server.requests.at(-1)?.json).toEqual(body);
    expect(stdout).toContain(`${flags.at(-1)}`);
  });

  it("refuses to change nothing with exit code 2 and sends nothing [RA-169]", async () => {
    await using scene = await givenSession();
    const { exitCode, stderr } = await scene.cli("update-profile");
    expect(exitCode).toBe(2);
    expect(stderr).toContain("nothing to change: give --first-name, --last-name or --email");
    expect(scene.news()).toEqual([]);
  });

  it("ends with 1 when somebody has the address [RA-169]", async () => {
    await using scene = await givenSession();
    scene.server.state.addUser({ email: "ivo@example.org" });
    const run = await scene.cli("update-profile", "--email", "ivo@example.org");
    expect(run).toEqual({ exitCode: 1, stdout: "", stderr: "Error: HTTP 409: Conflict\n" });
  });
});

describe("rust-auth-cli change-password", () => {
  it.each([
    ["standard input", ["--password-stdin"], {}, `${usualPassword}\n${next}\n`],
    ["the environment", [], { AUTH_NEW_PASSWORD: next }, ""],
  ])("takes both passwords from %s [RA-169]", async (_where, flags, env, stdin) => {
    await using scene = await givenSession();
    const run = await scene.cliWith({ env, stdin }, "change-password", ...flags);
    expect(run).toEqual(said("Password changed"));
    expect(scene.server.state.user(email).password).toBe(next);
  });

  it.each([
    [[], {}, "", "give --password-stdin, or AUTH_PASSWORD and AUTH_NEW_PASSWORD"],
    [["--password-stdin"], {}, "only-one\n", "2 lines: current password, new password"],
  ])("refuses to go with one: %j, exit code 2 [RA-169]", async (flags, env, stdin, message) => {
    await using scene = await givenSession();
    const run = await scene.cliWith({ env, stdin }, "change-password", ...flags);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain(message);
    expect(scene.news()).toEqual([]);
  });

  it("says what to do at a service that has no such route [RA-169, RA-081]", async () => {
    await using scene = await givenSession({ changePasswordRoute: false });
    const env = { AUTH_NEW_PASSWORD: next };
    const { exitCode, stderr } = await scene.cliWith({ env }, "change-password");
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^Error: HTTP 404: Not Found\nThis service cannot change passwords: /);
    expect((await scene.cli("me")).exitCode).toBe(0);
  });
});

describe("a forgotten password", () => {
  it("is asked for and set by the mailed token [RA-169]", async () => {
    await using scene = await givenServer();
    const { state } = scene.server;
    state.addUser({ email });
    const asked = await scene.cli("forgot-password", email);
    expect(asked.stdout).toBe(
      "If there is an account of this address, a link has been mailed to it\n",
    );
    const token = state.mailbox.tokenFor(email, "reset");
    const reset = ["reset-password", token, "--password-stdin"];
    expect(await scene.cliWith({ stdin: `${next}\n` }, ...reset)).toEqual(
      said("Password set: sign in with it"),
    );
    expect(state.user(email).password).toBe(next);
    const again = await scene.cliWith({ stdin: `${next}\n` }, ...reset);
    expect(again).toEqual({ exitCode: 1, stdout: "", stderr: "Error: HTTP 400: Bad Request\n" });
  });

  it("comes from AUTH_NEW_PASSWORD, not from the one for signing in [RA-169]", async () => {
    await using scene = await givenServer();
    const { exitCode, stderr } = await scene.cli("reset-password", "some-token");
    expect(exitCode).toBe(2);
    expect(stderr).toContain("give --password-stdin or AUTH_NEW_PASSWORD");
    const env = { AUTH_NEW_PASSWORD: next };
    await scene.cliWith({ env }, "reset-password", "some-token");
    expect(scene.server.requests[0]?.json).toEqual({ token: "some-token", new_password: next });
  });
});

describe("rust-auth-cli verify-email", () => {
  it("confirms the address by the mailed token [RA-169]", async () => {
    await using scene = await givenServer({ requireVerification: true });
    const { state } = scene.server;
    await scene.cli("register", email, "--first-name", "Mara", "--last-name", "Quill");
    const run = await scene.cli("verify-email", state.mailbox.tokenFor(email, "verification"));
    expect(run).toEqual(said("Address confirmed"));
    expect(state.user(email).emailVerified).toBe(true);
  });

  it("does not repeat a token on stderr", async () => {
    await using scene = await givenServer();
    scene.server.failNext("POST /auth/verify", [
      { status: 400, body: { error: "Bad token", message: "no such token: secret-token-1" } },
    ]);
    const { stdout, stderr } = await scene.cli("verify-email", "secret-token-1", "--json");
    expect(stdout + stderr).not.toContain("secret-token-1");
    expect(stderr).toMatch(/^Error: Bad token/);
  });
});

describe("what needs a session", () => {
  it.each([["me"], ["update-profile", "--first-name", "Ivo"], ["change-password"]])(
    "sends nothing without one: %s [RA-169, RA-214]",
    async (...argv) => {
      await using scene = await givenServer();
      const env = { AUTH_NEW_PASSWORD: next };
      const { exitCode, stdout, stderr } = await scene.cliWith({ env }, ...argv);
      expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
      expect(stderr).toMatch(notSignedIn);
      expect(scene.server.requests).toHaveLength(0);
    },
  );
});

describe("rust-auth-cli health", () => {
  it("prints how the service is, without a session [RA-169]", async () => {
    await using scene = await givenSession();
    const { exitCode, stdout } = await scene.cli("health");
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /^Status: ok\nVersion: \S+\nService: rust-auth-service\nDatabase: healthy \(\w+\)\nCache: healthy \(\w+\)\n$/,
    );
    expect(scene.server.requests.at(-1)?.headers).not.toHaveProperty("authorization");
  });

  it("is fine with a service that says its status alone", async () => {
    const fetch: typeof globalThis.fetch = async () => Response.json({ status: "healthy" });
    expect(await run(["health"], { fetch })).toEqual(said("Status: healthy"));
  });

  it("ends with 1 when the database is down [RA-169]", async () => {
    await using scene = await givenServer();
    scene.server.state.health.database = false;
    const run = await scene.cli("health", "--retries", "0");
    expect(run).toEqual({
      exitCode: 1,
      stdout: "",
      stderr: "Error: HTTP 503: Service Unavailable\n",
    });
  });
});
