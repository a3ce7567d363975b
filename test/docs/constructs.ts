/** The page of supported constructs, made of the golden documents and what each says that it covers. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { pathOf } from "../../codegen/diagnostics.js";
import { valueAt } from "../../codegen/document.js";

/** One construct, in `constructs.json` of a golden topic. */
export interface Construct {
  /** What a document may have, in OpenAPI's words; Markdown. */
  readonly construct: string;
  /** What the client does with it; Markdown. */
  readonly does: string;
  /** Where it is in the topic's document, a JSON pointer. */
  readonly at: string;
  /** A file of the topic's output, and text that the first line to show has. */
  readonly code: readonly [file: string, text: string];
  /** A test of what is sent or read: its file, and words of its title. */
  readonly test?: readonly [file: string, title: string];
}

/** A golden topic and what it covers. */
export interface Topic {
  readonly name: string;
  readonly title: string;
  readonly constructs: readonly Construct[];
}

/** `constructs.json` of a topic. */
interface Statement {
  readonly title: string;
  readonly constructs: readonly Construct[];
}

/** The folders of golden documents, by name. */
export const topicNames = (root: string): string[] =>
  readdirSync(join(root, "test/golden"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

const read = (root: string, ...path: string[]): string =>
  readFileSync(join(root, "test/golden", ...path), "utf8");

/** What a topic says of itself; undefined when it says nothing. */
export const readTopic = (root: string, name: string): Topic | undefined => {
  if (!existsSync(join(root, "test/golden", name, "constructs.json"))) return undefined;
  const statement: Statement = JSON.parse(read(root, name, "constructs.json"));
  return { name, ...statement };
};

const longest = 16;

const cut = (lines: readonly string[], mark: string): string => {
  const margin = Math.min(...lines.filter((line) => line.trim() !== "").map(marginOf));
  const shown = lines.slice(0, longest).map((line) => line.slice(margin));
  return [...shown, ...(lines.length > longest ? [mark] : [])].join("\n");
};

const marginOf = (line: string): number => line.length - line.trimStart().length;

/** The part of a topic's document that a construct points at. Throws when there is none. */
export const documentFragment = (root: string, topic: Topic, { at }: Construct): string => {
  const file = existsSync(join(root, "test/golden", topic.name, "openapi.json"))
    ? "openapi.json"
    : "openapi.yaml";
  const value = valueAt(parse(read(root, topic.name, file)), pathOf(at));
  if (value === undefined) throw new Error(`${topic.name}: the document has nothing at ${at}`);
  const key = String(pathOf(at).at(-1) ?? "");
  const isNamed = !Array.isArray(value) && !/^\d+$/.test(key) && key !== "";
  return cut(
    stringify(isNamed ? { [key]: value } : value)
      .trimEnd()
      .split("\n"),
    "# ...",
  );
};

/** A statement of generated code: from its first line to the one that ends what it opened. */
export const codeFragment = (root: string, topic: Topic, { code }: Construct): string => {
  const [file, text] = code;
  const lines = read(root, topic.name, "expected", file).split("\n");
  const start = lines.findIndex((line) => line.includes(text));
  const first = lines[start];
  if (first === undefined) throw new Error(`${topic.name}: ${file} has no line with ${text}`);
  const ends = (line: string): boolean =>
    first.endsWith("=")
      ? line.endsWith(";")
      : marginOf(line) <= marginOf(first) && /[;}]$/.test(line);
  const isWhole = /[;,]$/.test(first) || file.endsWith(".txt");
  const rest = isWhole ? 0 : lines.slice(start + 1).findIndex(ends) + 1;
  return cut(lines.slice(start, start + rest + 1), "// ...");
};

/** Whether the test that a construct names is there. */
export const hasTest = (root: string, { test }: Construct): boolean => {
  if (test === undefined) return true;
  const [file, title] = test;
  return existsSync(join(root, file)) && readFileSync(join(root, file), "utf8").includes(title);
};

const section = (root: string, topic: Topic): string => {
  const parts = topic.constructs.map((construct) => {
    const proof =
      construct.test === undefined
        ? ""
        : `\n\nTested: [${construct.test[0]}](../${construct.test[0]}), "${construct.test[1]}".`;
    const language = construct.code[0].endsWith(".ts") ? "ts" : "text";
    return `**${construct.construct}.** ${construct.does}

\`\`\`yaml
${documentFragment(root, topic, construct)}
\`\`\`

\`\`\`${language}
${codeFragment(root, topic, construct)}
\`\`\`${proof}
`;
  });
  const fixture = `Fixture: [test/golden/${topic.name}](../test/golden/${topic.name}).`;
  return `## ${topic.title}\n\n${fixture}\n\n${parts.join("\n")}`;
};

/** The whole page. */
export const renderConstructs = (root: string, topics: readonly Topic[]): string => {
  const rows = topics.flatMap(({ title, constructs }) =>
    constructs.map(({ construct, does }) => {
      const cell = (text: string): string => text.replaceAll("|", "\\|");
      return `| ${title} | ${cell(construct)} | ${cell(does)} |`;
    }),
  );
  return `# Supported constructs

What of OpenAPI 3.0, 3.1 and 3.2 the generator knows, and what its clients do with it. This page is made of the golden
documents by \`npm run docs:constructs\`, and a test holds them together: each line below is a document that is generated
on every run, and each fragment is cut out of it and out of its output.

| topic | construct | what the client does |
|---|---|---|
${rows.join("\n")}

${topics.map((topic) => section(root, topic)).join("\n")}`;
};
