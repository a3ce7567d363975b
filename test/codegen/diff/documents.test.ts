/** Whole documents: nothing is found without a change, and a change is found wherever it is made. */
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../../codegen/config.js";
import { compareSides } from "../../../codegen/diff/diff.js";
import { createSide, loadSide } from "../../../codegen/diff/side.js";
import { isNode, type OpenApiDocument, valueAt } from "../../../codegen/document.js";
import { load } from "../../../codegen/load.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const golden = readdirSync(join(root, "test/golden"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => [`test/golden/${name}/openapi.yaml`, `test/golden/${name}/openapi.json`])
  .filter((file) => existsSync(join(root, file)));
const { apis } = await loadConfig({ cwd: root });

const documentOf = async (file: string): Promise<OpenApiDocument | undefined> =>
  (await load(file, { root })).document;

const findingsBetween = async (old: OpenApiDocument, now: OpenApiDocument) => {
  const [before, after] = [await createSide("old", old), await createSide("new", now)];
  return (await compareSides("api", before.side, after.side)).findings;
};

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
  // What goes one way only is seen by nobody where its schema goes the other way.
  if (value.readOnly === true || value.writeOnly === true) return [];
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
  "null too, or no null": (node) => {
    if (node.nullable === true) delete node.nullable;
    else node.type = [node.type, "null"];
  },
};

interface Topic {
  readonly file: string;
  readonly document: OpenApiDocument;
  readonly count: number;
}

const topicsOf = async (): Promise<Topic[]> => {
  const topics = await Promise.all(
    golden.map(async (file) => ({ file, document: await documentOf(file) })),
  );
  return topics.flatMap(({ file, document }) => {
    const count = document === undefined ? 0 : spotsOf(document).length;
    return document === undefined || count === 0 ? [] : [{ file, document, count }];
  });
};

// Texts and bytes are handed over as they are, whatever their schemas say.
const handedOver = /^(text|image|application)\/(?!json$|problem\+json)/;

/** Whether no method is given the value, nor hands it over. */
const isUnseen = (document: OpenApiDocument, { path }: Spot): boolean => {
  const parameter = valueAt(document, path.slice(0, path.indexOf("parameters") + 2));
  const name = isNode(parameter) ? parameter.name : undefined;
  const isHow = /^(Idempotency-Key|Accept|Content-Type|Authorization)$/.test(String(name));
  // One that an operation has as well does not count.
  const isShadowed = name === "language" && path.indexOf("parameters") === 2;
  // Requests of the server are compared by their named types alone.
  const isEvent = path[0] === "webhooks" || path.includes("callbacks") || path[1] === "pathItems";
  return isHow || isShadowed || isEvent || path.some((part) => handedOver.test(part));
};

/** What is not compared: the page of the command says so. */
const isPassedOver = (file: string, name: string, { path }: Spot): boolean => {
  const where = path.join("/");
  // Words of a part of a composition, and of what has two views.
  const isWords = /\/(allOf|anyOf|oneOf)\/\d+$/.test(where) || file.includes("/views/");
  return (name === "another description" && isWords) || /Tuple\/items$|Nothing\/anyOf/.test(where);
};

describe("a document with one change", () => {
  it("is told from the one before", async () => {
    const topics = await topicsOf();
    expect(topics.length).toBeGreaterThan(12);
    const change = fc.constantFrom(...topics).chain((topic) =>
      fc.record({
        topic: fc.constant(topic),
        index: fc.nat(topic.count - 1),
        name: fc.constantFrom(...Object.keys(mutations)),
      }),
    );
    await fc.assert(
      fc.asyncProperty(change, async ({ topic, index, name }) => {
        const changed = structuredClone(topic.document);
        const spot = spotsOf(changed)[index];
        if (spot === undefined) throw new Error("There is no such schema.");
        mutations[name]?.(spot.node);
        const findings = await findingsBetween(topic.document, changed);
        const place = `${topic.file}: ${name} at ${spot.path.join(" / ")}`;
        const isTold = findings.length > 0 || isPassedOver(topic.file, name, spot);
        expect(isTold || isUnseen(topic.document, spot), place).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
