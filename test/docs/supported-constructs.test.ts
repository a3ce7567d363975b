/**
 * The page of supported constructs and the golden documents say the same. To write the page anew:
 * `npm run docs:constructs`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import {
  codeFragment,
  documentFragment,
  hasTest,
  readTopic,
  renderConstructs,
  topicNames,
} from "./constructs.js";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const page = join(root, "docs/supported-constructs.md");
const names = topicNames(root);

describe("a golden document", () => {
  it.each(names)("%s says which constructs it covers, and they are there", (name) => {
    const topic = readTopic(root, name);
    expect(topic, `test/golden/${name}/constructs.json is missing`).toBeDefined();
    if (topic === undefined) return;
    expect(topic.title).toMatch(/\S/);
    expect(topic.constructs.length).toBeGreaterThan(0);
    for (const construct of topic.constructs) {
      expect(documentFragment(root, topic, construct)).not.toBe("");
      expect(codeFragment(root, topic, construct)).not.toBe("");
      expect(hasTest(root, construct), JSON.stringify(construct.test)).toBe(true);
    }
  });
});

describe("docs/supported-constructs.md", () => {
  it("is what the golden documents say", () => {
    const topics = names.flatMap((name) => readTopic(root, name) ?? []);
    const text = renderConstructs(root, topics);
    if (process.env.UPDATE_CONSTRUCTS === "1") writeFileSync(page, text);
    expect(readFileSync(page, "utf8")).toBe(text);
  });
});
