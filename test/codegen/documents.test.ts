import { writeFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { generate } from "../../codegen/cli/generate-apis.js";
import { lint } from "../../codegen/cli/lint.js";
import { mock } from "../../codegen/cli/mock.js";
import { UsageError } from "../../codegen/config.js";
import { decode } from "../../codegen/load/decode.js";
import { load } from "../../codegen/load.js";
import { givenDocument, givenProject } from "./support/project.js";

const yaml = "openapi: 3.1.0\ninfo: { title: Shop ü, version: '1' }\npaths: {}\n";

const utf16 = (text: string, order: "le" | "be", mark: boolean): Buffer => {
  const bytes = Buffer.from(mark ? `\uFEFF${text}` : text, "utf16le");
  return order === "le" ? bytes : bytes.swap16();
};

/** What is said of a file of these bytes: place, rule and message. */
const findingsOf = async (name: string, bytes: Uint8Array | string): Promise<string[]> => {
  const project = givenProject();
  writeFileSync(project.path(name), bytes);
  const { diagnostics } = await load(name, { root: project.folder });
  return diagnostics.map(
    ({ place, message }) =>
      `${place?.line}:${place?.column} ${message.replace(project.folder, "")}`,
  );
};

describe("the content of a document", () => {
  it.each([
    ["UTF-8", Buffer.from(yaml)],
    ["UTF-8 with a byte order mark", Buffer.from(`\uFEFF${yaml}`)],
    ["UTF-16, little end first", utf16(yaml, "le", true)],
    ["UTF-16, big end first", utf16(yaml, "be", true)],
    ["UTF-16 without a mark", utf16(yaml, "le", false)],
    ["UTF-16 without a mark, big end first", utf16(yaml, "be", false)],
  ])("is read in %s", async (_, bytes) => {
    const project = givenProject();
    writeFileSync(project.path("shop.yml"), bytes);
    const { document } = await load("shop.yml", { root: project.folder });
    expect(document?.info.title).toBe("Shop ü");
  });

  it("is decoded to the text that was encoded, whatever the encoding", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\0")),
        fc.constantFrom("le", "be"),
        (text, order) => {
          const whole = `openapi: ${text}`;
          expect(decode(Buffer.from(whole))).toEqual({ text: whole });
          expect(decode(utf16(whole, order, true))).toEqual({ text: whole });
        },
      ),
    );
  });

  it.each([
    ["YAML in a file that is named for JSON", "shop.json", yaml],
    ["JSON in a file that is named for YAML", "shop.yaml", givenDocument()],
    ["JSON in a file without an extension", "shop", givenDocument()],
    ["YAML in braces", "shop.yaml", "{openapi: 3.1.0, info: {title: T, version: '1'},}"],
    [
      "YAML in braces that looks like JSON",
      "shop.yaml",
      '{"openapi": "3.1.0", "info": {"title": "T", "version": "1"},} # fine in YAML',
    ],
  ])("decides what it is: %s", async (_, name, text) => {
    expect(await findingsOf(name, text)).toEqual([]);
  });

  it.each([
    [
      "a trailing comma",
      '{\n  "openapi": "3.1.0",\n}\n',
      "2:21 The file cannot be parsed: a comma behind the last member, which JSON does not have.",
    ],
    [
      "a comment",
      '{\n  // "not", here\n  "openapi": "3.1.0"\n}\n',
      "2:3 The file cannot be parsed: a comment, which JSON does not have.",
    ],
    [
      "a comment behind a string with slashes",
      '{ "openapi": "http://x", /* no */ "info": {} }',
      "1:26 The file cannot be parsed: a comment, which JSON does not have.",
    ],
    [
      "an end in the middle",
      '{\n  "openapi": "3.1.0",\n  "info": {\n',
      "3:12 The file cannot be parsed: it ends in the middle of a value.",
    ],
  ])("is JSON without extras: %s", async (_, text, finding) => {
    expect(await findingsOf("shop.json", text)).toEqual([finding]);
  });

  it.each([
    ["nothing", "", "1:1 The file /shop.yaml is empty."],
    ["only space", " \n\n", "1:1 The file /shop.yaml is empty."],
    [
      "text of an older encoding",
      Buffer.from("info: Caf\xe9", "latin1"),
      "1:1 The file /shop.yaml is neither UTF-8 nor UTF-16 text: save it as UTF-8.",
    ],
    ["an archive", Buffer.from([80, 75, 3, 4, 0, 0, 0]), "1:1 The file /shop.yaml is not text."],
  ])("cannot be %s", async (_, bytes, finding) => {
    expect(await findingsOf("shop.yaml", bytes)).toEqual([finding]);
  });

  it("is asked for by name where a folder was given", async () => {
    const project = givenProject({
      "specs/notes.yaml": "a: 1\n",
      "specs/openapi.yaml": yaml,
      "specs/old.json": '{\n  "swagger": "2.0"\n}',
      "specs/readme.md": yaml,
    });
    const [finding] = (await load("specs", { root: project.folder })).diagnostics;
    expect(finding?.message).toMatch(/specs is a folder\.$/);
    expect(finding?.advice).toBe("Name the document: old.json, openapi.yaml.");
  });

  it("may be in several files of several encodings", async () => {
    const project = givenProject({
      "openapi.yaml": `${yaml}components: { schemas: { A: { $ref: "parts/a#/A" } } }\n`,
      "parts/x": "",
    });
    writeFileSync(project.path("parts/a"), utf16('{ "A": { "type": "string" } }', "le", true));
    const { document, diagnostics } = await load("openapi.yaml", { root: project.folder });
    expect(diagnostics).toEqual([]);
    expect(document?.components?.schemas?.A).toEqual({ type: "string" });
    const [result] = await lint(["openapi.yaml"], { cwd: project.folder });
    expect(result?.diagnostics.map(({ rule }) => rule)).not.toContain("no-unresolved-refs");
  });
});

/** What a pipe would hand out, in two pieces. */
const piped = async function* (text: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  yield bytes.subarray(0, 7);
  yield bytes.subarray(7);
};

describe("a document on standard input", () => {
  it("is generated from, and named in headers without a path", async () => {
    const project = givenProject();
    const [result] = await generate(["-"], {
      cwd: project.folder,
      output: "client",
      stdin: piped(givenDocument()),
    });
    expect(result).toMatchObject({ api: "<stdin>", status: "written", diagnostics: [] });
    expect(project.read("client/index.ts")).toContain(
      "// Generated by clientwright from a document on standard input.\n" +
        "// Do not edit: change the document, then run `clientwright generate - --output client`.\n",
    );
  });

  it("has references that are relative to the working directory", async () => {
    const project = givenProject({ "parts/a.yaml": "A: { type: string }\n" });
    const options = {
      cwd: project.folder,
      output: "client",
      stdin: piped(`${yaml}components: { schemas: { A: { $ref: "parts/a.yaml#/A" } } }\n`),
    };
    const [result] = await generate(["-"], options);
    expect(result?.diagnostics).toEqual([]);
    expect(project.read("client/models.ts")).toContain("export type A =");
  });

  it("is linted, with its places", async () => {
    const [result] = await lint(["-"], {
      cwd: givenProject().folder,
      stdin: piped("openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: []\n"),
    });
    expect(result?.api).toBe("<stdin>");
    expect(result?.diagnostics).toContainEqual(
      expect.objectContaining({
        severity: "warning",
        rule: "repaired-structure",
        place: { file: "<stdin>", line: 3, column: 1 },
      }),
    );
  });

  it("is served", async () => {
    const { folder } = givenProject();
    await using mocks = await mock(["-"], { cwd: folder, stdin: piped(givenDocument()) });
    expect(mocks.apis).toEqual([expect.objectContaining({ name: "<stdin>", operations: 1 })]);
  });

  it("is one document", async () => {
    await expect(lint(["-", "-"], { stdin: piped("") })).rejects.toThrow(UsageError);
  });

  it("is said to be empty where nothing was piped", async () => {
    const [result] = await lint(["-"], { cwd: givenProject().folder, stdin: piped("") });
    expect(result?.diagnostics[0]?.message).toBe("The document on standard input is empty.");
  });
});
