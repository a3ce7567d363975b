import { describe, expect, it } from "vitest";
import { migrate } from "../../codegen/cli/migrate.js";
import { UsageError } from "../../codegen/config.js";
import type { methodCallsOf } from "../../codegen/migrate/method-calls.js";
import { rewriteSource } from "../../codegen/migrate/rewrite-source.js";
import { givenDocument, givenProject } from "./support/project.js";

const none: ReturnType<typeof methodCallsOf> = new Map();

const rewrite = (text: string) => rewriteSource("app.ts", text, none);

const okay = { "200": { description: "Fine" } };

const document = givenDocument({
  tags: [{ name: "Tokens" }, { name: "Users" }],
  paths: {
    "/tokens": {
      get: {
        operationId: "listTokens",
        tags: ["Tokens"],
        parameters: [{ name: "limit", in: "query", schema: { type: "integer" } }],
        responses: okay,
      },
    },
    "/tokens/{token_id}": {
      parameters: [{ name: "token_id", in: "path", required: true, schema: { type: "string" } }],
      put: {
        operationId: "replaceToken",
        tags: ["Tokens"],
        requestBody: { required: true, content: { "application/json": { schema: {} } } },
        responses: okay,
      },
    },
  },
});

describe("rewriteSource", () => {
  it.each([
    [
      `import createClient, { type Middleware } from "openapi-fetch";`,
      `import createClient, { type Middleware } from "clientwright/openapi-fetch";`,
    ],
    [
      `import type { Client } from 'openapi-fetch'`,
      `import type { Client } from 'clientwright/openapi-fetch'`,
    ],
    [`export * from "openapi-fetch";`, `export * from "clientwright/openapi-fetch";`],
    [
      `const a = await import("openapi-fetch");`,
      `const a = await import("clientwright/openapi-fetch");`,
    ],
    [`const b = require("openapi-fetch");`, `const b = require("clientwright/openapi-fetch");`],
    [`import c = require("openapi-fetch");`, `import c = require("clientwright/openapi-fetch");`],
    [
      `type D = import("openapi-fetch").Client<{}>;`,
      `type D = import("clientwright/openapi-fetch").Client<{}>;`,
    ],
    [`vi.mock("openapi-fetch", () => ({}));`, `vi.mock("clientwright/openapi-fetch", () => ({}));`],
  ])("changes where %s comes from", (before, after) => {
    expect(rewrite(before).text).toBe(after);
  });

  it.each([
    `const text = "openapi-fetch";`,
    `// import createClient from "openapi-fetch";`,
    `import schema from "openapi-fetch-extras";`,
    `log("openapi-fetch", import.meta.url);`,
    `new Map([["openapi-fetch", 1]]);`,
  ])("leaves %s alone", (text) => {
    expect(rewrite(text)).toEqual({ text, imports: [], calls: [] });
  });

  it("keeps every other byte: line ends, byte order mark, odd spacing", () => {
    const before = `\uFEFFimport   createClient from 'openapi-fetch'\r\n\r\n  const  a=1;\r\n`;
    expect(rewrite(before).text).toBe(
      before.replace("openapi-fetch", "clientwright/openapi-fetch"),
    );
  });

  it("reads TypeScript, JSX and files with mistakes", () => {
    const jsx = rewriteSource(
      "a.tsx",
      `import c from "openapi-fetch"; const e = <p>{c}</p>;`,
      none,
    );
    expect(jsx.imports).toEqual([{ line: 1, column: 15 }]);
    expect(rewrite(`import c from "openapi-fetch"; const = ;`).imports).toHaveLength(1);
  });
});

describe("migrate", () => {
  const source = [
    `import createClient from "openapi-fetch";`,
    `const client = createClient<paths>({ baseUrl });`,
    `await client.GET("/tokens", { params: { query: { limit: 5 } } });`,
    `await client.PUT("/tokens/{token_id}", { params: { path: { token_id: "a" } }, body });`,
    `await client["/tokens"].GET();`,
    `await client.request("get", "/tokens");`,
    `await client.DELETE("/tokens");`,
    `cache.GET(key);`,
    ``,
  ].join("\n");

  it("lists imports and changes nothing until it is told to", async () => {
    const project = givenProject({ "src/app.ts": source });
    const [file] = await migrate(["src"], { cwd: project.folder });
    expect(file).toEqual({
      file: project.path("src/app.ts"),
      imports: [{ line: 1, column: 26 }],
      calls: [],
    });
    expect(project.read("src/app.ts")).toBe(source);
  });

  it("changes the imports, and finds nothing the second time", async () => {
    const project = givenProject({ "src/app.ts": source, "src/other.ts": "export {};\n" });
    await migrate(["src"], { cwd: project.folder, write: true });
    expect(project.files("src")).toEqual({
      "app.ts": source.replace(`"openapi-fetch"`, `"clientwright/openapi-fetch"`),
      "other.ts": "export {};\n",
    });
    expect(await migrate(["src"], { cwd: project.folder, write: true })).toEqual([]);
  });

  it("names the generated method for each call of the document's operations", async () => {
    const project = givenProject({ "app.ts": source, "openapi.json": document });
    const [file] = await migrate(["app.ts"], { cwd: project.folder, api: "openapi.json" });
    expect(file?.calls.map(({ line, call, method }) => [line, call, method])).toEqual([
      [3, `client.GET("/tokens")`, "client.tokens.list(query?)"],
      [4, `client.PUT("/tokens/{token_id}")`, "client.tokens.replace(tokenId, body)"],
      [5, `client["/tokens"].GET()`, "client.tokens.list(query?)"],
      [6, `client.request("get", "/tokens")`, "client.tokens.list(query?)"],
      [7, `client.DELETE("/tokens")`, undefined],
    ]);
  });

  it("leaves dependencies, builds and declarations alone", async () => {
    const text = `import c from "openapi-fetch";\n`;
    const names = ["node_modules/a/b.ts", "dist/a.js", ".next/a.js", "types.d.ts", "notes.md"];
    const project = givenProject(Object.fromEntries(names.map((name) => [name, text])));
    expect(await migrate(["."], { cwd: project.folder, write: true })).toEqual([]);
  });

  it("refuses paths that are not there, and documents with errors", async () => {
    const project = givenProject({ "a.ts": "", "bad.json": `{"openapi":"1.0"}` });
    const cwd = project.folder;
    await expect(migrate(["nowhere"], { cwd })).rejects.toThrow(
      "There is no file or folder nowhere.",
    );
    await expect(migrate(["a.ts"], { cwd, api: "bad.json" })).rejects.toBeInstanceOf(UsageError);
  });
});
