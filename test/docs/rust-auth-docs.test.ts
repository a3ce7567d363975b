/** The Rust Auth guide: its code compiles, runs, and prints what it promises; what it says about the package is so. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { codeBlocksOf, root, runScript, scriptsOf } from "./code-blocks.js";
import { describePages, timeout } from "./describe-pages.js";
import { forgetSessions, givenDocumentedRustAuth, runDocumented } from "./documented-rust-auth.js";

const guide = "docs/rust-auth.md";
const pages = [guide];

afterEach(forgetSessions);

describe("code on our pages", () => {
  it("is found", () => {
    expect(scriptsOf(guide).length).toBeGreaterThan(20);
    const commands = codeBlocksOf(guide).filter(({ language }) => language === "bash");
    expect(commands.length).toBeGreaterThan(4);
  });
});

describePages({
  pages,
  givenServer: givenDocumentedRustAuth,
  commands: { "rust-auth-cli": runDocumented },
  stdin: "Str0ng&Silent!\n",
});

const text = readFileSync(join(root, guide), "utf8");
const sectionOf = (title: string): string =>
  text.split(/^##+ /m).find((section) => section.startsWith(`${title}\n`)) ?? "";

describe("the guide", () => {
  it("begins with the whole way of an account [RA-132]", { timeout }, async () => {
    await using server = await givenDocumentedRustAuth();
    const [first] = scriptsOf(guide);
    if (first === undefined) throw new Error("there is no example");
    await runScript(first, server.origins);
    expect(server.plain.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /api/auth/register",
      "POST /api/auth/login",
      "GET /api/auth/me",
      "PUT /api/auth/profile",
      "POST /api/auth/change-password",
      "POST /api/auth/logout",
    ]);
  });

  it("tells how to install: from the registry and from source [RA-008]", () => {
    const { name, repository, scripts, exports } = manifest();
    const [registry, source] = codeBlocksOf(guide).map(({ code }) => code.split("\n"));
    expect(registry).toEqual([`npm install ${name}`]);
    expect(source?.slice(0, 4)).toEqual([
      `git clone ${repository.url.replace("git+", "")}`,
      `cd ${name}`,
      "npm ci",
      "npm run build",
    ]);
    expect(scripts).toHaveProperty("build");
    expect(exports["./rust-auth"]).toEqual({
      types: "./dist/src/rust-auth/index.d.ts",
      default: "./dist/src/rust-auth/index.js",
    });
  });

  it("names the package as it is, which needs no HTTP library and says which Node it needs [RA-011, RA-164]", () => {
    const { version, engines, dependencies, peerDependenciesMeta } = manifest();
    expect(version).toMatch(/^\d+\.\d+\.\d+/);
    expect(engines.node).toBe(">=20");
    for (const each of Object.values(dependencies)) expect(each).toMatch(/^\d/); // Pinned.
    expect(Object.keys(dependencies).sort()).toEqual([
      "commander",
      "openapi-fetch",
      "yauzl",
      "yazl",
    ]);
    for (const { optional } of Object.values(peerDependenciesMeta)) expect(optional).toBe(true);
    expect(sectionOf("Production")).toContain("--save-exact clientwright");
  });

  it("has a container that sets both variables and runs the program [RA-165]", () => {
    const docker = codeBlocksOf(guide).find(({ language }) => language === "dockerfile");
    const lines = docker?.code.split("\n") ?? [];
    expect(lines[0]).toBe("FROM node:22-slim");
    expect(lines).toContain("ENV AUTH_SERVICE_URL=https://auth.example.com/api");
    expect(lines).toContain("ENV AUTH_VERIFY_SSL=true");
    expect(lines).toContain("RUN npm ci --omit=dev");
    expect(lines.at(-1)).toMatch(/^CMD \["node", /);
  });

  it("says what helps with certificates, time-outs, tokens and in general [RA-180, RA-181, RA-182, RA-183]", () => {
    const help = sectionOf("Troubleshooting");
    expect(help).toMatch(/\*\*Certificates\.\*\*[^*]*verifySsl: false/);
    expect(help).toMatch(/timeoutMs: 30_000,\n {2}maxRetries: 5/);
    expect(help).toContain("Please log in again");
    expect(help).toContain("[Debug mode](#logging)");
    expect(sectionOf("Logging")).toContain("`debug: true`");
  });

  it("names every method, and every option of the command line [RA-001, RA-169]", () => {
    const methods = sectionOf("Methods");
    for (const method of [
      ...["register", "login", "logout", "getCurrentUser", "updateProfile", "changePassword"],
      ...["forgotPassword", "resetPassword", "verifyEmail", "healthCheck", "refresh"],
      ...["isAuthenticated", "getAccessToken", "getValidAccessToken", "restoreTokens"],
      ...["setTokens", "clearTokens", "withToken"],
    ])
      expect(methods).toContain(`${method}(`);
    const session = sectionOf("The session");
    for (const flag of ["base-url", "timeout", "timeout-ms", "retries", "insecure", "json"])
      expect(session).toContain(`\`--${flag}`);
  });

  it("speaks of seconds only where the wire does", () => {
    expect(text).not.toMatch(/timeout: \d/);
    expect(sectionOf("Configuration")).toContain("its name ends in `Ms`");
  });

  it("links to its own parts and to source, issues and licence [RA-185]", () => {
    expect([...text.matchAll(/\]\(#/g)].length).toBeGreaterThan(15);
    const { license, repository } = manifest();
    expect(license).toBe("MIT");
    expect(readFileSync(join(root, "LICENSE"), "utf8")).toMatch(/^MIT License\n/);
    const support = sectionOf("Support");
    expect(support).toContain(repository.url.replace("git+", "").replace(".git", "/issues"));
    expect(support).toContain("[MIT](../LICENSE)");
  });
});

describe("CONTRIBUTING.md", () => {
  const page = readFileSync(join(root, "CONTRIBUTING.md"), "utf8");

  it("goes from a fork to a pull request, with the project's own commands [RA-219]", () => {
    const steps = [...page.matchAll(/^(\d)\. (.+)$/gm)].map(([, , step = ""]) => step);
    expect(steps).toEqual([
      expect.stringMatching(/^Fork/),
      expect.stringContaining("branch"),
      expect.stringContaining("tests"),
      expect.stringContaining("`npm test`"),
      expect.stringContaining("pull request"),
    ]);
  });

  it("says how tests are run, by a command that exists [RA-184]", () => {
    expect(page).toContain("`npm test`");
    expect(manifest().scripts.test).toBe("node scripts/test.mjs");
    expect(readFileSync(join(root, "scripts/test.mjs"), "utf8")).toContain("vitest");
  });
});

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly repository: { readonly url: string };
  readonly engines: { readonly node: string };
  readonly scripts: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional: boolean }>>;
}

function manifest(): Manifest {
  // The package's own manifest, whose fields are read by npm itself.
  return JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Manifest;
}
