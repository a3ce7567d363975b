/**
 * Documents of one topic each and the files that must come of them, byte by byte. To accept new output:
 * UPDATE_GOLDEN=1 npx vitest run --project golden (prints what changes).
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type ApiConfig, targetOf } from "../../codegen/config.js";
import { type GenerateResult, generateApi } from "../../codegen/generate-api.js";

const here = dirname(fileURLToPath(import.meta.url));
const isUpdating = process.env.UPDATE_GOLDEN === "1";
const topics = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

const readFiles = (folder: string): Record<string, string> =>
  existsSync(folder)
    ? Object.fromEntries(
        readdirSync(folder, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
          .sort()
          .map((path) => [relative(folder, path), readFileSync(path, "utf8")]),
      )
    : {};

const documentOf = (topic: string): string =>
  ["openapi.yaml", "openapi.json"].find((name) => existsSync(join(here, topic, name))) ?? "";

const additionsOf = (topic: string): Partial<ApiConfig> => {
  const path = join(here, topic, "config.json");
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
};

const showFindings = ({ diagnostics }: GenerateResult): string =>
  diagnostics
    .map(({ severity, rule, message, place }) => {
      return `${place?.file}:${place?.line}:${place?.column} ${severity} ${rule}: ${message}\n`;
    })
    .join("");

/** Generates a topic; the findings are one more file, where there are any. */
const generateTopic = async (topic: string): Promise<Record<string, string>> => {
  const output = mkdtempSync(join(tmpdir(), "clientwright-golden-"));
  try {
    const { key: _, ...target } = targetOf(join(here, topic), {
      spec: documentOf(topic),
      output,
      typeTest: join(output, "type-test.ts"),
      ...additionsOf(topic),
    });
    const result = await generateApi({ ...target, key: topic }, { cache: false });
    const findings = showFindings(result);
    return { ...readFiles(output), ...(findings !== "" && { "findings.txt": findings }) };
  } finally {
    rmSync(output, { recursive: true });
  }
};

const printDifference = (path: string, before: string, after: string): void => {
  const old = new Set(before.split("\n"));
  const young = new Set(after.split("\n"));
  console.log(`--- ${path}`);
  for (const line of before.split("\n")) if (!young.has(line)) console.log(`- ${line}`);
  for (const line of after.split("\n")) if (!old.has(line)) console.log(`+ ${line}`);
};

const accept = (topic: string, files: Record<string, string>): void => {
  const folder = join(here, topic, "expected");
  const before = readFiles(folder);
  for (const path of new Set([...Object.keys(before), ...Object.keys(files)])) {
    if (before[path] !== files[path])
      printDifference(`${topic}/expected/${path}`, before[path] ?? "", files[path] ?? "");
  }
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
};

describe("golden documents", () => {
  it.each(topics)("generates what is expected of %s", async (topic) => {
    const files = await generateTopic(topic);
    if (isUpdating) accept(topic, files);
    expect(files).toEqual(readFiles(join(here, topic, "expected")));
  });

  it.each(topics)("writes no line over 100 columns for %s, unless it cannot be broken", (topic) => {
    const {
      "schema.ts": _,
      "findings.txt": __,
      ...files
    } = readFiles(join(here, topic, "expected"));
    const long = Object.values(files)
      .flatMap((text) => text.split("\n"))
      .filter((line) => line.length > 100 && !/^\s*("[^"]*",?|\* \S+|\* `[A-Z]+ \S+`)$/.test(line));
    expect(long).toEqual([]);
  });

  it.each(topics)("writes no any, cast, suppression or date for %s", (topic) => {
    const {
      "schema.ts": _,
      "findings.txt": __,
      ...files
    } = readFiles(join(here, topic, "expected"));
    for (const text of Object.values(files)) {
      const code = text.replaceAll(/\/\*\*[\s\S]*?\*\//g, "").replaceAll(/^\/\/.*$/gm, "");
      expect(code).not.toMatch(/\bany\b|\bas [A-Z{[]|@ts-|biome-ignore|eslint/);
      expect(text).not.toMatch(/\b20\d\d-\d\d-\d\d\b/);
    }
  });
});
