/** `rust-auth-cli` register, login and logout, and the file that a session is kept in. */
import { mkdir, readdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { usualPassword } from "../../servers/rust-auth/index.js";
import { email, givenServer, givenSession, said } from "./run.js";

const names = ["--first-name", "Mara", "--last-name", "Quill"];

describe("rust-auth-cli register", () => {
  it("makes an account, signs it in, and keeps the session for the next run [RA-169]", async () => {
    await using scene = await givenServer();
    const made = await scene.cli("register", email, ...names);
    expect(made).toEqual(said(`Signed in as Mara Quill <${email}>`));
    expect(scene.server.requests[0]?.json).toEqual({
      email,
      password: usualPassword,
      first_name: "Mara",
      last_name: "Quill",
    });
    expect((await scene.cli("me")).stdout).toContain(`Email: ${email}\n`);
    expect(scene.news()).toEqual(["POST /auth/register", "GET /auth/me"]);
  });

  it("takes the password from standard input, which wins over the environment [RA-169]", async () => {
    await using scene = await givenServer();
    const stdin = "Another#Calm7\n";
    const argv = ["register", email, ...names, "--password-stdin"];
    expect((await scene.cliWith({ stdin }, ...argv)).exitCode).toBe(0);
    expect(scene.server.requests[0]?.json).toMatchObject({ password: "Another#Calm7" });
  });

  it.each([
    [["register", ...names], "missing required argument 'email'"],
    [["register", email], "required option '--first-name <name>'"],
    [["register", email, "--first-name", " ", "--last-name", "Quill"], "must not be empty"],
  ])("refuses %j with exit code 2 and sends nothing [RA-169]", async (argv, message) => {
    await using scene = await givenServer();
    const { exitCode, stderr } = await scene.cli(...argv);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
    expect(scene.server.requests).toHaveLength(0);
  });

  it("says what the service has against it, and ends with 1 [RA-169]", async () => {
    await using scene = await givenServer({ passwordPolicy: "strict" });
    const env = { AUTH_PASSWORD: "TestPassword123!" };
    const { exitCode, stdout, stderr } = await scene.cliWith({ env }, "register", email, ...names);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toBe("Error: Password contains common weak patterns\n");
  });
});

describe("rust-auth-cli login", () => {
  it("keeps the session where only its owner can read it [RA-169]", async () => {
    await using scene = await givenSession();
    const modes = [scene.tokenFile, dirname(scene.tokenFile)].map(
      async (path) => (await stat(path)).mode & 0o777,
    );
    expect(await Promise.all(modes)).toEqual([0o600, 0o700]);
    const [token = ""] = scene.server.state.sessions.accessTokens;
    expect(await scene.tokens()).toContain(token);
  });

  it("prints no token and no password, not even with --json and --debug [RA-169]", async () => {
    await using scene = await givenServer();
    scene.server.state.addUser({ email });
    const { stdout, stderr } = await scene.cli("login", email, "--json", "--debug");
    expect(JSON.parse(stdout)).toEqual({
      user: expect.objectContaining({ email, fullName: "Mara Quill" }),
      expiresIn: 604_800,
    });
    expect(stderr).toMatch(/DEBUG POST \S+\/auth\/login -> 200/);
    const kept = (await scene.tokens()) ?? "";
    const secrets = [...kept.matchAll(/eyJ[\w.-]+/g)].map(([secret]) => secret);
    expect(secrets).toHaveLength(2);
    for (const secret of [usualPassword, ...secrets]) expect(stdout + stderr).not.toContain(secret);
  });

  it("tells a wrong password from a broken command, and keeps the former session [RA-169]", async () => {
    await using scene = await givenSession();
    const before = await scene.tokens();
    const env = { AUTH_PASSWORD: "wrong-password" };
    const { exitCode, stdout, stderr } = await scene.cliWith({ env }, "login", email);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toMatch(/^Error: Authentication required\nThe password is wrong, /);
    expect(await scene.tokens()).toBe(before);
  });

  it("replaces the session of another account [RA-169]", async () => {
    await using scene = await givenSession();
    scene.server.state.addUser({ email: "ivo@example.org", firstName: "Ivo", lastName: "Lark" });
    await scene.cli("login", "ivo@example.org");
    expect((await scene.cli("me")).stdout).toContain("Name: Ivo Lark\n");
  });

  it.each([
    [{ AUTH_PASSWORD: "" }, [], "there is no password: give --password-stdin or AUTH_PASSWORD"],
    [{}, ["--password-stdin"], "standard input has no password"],
    [{}, ["--password", "hunter22"], "unknown option '--password'"],
    [{}, ["--password=hunter22"], "unknown option '--password'"],
  ])("cannot be had with %j %j: exit code 2 [RA-169]", async (env, flags, message) => {
    await using scene = await givenServer();
    const { exitCode, stderr } = await scene.cliWith({ env, stdin: "" }, "login", email, ...flags);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("hunter22");
    expect(scene.server.requests).toHaveLength(0);
  });

  it("fails when the session cannot be kept [RA-169]", async () => {
    await using scene = await givenServer();
    scene.server.state.addUser({ email });
    await mkdir(scene.tokenFile, { recursive: true }); // A folder where the file should be.
    const { exitCode, stderr } = await scene.cli("login", email);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("Error: the token file cannot be used: EISDIR\n");
  });
});

describe("the session", () => {
  it("belongs to one service: another one is not sent its tokens [RA-169]", async () => {
    await using scene = await givenSession();
    await using other = await givenServer();
    const run = await scene.cli("me", "--base-url", other.server.url);
    expect(run).toEqual({
      exitCode: 1,
      stdout: "",
      stderr: "Error: Not signed in\nSign in with rust-auth-cli login; see rust-auth-cli --help\n",
    });
    expect(other.server.requests).toHaveLength(0);
  });

  it("is renewed between runs, and the new refresh token kept [RA-169]", async () => {
    await using scene = await givenSession();
    const { state } = scene.server;
    const before = await scene.tokens();
    for (const _round of [1, 2]) {
      state.invalidateAccessTokens();
      expect((await scene.cli("me")).exitCode).toBe(0);
      expect(scene.news()).toEqual(["GET /auth/me", "POST /auth/refresh", "GET /auth/me"]);
      expect((await scene.cli("me")).exitCode).toBe(0);
      expect(scene.news()).toEqual(["GET /auth/me"]);
    }
    const tokens = scene.server.requests
      .filter(({ path }) => path === "/auth/refresh")
      .map(({ json }) => Reflect.get(Object(json), "refresh_token"));
    expect(new Set(tokens).size).toBe(2);
    expect(await scene.tokens()).not.toBe(before);
  });

  it("ends when the service refuses it for good [RA-169]", async () => {
    await using scene = await givenSession();
    const kept = (await scene.tokens()) ?? "";
    for (const [token] of kept.matchAll(/eyJ[\w.-]+/g)) scene.server.state.revoke(token);
    const { exitCode, stderr } = await scene.cli("me");
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^Error: Authentication failed\. Please log in again\.\nSign in with /);
    expect(await scene.tokens()).toBeUndefined();
  });

  it.each([
    ["--token-file", (path: string) => ({ flags: ["--token-file", path], env: {} })],
    ["AUTH_TOKEN_FILE", (path: string) => ({ flags: [], env: { AUTH_TOKEN_FILE: path } })],
  ])("is kept in another file with %s [RA-169]", async (_name, surroundings) => {
    await using scene = await givenSession();
    scene.server.state.addUser({ email: "ivo@example.org", firstName: "Ivo", lastName: "Lark" });
    const { flags, env } = surroundings(join(dirname(scene.tokenFile), "ivo.json"));
    await scene.cliWith({ env }, "login", "ivo@example.org", ...flags);
    expect((await scene.cliWith({ env }, "me", ...flags)).stdout).toContain("Ivo Lark");
    expect((await scene.cli("me")).stdout).toContain("Mara Quill");
  });

  it("is kept among the user's settings unless a file is named [RA-169]", async () => {
    await using scene = await givenServer();
    scene.server.state.addUser({ email });
    const settings = dirname(scene.tokenFile);
    const env = { AUTH_TOKEN_FILE: "", XDG_CONFIG_HOME: settings };
    await scene.cliWith({ env }, "login", email);
    expect(await readdir(join(settings, "clientwright"))).toEqual(["rust-auth.json"]);
  });
});

describe("rust-auth-cli logout", () => {
  it("tells the service and takes the file away [RA-169]", async () => {
    await using scene = await givenSession();
    expect(await scene.cli("logout")).toEqual(said("Signed out"));
    expect(scene.news()).toEqual(["POST /auth/logout"]);
    expect(await readdir(dirname(scene.tokenFile))).toEqual([]);
    expect(await scene.cli("logout")).toEqual(said("Nobody was signed in"));
    expect(scene.news()).toEqual([]);
  });

  it("keeps the sessions of other services [RA-169]", async () => {
    await using scene = await givenSession();
    await using other = await givenServer();
    other.server.state.addUser({ email });
    await scene.cli("login", email, "--base-url", other.server.url);
    await scene.cli("logout");
    expect((await scene.cli("me", "--base-url", other.server.url)).exitCode).toBe(0);
  });

  it("forgets the session though the service does not answer [RA-169]", async () => {
    await using scene = await givenSession();
    scene.server.failNext("POST /auth/logout", [{ status: 501 }]);
    expect(await scene.cli("logout")).toEqual(said("Signed out"));
    expect(await scene.tokens()).toBeUndefined();
  });

  it("fails when the file cannot be read: the session may still be in it [RA-169]", async () => {
    await using scene = await givenServer();
    await mkdir(scene.tokenFile, { recursive: true });
    for (const command of ["logout", "me"]) {
      const { exitCode, stdout, stderr } = await scene.cli(command);
      expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
      expect(stderr).toContain("Error: the token file cannot be used: EISDIR\n");
    }
  });
});
