/** The pages about Valentina Noir: their code compiles, runs, and prints what it promises; they leave nothing out. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as valentina from "../../src/valentina/index.js";
import { codeBlocksOf, root, runScript, scriptsOf } from "./code-blocks.js";
import { describePages, timeout } from "./describe-pages.js";
import { documentedIds, givenDocumentedValentina } from "./documented-valentina.js";

const folder = "docs/valentina";
const names = readdirSync(join(root, folder));
const overview = `${folder}/README.md`;
const read = (name: string): string => readFileSync(join(root, folder, name), "utf8");
const text = read("README.md");

/** A chapter of the overview, without its heading. */
const chapter = (title: string): string =>
  text.split(/^## /m).find((part) => part.startsWith(`${title}\n`)) ?? "";

describePages({
  pages: names.map((name) => `${folder}/${name}`),
  givenServer: givenDocumentedValentina,
  commands: {},
});

const { VClient } = valentina;
const client = new VClient({
  ...{ baseUrl: "http://127.0.0.1:9", apiKey: "none", defaultCompanyId: "company" },
  setAsDefault: false,
});

/** Page, heading of the services' table, what the client calls it, and the service. */
const services = [
  ["campaigns.md", "campaigns", client.campaigns("u")],
  ["books.md", "books", client.books("u", "c")],
  ["chapters.md", "chapters", client.chapters("u", "c", "b")],
  ["character-autogen.md", "characterAutogen", client.characterAutogen("u", "c")],
  ["character-blueprint.md", "characterBlueprint", client.characterBlueprint()],
  ["character-traits.md", "characterTraits", client.characterTraits("u", "c", "x")],
  ["characters.md", "characters", client.characters("u", "c")],
  ["companies.md", "companies", client.companies],
  ["developer.md", "developer", client.developer],
  ["dicerolls.md", "dicerolls", client.dicerolls("u")],
  ["dictionary.md", "dictionary", client.dictionary()],
  ["global-admin.md", "globalAdmin", client.globalAdmin],
  ["options.md", "options", client.options()],
  ["system.md", "system", client.system],
  ["users.md", "users", client.users()],
] as const;

/** Names of the methods of a service, those of its sub-collections included. */
function methodsOf(service: object): string[] {
  const found: string[] = [];
  let level: object = Object.getPrototypeOf(service);
  while (level !== Object.prototype) {
    const members = Object.entries(Object.getOwnPropertyDescriptors(level));
    const methods = members.filter(([, { value }]) => typeof value === "function");
    found.push(...methods.map(([name]) => name).filter((name) => name !== "constructor"));
    level = Object.getPrototypeOf(level);
  }
  return found;
}

describe("the pages of the services", () => {
  it("are one for each service, and the overview", () => {
    expect(names.toSorted()).toEqual(["README.md", ...services.map(([page]) => page)].toSorted());
  });

  it.each(services)("%s names every method of %s", (page, _, service) => {
    const methods = methodsOf(service);
    expect(methods).not.toEqual([]);
    const named = read(page).matchAll(/`(\w+)[(`]/g);
    const onPage = new Set([...named].map(([, name]) => name));
    expect(methods.filter((method) => !onPage.has(method))).toEqual([]);
  });

  it.each(services)("%s shows how %s is called, in a program", (page, name) => {
    const programs = codeBlocksOf(`${folder}/${page}`).filter(({ language }) => language === "ts");
    expect(programs.length).toBeGreaterThan(0);
    const all = programs.map(({ code }) => code).join("\n");
    expect(all).toMatch(new RegExp(`client\\s*\\.${name}\\b|\\b${name}Service\\(`));
  });
});

describe("the overview", () => {
  it("says what is needed: Node 20 and an API key [VN-008]", () => {
    const [beginning = ""] = text.split("\n## ");
    expect(beginning).toMatch(/\| runs in \| Node 20 and later/);
    expect(beginning).toMatch(/\| needs \| an API key/);
    const { engines } = manifest();
    expect(engines.node).toBe(">=20");
  });

  it("installs the package and nothing beside it [VN-009]", () => {
    const [install] = codeBlocksOf(overview);
    expect(install).toMatchObject({ language: "bash", code: `npm install ${manifest().name}` });
    expect(manifest().exports).toHaveProperty(["./valentina"]);
  });

  it("links to the documentation of the API and to its reference [VN-094]", () => {
    expect(text).toContain("(https://docs.valentina-noir.com)");
    expect(text).toContain("(https://api.valentina-noir.com/docs)");
  });

  it("begins with a program that prints the health and the companies [VN-010, VN-011, VN-012]", {
    timeout,
  }, async () => {
    await using server = await givenDocumentedValentina();
    const [first] = scriptsOf(overview);
    if (first === undefined) throw new Error("there is no program");
    expect(await runScript(first, server.origins)).toEqual([
      "API version: 0.7.0",
      "Database: online",
      "Company: Night Library",
      "Company: Tin Lantern",
    ]);
    const requests = server.server.requests.map(({ method, path }) => `${method} ${path}`);
    expect(requests).toEqual([
      "GET /api/v1/health",
      expect.stringMatching(/^GET \/api\/v1\/companies\?/),
    ]);
  });

  it("has a program for the default company that asks for two lists alone", {
    timeout,
  }, async () => {
    await using server = await givenDocumentedValentina();
    const script = scriptsOf(overview).find(({ code }) => code.includes("usersService({"));
    if (script === undefined) throw new Error("there is no program");
    await runScript(script, server.origins);
    expect(server.server.requests.map(({ path }) => path.split("?")[0])).toEqual([
      `/api/v1/companies/${documentedIds.companyId}/users`,
      `/api/v1/companies/${documentedIds.otherCompanyId}/users`,
    ]);
  });

  it("lists every service, by page, by client and by function", () => {
    const rows = chapter("Services");
    for (const [page, name] of services) {
      const row = rows.split("\n").find((line) => line.includes(`](${page})`)) ?? "";
      expect(row).toMatch(new RegExp(`\`client\\.${name}\\b`));
      expect(row).toContain(`\`${name}Service(`);
    }
  });

  it("lists every option with its default", () => {
    const config = new valentina.APIConfig({ baseUrl: "http://127.0.0.1:9", apiKey: "none" });
    const rows = chapter("Configuration");
    const shown = (value: unknown): string => {
      if (typeof value === "boolean") return `\`${value}\``;
      return typeof value === "number" ? value.toLocaleString("en") : "none";
    };
    const { timeoutMs, maxRetries, retryDelayMs, autoRetryRateLimit } = config;
    const { autoIdempotencyKeys, defaultCompanyId } = config;
    const numbers = { timeoutMs, maxRetries, retryDelayMs };
    const others = { autoRetryRateLimit, autoIdempotencyKeys, defaultCompanyId };
    for (const [name, value] of Object.entries({ ...numbers, ...others }))
      expect(rows).toContain(`| \`${name}\` | ${shown(value)} |`);
    for (const name of Object.keys(config)) expect(rows).toContain(`| \`${name}\` |`);
  });

  it("names every error class and every other public value", () => {
    const errors = chapter("Errors");
    for (const [name, value] of Object.entries(valentina)) {
      const isError = typeof value === "function" && value.prototype instanceof Error;
      if (isError) expect(errors).toContain(`| \`${name}\` |`);
      else if (!Array.isArray(value) && name !== "VERSION") expect(text).toContain(name);
    }
  });

  it("speaks of milliseconds wherever the client takes a duration", () => {
    expect(chapter("Configuration")).toContain("its name ends in `Ms`");
    expect(text).not.toMatch(/\btimeout: \d/);
  });
});

interface Manifest {
  readonly name: string;
  readonly engines: { readonly node: string };
  readonly exports: Readonly<Record<string, unknown>>;
}

function manifest(): Manifest {
  // The package's own manifest, whose fields are read by npm itself.
  return JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Manifest;
}
