import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { isNode, type Node } from "../../codegen/document.js";
import { checkVocabulary } from "../../codegen/vocabulary.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const page = readFileSync(join(root, "docs/vocabulary.md"), "utf8");
const schema: Node = JSON.parse(
  readFileSync(join(root, "codegen/schema/vocabulary.schema.json"), "utf8"),
);

const keysOf = (definition: unknown): string[] => {
  const properties = isNode(definition) ? definition.properties : undefined;
  return isNode(properties) ? Object.keys(properties) : [];
};

describe("docs/vocabulary.md", () => {
  const definitions = Object.entries(schema.$defs as Node);
  const keys = definitions.flatMap(([name, definition]) =>
    keysOf(definition).map((key) => [name, key] as const),
  );

  it.each(keys.filter(([, key]) => key !== "$schema" && key !== "apis"))(
    "explains the key of %s: %s",
    (_, key) => {
      expect(page).toMatch(new RegExp(`\\b${key}\\b`));
    },
  );

  const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = ""]) => text);
  const extensions = blocks.flatMap((text) => {
    const found: [string, unknown][] = [];
    const visit = (value: unknown, kind: string): void => {
      if (!isNode(value)) {
        if (Array.isArray(value)) for (const item of value) visit(item, "tag");
        return;
      }
      for (const [key, child] of Object.entries(value)) {
        if (key === "x-clientwright") found.push([kind, child]);
        else visit(child, key === "tags" ? "tag" : "operation");
      }
    };
    if (text.startsWith("pages:"))
      for (const line of text.trim().split("\n")) found.push(["operation", parse(line)]);
    else {
      const value = parse(text);
      const isDocument = isNode(value["x-clientwright"]) && !("pages" in value["x-clientwright"]);
      visit(value, isDocument ? "document" : "operation");
    }
    return found;
  });

  it.each(extensions)("shows only what is allowed on the %s: %j", async (kind, value) => {
    const definition = kind as "operation" | "tag" | "document";
    expect(await checkVocabulary(definition, value, [])).toEqual([]);
  });
});
