/** What every command writes, and the code it ends with. */
import { describe, expect, it } from "vitest";
import { email, givenSession, run } from "./run.js";

const names = ["--first-name", "Ivo", "--last-name", "Lark"];
const commands: [string, string[], unknown][] = [
  ["register", ["register", "ivo@example.org", ...names], { user: { email: "ivo@example.org" } }],
  ["login", ["login", email], { user: { email, fullName: "Mara Quill" }, expiresIn: 604_800 }],
  ["me", ["me"], { email, isVerified: true, createdAt: expect.stringMatching(/Z$/) }],
  ["update-profile", ["update-profile", "--first-name", "Ina"], { fullName: "Ina Quill" }],
  ["change-password", ["change-password"], { changed: true }],
  ["forgot-password", ["forgot-password", email], { requested: true }],
  ["reset-password", ["reset-password", "RESET"], { reset: true }],
  ["verify-email", ["verify-email", "VERIFY"], { verified: true }],
  ["health", ["health"], { status: "ok" }],
  ["logout", ["logout"], { signedOut: true }],
];

async function givenEverything() {
  const scene = await givenSession();
  const { state } = scene.server;
  const user = state.user(email);
  const mailed = { expiresAt: state.settings.now() + 60_000 };
  user.reset = { token: "RESET", ...mailed };
  user.verification = { token: "VERIFY", ...mailed };
  const env = { AUTH_NEW_PASSWORD: "Another#Calm7" };
  return { scene, cli: (...argv: string[]) => scene.cliWith({ env }, ...argv) };
}

describe("rust-auth-cli --json", () => {
  it.each(commands)("%s prints exactly one JSON document [RA-169]", async (_name, argv, wanted) => {
    const { scene, cli } = await givenEverything();
    await using _scene = scene;
    const { exitCode, stdout, stderr } = await cli("--json", ...argv);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject(wanted as object);
    expect(stdout).not.toContain("eyJ");
  });

  it.each(commands.filter(([name]) => name !== "logout"))(
    "%s prints an error object when it fails, and ends with 1 [RA-169]",
    async (_name, argv) => {
      const { scene, cli } = await givenEverything();
      await using _scene = scene;
      scene.server.failNext(() => true, [{ status: 403 }]);
      const { exitCode, stdout, stderr } = await cli(...argv, "--json");
      expect(exitCode).toBe(1);
      const { error } = JSON.parse(stdout) as { error: object };
      expect(error).toMatchObject({ name: "AuthError", message: expect.any(String), status: 403 });
      expect(stderr).toMatch(/^Error: /);
    },
  );

  it.each([[[]], [["nonsense"]], [["login"]], [["--no-such-option"]]])(
    "prints an error object for the mistake %j [RA-169]",
    async (argv) => {
      const { stdout } = await run([...argv, "--json"], {});
      const error = { name: "UsageError", message: expect.any(String) };
      expect(JSON.parse(stdout)).toEqual({ error });
    },
  );
});

describe("the help of rust-auth-cli", () => {
  it("names every command [RA-169]", async () => {
    const { exitCode, stdout } = await run(["--help"], {});
    expect(exitCode).toBe(0);
    for (const [name] of commands) expect(stdout).toMatch(new RegExp(`^ {2}${name} `, "m"));
  });

  it.each(commands)("of %s has examples and the common options [RA-169]", async (name) => {
    const { exitCode, stdout } = await run([name, "--help"], {});
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(new RegExp(`Examples:\n {2}.*rust-auth-cli ${name}`));
    for (const flag of ["--base-url", "--timeout", "--retries", "--insecure", "--json"])
      expect(stdout).toContain(`  ${flag}`);
  });

  it("offers no option that would put a password on the command line [RA-169]", async () => {
    for (const [name] of commands) {
      const { stdout } = await run([name, "--help"], {});
      expect(stdout).not.toMatch(/--(new-|current-)?password[ =]/);
    }
  });
});

describe("an interrupt", () => {
  it("ends a command with 130 [RA-169]", async () => {
    await using scene = await givenSession();
    const interrupt = new AbortController();
    const fetch: typeof globalThis.fetch = (input, init) => {
      interrupt.abort();
      return globalThis.fetch(input, init);
    };
    const run = await scene.cliWith({ fetch, signal: interrupt.signal }, "me");
    expect(run).toEqual({ exitCode: 130, stdout: "", stderr: "Error: Interrupted\n" });
  });
});
