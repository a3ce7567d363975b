/** Whole documents: nothing is found without a change, and a change is found wherever it is made. */
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../../codegen/config.js";
import { createFindings } from "../../../codegen/diagnostics.js";
import { compareSides } from "../../../codegen/diff/diff.js";
import { createSide, loadSide } from "../../../codegen/diff/side.js";
import { isNode, type OpenApiDocument } from "../../../codegen/document.js";
import { modelSource } from "../../../codegen/generate-api.js";
import { load } from "../../../codegen/load.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const golden = readdirSync(join(root, "test/golden"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => `test/golden/${name}/openapi.yaml`)
  .filter((file) => existsSync(join(root, file)));
const { apis } = await loadConfig({ cwd: root });

const documentOf = async (file: string): Promise<OpenApiDocument | undefined> =>
  (await load(file, { root })).document;

const findingsBetween = async (old: OpenApiDocument, now: OpenApiDocument) =>
  (await compareSides("api", createSide("old", old).side, createSide("new", now).side)).findings;

/** The same document with the keys of every object the other way round, where their order says nothing. */
const shuffled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffled);
  if (!isNode(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, shuffled(item)]),
  );
};

describe("a document without a change", () => {
  it.each(golden)("%s", async (file) => {
    const document = await documentOf(file);
    // Some topics are about documents that have errors.
    if (document === undefined) return;
    expect(await findingsBetween(document, structuredClone(document))).toEqual([]);
  });

  it.each(apis)("$key", async (target) => {
    const side = await loadSide(target, { label: "spec" });
    expect((await compareSides("api", side, side)).findings).toEqual([]);
  });

  it("has its words in another order", async () => {
    const document = await documentOf("test/golden/nullable-3.0/openapi.yaml");
    if (document === undefined) throw new Error("The document has errors.");
    const other = shuffled(document) as OpenApiDocument;
    expect(await findingsBetween(document, other)).toEqual([]);
  });

  it("is written as 3.0 and as 3.1", async () => {
    const given = (openapi: string, value: object) =>
      ({
        openapi,
        info: { title: "Shop", version: "1" },
        paths: {
          "/a": {
            get: {
              operationId: "a",
              responses: {
                "200": { description: "A", content: { "application/json": { schema: value } } },
              },
            },
          },
        },
      }) as OpenApiDocument;
    const old = given("3.0.3", { type: "string", nullable: true });
    const now = given("3.1.0", { type: ["string", "null"] });
    expect(await findingsBetween(old, now)).toEqual([]);
  });
});

interface Spot {
  readonly path: readonly string[];
  readonly node: Record<string, unknown>;
}

/** What is data, and headers of answers, which no method hands over. */
const unseen = new Set(["example", "examples", "default", "enum", "const", "headers"]);

/** Schemas with a type of their own that some operation sends or reads. */
const spotsOf = (value: unknown, path: readonly string[] = []): Spot[] => {
  if (Array.isArray(value))
    return value.flatMap((item, index) => spotsOf(item, [...path, `${index}`]));
  if (!isNode(value)) return [];
  const own = path.includes("schema") || path[1] === "schemas";
  const isTyped = own && typeof value.type === "string" && value.enum === undefined;
  const here: Spot[] = isTyped ? [{ path, node: value as Record<string, unknown> }] : [];
  const inside = Object.entries(value)
    .filter(([key]) => !unseen.has(key))
    .flatMap(([key, item]) => spotsOf(item, [...path, key]));
  return [...here, ...inside];
};

const mutations: Readonly<Record<string, (node: Record<string, unknown>) => void>> = {
  "another type": (node) => {
    const { type } = node;
    for (const key of Object.keys(node)) delete node[key];
    node.type = type === "boolean" ? "integer" : "boolean";
  },
  "another description": (node) => {
    node.description = "Nobody has said this before.";
  },
  "null too": (node) => {
    node.type = [node.type, "null"];
  },
};

describe("a document with one change", () => {
  it("is told from the one before", async () => {
    const target = apis.find(({ key }) => key === "tracktion-analysis");
    const document = target === undefined ? undefined : await documentOf(target.spec);
    if (target === undefined || document === undefined) throw new Error("There is no document.");
    const { additions } = modelSource(target, document, createFindings());
    const { side: old } = createSide("old", document, additions);
    const count = spotsOf(document).length;
    expect(count).toBeGreaterThan(100);
    const change = fc.tuple(fc.nat(count - 1), fc.constantFrom(...Object.keys(mutations)));
    await fc.assert(
      fc.asyncProperty(change, async ([index, name]) => {
        const changed = structuredClone(document);
        const spot = spotsOf(changed)[index];
        if (spot === undefined) throw new Error("There is no such schema.");
        mutations[name]?.(spot.node);
        const { side } = createSide("new", changed, additions);
        const { findings } = await compareSides("api", old, side);
        // Texts and bytes are handed over as they are, whatever their schemas say.
        const isHandedOver = spot.path.some((part) =>
          /^(text|image|application\/(?!json))/.test(part),
        );
        expect(findings.length > 0 || isHandedOver, `${name} at ${spot.path.join("/")}`).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});
