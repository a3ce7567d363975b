/** The fast part of the corpus: small documents about one construct each, through every step. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkDocument } from "./run/check-document.js";
import { createLoadClient, type LoadClient } from "./run/client.js";
import { compileAll } from "./run/compile.js";
import { givenDocuments } from "./run/documents.js";
import { passes, rowsByFeature } from "./run/report.js";
import type { DocumentResult } from "./run/result.js";
import { writeVariants } from "./run/variants.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const examples = join(root, "node_modules/@readme/oas-examples");
const golden = join(root, "test/golden");

/** Documents that ask for what cannot be, and what is said of them. */
const exceptions: Readonly<Record<string, readonly string[]>> = {
  // It requires a security scheme that it does not describe.
  "3.0/json/response-http-behavior.json": ["refused"],
  // `allOf` of a string and an integer.
  "3.1/yaml/schema-types.yaml": ["no sample"],
  // A list of files that has a style, of which the specification says nothing.
  "golden/multipart": ["call"],
  // Its paths and parameters are repaired, and are not what its file says.
  "golden/repaired": ["call"],
  // A header name and a server that are attacks.
  "golden/hostile": ["call"],
};

/** What is about one construct: whole APIs, and what says the same again in 3.1, are left to `npm run corpus`. */
const constructs: Readonly<Record<string, RegExp>> = {
  "3.0/json":
    /^(callbacks|circular|complex|discriminators|form-data|link|parameters-(common|cookies|extreme)|polymorphism|response-(empty|http|multiple)|schema-(additional|circular|encoding|visibility)|security|server)/,
  "3.1/yaml": /^(schema-(encoding|types|validation)|security|webhooks)/,
};

/** Golden documents of which more than the output matters: what leaves. */
const requests =
  /^(bodies|hostile|media-types|methods|multipart|parameters|querystring|repaired|requests|security-schemes|servers|styles)$/;

const documents = [
  ...Object.entries(constructs).flatMap(([folder, isAboutOne]) =>
    givenDocuments([join(examples, folder)])
      .filter(({ name }) => isAboutOne.test(name))
      .map(({ name, file }) => ({ name: `${folder}/${name}`, file })),
  ),
  ...readdirSync(golden)
    .filter((topic) => requests.test(topic))
    .map((topic) => ({ name: `golden/${topic}`, file: join(golden, topic, "openapi.yaml") })),
];

let folder = "";
let loadClient: LoadClient;
const results = new Map<string, DocumentResult>();

const outputOf = (name: string): string => join(folder, name.replaceAll(/[^\w.-]+/g, "-"));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "clientwright-corpus-"));
  loadClient = await createLoadClient(root, join(folder, "bundles"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const stepsOf = ({ status, failures, unsampled }: DocumentResult): string[] => [
  ...(status === "refused" ? ["refused"] : []),
  ...new Set(failures.map(({ step }) => step)),
  ...(unsampled.length > 0 ? ["no sample"] : []),
];

describe("a document of the corpus", () => {
  it.each(documents)(
    "$name is generated, counted and called",
    async ({ name, file }) => {
      const result = await checkDocument({ file, output: outputOf(name) }, loadClient);
      results.set(name, result);
      const expected = exceptions[name] ?? [];
      expect(stepsOf(result), JSON.stringify(result, null, 2)).toEqual(expected);
      if (result.status !== "generated") return;
      const { operations, called, unsampled, leftOut, lost } = result;
      expect(called + unsampled.length + leftOut.length).toBe(operations);
      expect(lost).toEqual([]);
      // The first one imports the generator.
    },
    60_000,
  );

  it("compiles, all in one", async () => {
    const clients = [...results].filter(([, { status }]) => status === "generated");
    const wrong = join(folder, "wrong");
    mkdirSync(wrong);
    writeFileSync(join(wrong, "index.ts"), "export const count: number = true;\n");
    const outputs = [...clients.map(([name]) => outputOf(name)), wrong];
    const errors = await compileAll(root, folder, outputs, ["nodenext"]);
    expect([...errors]).toEqual([[wrong, [expect.stringContaining("TS2322")]]]);
  }, 60_000);

  it("has the same client in YAML and in the spelling of 3.1", async () => {
    const wanted = /3\.0\/json\/(complex-nesting|schema-additional|security\.)/;
    const originals = documents.filter(({ name }) => wanted.test(name));
    const variants = writeVariants(
      originals.map((document) => ({ ...document, set: "" })),
      join(folder, "variants"),
    );
    expect(variants.length).toBe(6);
    for (const [index, { file, original, set, name }] of variants.entries()) {
      const task = { file, original, output: join(folder, `variant-${index}`) };
      const { failures } = await checkDocument(task, loadClient);
      expect(
        failures.filter(({ step }) => step === "alike"),
        `${name} ${set}`,
      ).toEqual([]);
    }
  });

  it("contains most constructs of OpenAPI", () => {
    const rows = rowsByFeature([...results.values()]).map(({ feature }) => feature);
    expect(rows).toEqual(
      expect.arrayContaining([
        "discriminator",
        "recursion",
        "style deepObject, exploded",
        "multipart",
        "webhooks",
      ]),
    );
    expect([...results.values()].filter(passes).length).toBeGreaterThan(35);
  });
});
