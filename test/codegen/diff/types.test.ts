/**
 * The verdict for callers, held against the compiler: what a rule calls breaking for types stops code from compiling
 * that compiled against the old client, and nothing else does.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { targetOf } from "../../../codegen/config.js";
import { generateApi } from "../../../codegen/generate-api.js";
import {
  compare,
  creating,
  documentWith,
  json,
  listing,
  object,
  type Part,
  parameter,
  reading,
  sending,
  text,
} from "./support.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");

/** A change, and code that uses what changes. */
interface Use {
  readonly title: string;
  readonly old: Part;
  readonly new: Part;
  /** Statements with a `client`. */
  readonly code: string;
  readonly imports?: string;
}

const value = (schema: Part, ...required: string[]): Part => object({ value: schema }, ...required);
const read = (schema: Part): Part => reading(value(schema, "value"));
const sent = (schema: Part): Part => sending(value(schema, "value"));
const nullable = { type: ["string", "null"] };
const listed = (...values: string[]): Part => ({ type: "string", enum: values });
const order = { schemas: { Order: object({ id: text, note: text }, "id") } };
const byOrder = { $ref: "#/components/schemas/Order" };
const gone = { "204": { description: "Done" }, "409": { description: "Bad", content: json(text) } };
const key = { type: "apiKey", in: "header", name: "X-Key" };
const secured = (security: Part[]): Part =>
  listing({ security }, { securitySchemes: { one: key } });
const list = (pages?: Part): Part =>
  listing({
    parameters: [{ name: "offset", in: "query", schema: { type: "integer" } }],
    responses: {
      "200": {
        description: "Orders",
        content: json(object({ items: { type: "array", items: text } }, "items")),
      },
    },
    ...(pages !== undefined && { "x-clientwright": { pages } }),
  });

const read1 = "const { value } = await client.orders.list();\n";

const uses: readonly Use[] = [
  {
    title: "an operation that is gone",
    old: listing(),
    new: documentWith(),
    code: "await client.orders.list();",
  },
  { title: "an operation more", old: documentWith(), new: listing(), code: "void client;" },
  {
    title: "another path",
    old: listing(),
    new: documentWith({ paths: { "/v2/orders": (listing().paths as Part)["/orders"] } }),
    code: "await client.orders.list();",
  },
  {
    title: "another operationId",
    old: listing(),
    new: listing({ operationId: "findOrders" }),
    code: "await client.orders.list();",
  },
  {
    title: "a first optional parameter, before the options",
    old: listing(),
    new: listing(parameter(text)),
    code: "await client.orders.list({ timeoutMs: 5 });",
  },
  {
    title: "one more optional parameter",
    old: listing(parameter(text)),
    new: listing({
      parameters: [...(parameter(text).parameters as []), { name: "b", in: "query", schema: text }],
    }),
    code: 'await client.orders.list({ state: "a" }, { timeoutMs: 5 });',
  },
  {
    title: "a new required parameter",
    old: listing(),
    new: listing(parameter(text, { required: true })),
    code: "await client.orders.list();",
  },
  {
    title: "a parameter that is gone",
    old: listing({
      parameters: [...(parameter(text).parameters as []), { name: "b", in: "query", schema: text }],
    }),
    new: listing(parameter(text)),
    code: 'await client.orders.list({ b: "a" });',
  },
  {
    title: "a parameter that becomes required",
    old: listing(parameter(text)),
    new: listing(parameter(text, { required: true })),
    code: "await client.orders.list({});",
  },
  {
    title: "a parameter that need not be given",
    old: listing(parameter(text, { required: true })),
    new: listing(parameter(text)),
    code: 'await client.orders.list({ state: "a" });',
  },
  {
    title: "a default of a parameter",
    old: listing(parameter(text)),
    new: listing(parameter({ type: "string", default: "a" })),
    code: "await client.orders.list({});",
  },
  {
    title: "a required property more, sent",
    old: sending(value(text)),
    new: sending(object({ value: text, b: text }, "b")),
    code: 'await client.orders.create({ value: "a" });',
  },
  {
    title: "an optional property more, sent",
    old: sending(value(text)),
    new: sending(object({ value: text, b: text })),
    code: 'await client.orders.create({ value: "a" });',
  },
  {
    title: "a property that is gone, sent",
    old: sending(object({ value: text, b: text })),
    new: sending(value(text)),
    code: 'await client.orders.create({ b: "a" });',
  },
  {
    title: "a default in a named type, sent",
    old: sending(byOrder, order),
    new: sending(byOrder, {
      schemas: { Order: object({ id: text, note: { type: "string", default: "" } }, "id") },
    }),
    code: 'await client.orders.create({ id: "a" });',
  },
  {
    title: "another type, sent",
    old: sent(text),
    new: sent({ type: "integer" }),
    code: 'await client.orders.create({ value: "a" });',
  },
  {
    title: "one type more, sent",
    old: sent(text),
    new: sent({ type: ["string", "integer"] }),
    code: 'await client.orders.create({ value: "a" });',
  },
  {
    title: "whole numbers only, sent",
    old: sent({ type: "number" }),
    new: sent({ type: "integer" }),
    code: "await client.orders.create({ value: 1.5 });",
  },
  {
    title: "no null, sent",
    old: sent(nullable),
    new: sent(text),
    code: "await client.orders.create({ value: null });",
  },
  {
    title: "a value less, sent",
    old: sent(listed("a", "b")),
    new: sent(listed("a")),
    code: 'await client.orders.create({ value: "b" });',
  },
  {
    title: "a value more, sent",
    old: sent(listed("a")),
    new: sent(listed("a", "b")),
    code: 'await client.orders.create({ value: "a" });',
  },
  {
    title: "no unlisted properties, sent",
    old: sending({ ...value(text), additionalProperties: true }),
    new: sending(value(text)),
    code: 'await client.orders.create({ other: "b" });',
  },
  {
    title: "a closed object, sent",
    old: sending(value(text)),
    new: sending({ ...value(text), additionalProperties: false }),
    code: 'await client.orders.create({ value: "a" });',
  },
  {
    title: "a format, sent",
    old: sent(text),
    new: sent({ type: "string", format: "uuid" }),
    code: 'await client.orders.create({ value: "a" });',
  },
  {
    title: "tighter limits, sent",
    old: sent(text),
    new: sent({ type: "string", maxLength: 1 }),
    code: 'await client.orders.create({ value: "abc" });',
  },
  {
    title: "a property that is gone, read",
    old: read(text),
    new: reading(object({ b: text })),
    code: `${read1}void value;`,
  },
  {
    title: "a property more, read",
    old: read(text),
    new: reading(object({ value: text, b: text }, "value")),
    code: `${read1}value.trim();`,
  },
  {
    title: "a property that may be missing, read",
    old: read(text),
    new: reading(value(text)),
    code: `${read1}value.trim();`,
  },
  {
    title: "a property that is always there, read",
    old: reading(value(text)),
    new: read(text),
    code: `${read1}value?.trim();`,
  },
  { title: "null, read", old: read(text), new: read(nullable), code: `${read1}value.trim();` },
  {
    title: "no null, read",
    old: read(nullable),
    new: read(text),
    code: `${read1}if (value === null) throw new Error("none");`,
  },
  {
    title: "another type, read",
    old: read(text),
    new: read({ type: "integer" }),
    code: `${read1}value.trim();`,
  },
  {
    title: "a value less, read",
    old: read(listed("a", "b")),
    new: read(listed("a")),
    code: `${read1}if (value === "b") throw new Error("b");`,
  },
  {
    title: "any value, read",
    old: read(listed("a", "b")),
    new: read(text),
    code: `${read1}const known: "a" | "b" = value;\nvoid known;`,
  },
  {
    title: "a shape more, read",
    old: read({ oneOf: [object({ a: text }, "a"), object({ b: text }, "b")] }),
    new: read({
      oneOf: [object({ a: text }, "a"), object({ b: text }, "b"), object({ c: text }, "c")],
    }),
    code: `${read1}const known: { a: string } | { b: string } = value;\nvoid known;`,
  },
  {
    title: "no unlisted properties, read",
    old: reading({ ...value(text), additionalProperties: true }),
    new: reading(value(text)),
    code: 'const answer = await client.orders.list();\nvoid answer["other"];',
  },
  {
    title: "another kind of answer",
    old: read(text),
    new: listing({
      responses: { "200": { description: "A", content: { "text/plain": { schema: text } } } },
    }),
    code: `${read1}value.trim();`,
  },
  { title: "no answer", old: read(text), new: listing(), code: `${read1}value.trim();` },
  {
    title: "another success",
    old: read(text),
    new: listing({
      responses: {
        "200": { description: "A", content: json(value(text, "value")) },
        "202": { description: "B", content: json(object({ b: text }, "b")) },
      },
    }),
    code: `${read1}value.trim();`,
  },
  {
    title: "an error that is not documented any more",
    old: listing({ responses: gone }),
    new: listing(),
    code: "const result = await client.orders.list().safe();\nif (!result.ok && result.error.status === 409) result.error.body.trim();",
  },
  {
    title: "an error more",
    old: listing(),
    new: listing({ responses: gone }),
    code: "const result = await client.orders.list().safe();\nvoid result.ok;",
  },
  {
    title: "pages",
    old: list(),
    new: list({ style: "offset" }),
    code: "const { items } = await client.orders.list();\nfor (const item of items) item.trim();\nconst answer: { items: string[] } = await client.orders.list();\nvoid answer;",
  },
  {
    title: "no pages",
    old: list({ style: "offset" }),
    new: list(),
    code: "for await (const item of client.orders.list()) item.trim();",
  },
  {
    title: "pages that are turned in another way",
    old: list({ style: "offset" }),
    new: list({ style: "link" }),
    code: "for await (const item of client.orders.list()) item.trim();",
  },
  {
    title: "credentials that are needed by the client",
    old: secured([]),
    new: secured([{ one: [] }]),
    code: "void client;",
  },
  {
    title: "a named type that is gone",
    old: listing({}, order),
    new: listing(),
    code: "void client;",
    imports:
      'import type { Order } from "./client/index.js";\nexport const made: Order = { id: "a" };',
  },
  {
    title: "another name of the API",
    old: listing(),
    new: documentWith({ ...listing(), info: { title: "Store", version: "1.0.0" } }),
    code: "void client;",
  },
  {
    title: "a deprecated operation",
    old: listing(),
    new: listing({ deprecated: true }),
    code: "await client.orders.list();",
  },
  {
    title: "a body that need not be given",
    old: sent(text),
    new: creating({ requestBody: { content: json(value(text, "value")) } }),
    code: 'await client.orders.create({ value: "a" }, { timeoutMs: 5 });',
  },
  {
    title: "another verb",
    old: creating(),
    new: documentWith({
      paths: { "/orders": { put: ((creating().paths as Part)["/orders"] as Part)["post"] } },
    }),
    code: "await client.orders.create();",
  },
];

let folder = "";
let mistakes: ReadonlySet<string> = new Set();

const clients = new Map<string, Promise<string>>();

/** Name of the folder with the client of a document; cases share what is the same. */
const clientOf = (document: Part): Promise<string> => {
  const json = JSON.stringify(document);
  const name = `client${clients.size}`;
  const generate = async (): Promise<string> => {
    const spec = join(folder, `${name}.json`);
    writeFileSync(spec, json);
    const target = targetOf(folder, { spec, output: join(folder, name) });
    const { status, diagnostics } = await generateApi(target, { cache: false });
    if (status !== "written") throw new Error(JSON.stringify(diagnostics));
    return name;
  };
  const known = clients.get(json) ?? generate();
  clients.set(json, known);
  return known;
};

const write = async (use: Use, index: number, side: "old" | "new"): Promise<void> => {
  const at = join(folder, `case${index}`);
  mkdirSync(at, { recursive: true });
  const client = await clientOf(use[side]);
  const imports = (use.imports ?? "").replace("./client/", `../${client}/`);
  const code = `import { ShopApi } from "../${client}/index.js";
${imports}
const client = new ShopApi({ baseUrl: "http://localhost" });
export const call = async (): Promise<void> => {
${use.code}
};
`;
  writeFileSync(join(at, `${side}.ts`), code);
};

/** Folders of callers that do not compile. */
const compile = (): Set<string> => {
  const config = {
    compilerOptions: {
      noEmit: true,
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: true,
      target: "ES2022",
      module: "ESNext",
      moduleResolution: "Bundler",
      lib: ["ES2023", "DOM", "DOM.Iterable", "DOM.AsyncIterable", "ESNext.Disposable"],
      types: [],
      paths: { "clientwright/*": [join(root, "src/*/index.ts")] },
    },
    include: ["case*/*.ts"],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  try {
    const tsc = join(root, "node_modules/typescript-7/bin/tsc");
    execFileSync(process.execPath, [tsc, "-p", folder], { cwd: folder, encoding: "utf8" });
    return new Set();
  } catch (error) {
    // `execFileSync` throws with what the process printed.
    const { stdout } = error as { readonly stdout?: unknown };
    const places = String(stdout).matchAll(/^case(\d+)[\\/](old|new)\.ts/gm);
    return new Set([...places].map(([, index, side]) => `${index} ${side}`));
  }
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "clientwright-callers-"));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  for (const [index, use] of uses.entries()) {
    await write(use, index, "old");
    await write(use, index, "new");
  }
  mistakes = compile();
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the verdict for callers", () => {
  it.each(uses.map((use, index) => ({ ...use, index })))(
    "agrees with the compiler: $title",
    async ({ old, new: now, index }) => {
      expect(mistakes.has(`${index} old`)).toBe(false);
      const { verdicts } = await compare(old, now);
      expect(mistakes.has(`${index} new`)).toBe(verdicts.types === "major");
    },
  );

  it("is major for some of them and not for others", () => {
    const broken = uses.filter((_, index) => mistakes.has(`${index} new`)).length;
    expect(broken).toBeGreaterThan(15);
    expect(uses.length - broken).toBeGreaterThan(15);
  });
});
