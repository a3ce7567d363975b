import { mkdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { generate } from "../../codegen/cli/generate-apis.js";
import { lint } from "../../codegen/cli/lint.js";
import { UsageError } from "../../codegen/config.js";
import { select } from "../../codegen/load/overlay/select.js";
import { load } from "../../codegen/load.js";
import { givenDocument, givenProject, type TestProject } from "./support/project.js";

const overlay = (actions: string, head = "overlay: 1.1.0"): string =>
  `${head}\ninfo: { title: Fix, version: "1" }\n${actions}`;

const withActions = (...actions: readonly unknown[]): string =>
  overlay(`actions: ${JSON.stringify(actions)}\n`);

const apply = (project: TestProject, ...overlays: readonly string[]) =>
  load("openapi.json", { root: project.folder, overlays });

/** The document after overlays of these actions, and what was said. */
const applied = async (
  document: Readonly<Record<string, unknown>>,
  ...actions: readonly unknown[]
) => {
  const project = givenProject({
    "openapi.json": givenDocument(document),
    "fix.yaml": withActions(...actions),
  });
  const { document: changed, diagnostics } = await apply(project, "fix.yaml");
  return { changed, said: diagnostics.map(({ message }) => message) };
};

describe("the actions of an overlay", () => {
  it("merge objects, concatenate lists and replace plain values", async () => {
    const { changed, said } = await applied(
      { tags: [{ name: "A" }], "x-data": { kept: 1, plain: 1, list: [1], inner: { a: 1 } } },
      {
        target: "$",
        update: { "x-data": { plain: 2, list: [2, 3], inner: { b: 2 }, added: { c: 3 } } },
      },
      { target: "$.tags", update: [{ name: "B" }, { name: "C" }] },
      { target: "$.tags", update: { name: "D" } },
      { target: "$.info.title", update: "Store" },
    );
    expect(said).toEqual([]);
    expect(changed).toMatchObject({
      info: { title: "Store", version: "1" },
      tags: [{ name: "A" }, { name: "B" }, { name: "C" }, { name: "D" }],
      "x-data": { kept: 1, plain: 2, list: [1, 2, 3], inner: { a: 1, b: 2 }, added: { c: 3 } },
    });
  });

  it("change all that is selected, each for itself", async () => {
    const { changed } = await applied(
      { tags: [{ name: "A" }, { name: "B" }] },
      { target: "$.tags[*]", update: { "x-list": [1] } },
      { target: "$.tags[0]", update: { "x-list": [2] } },
    );
    expect(changed?.tags).toEqual([
      { name: "A", "x-list": [1, 2] },
      { name: "B", "x-list": [1] },
    ]);
  });

  it("remove members and items, and see what earlier ones did", async () => {
    const { changed, said } = await applied(
      { tags: [{ name: "A" }, { name: "B" }, { name: "C" }], "x-a": 1 },
      { target: "$.tags[?@.name != 'B']", remove: true },
      { target: "$['x-a']", remove: true },
      { target: "$.tags[0]", update: { description: "The last one" } },
    );
    expect(said).toEqual([]);
    expect(changed?.tags).toEqual([{ name: "B", description: "The last one" }]);
    expect(changed).not.toHaveProperty("x-a");
  });

  it("copy one part to others", async () => {
    const { changed } = await applied(
      { tags: [{ name: "A", description: "One" }, { name: "B" }] },
      { target: "$.tags[1]", copy: "$.tags[0]" },
    );
    expect(changed?.tags).toEqual([
      { name: "A", description: "One" },
      { name: "A", description: "One" },
    ]);
  });

  it("change one place only, where YAML had the same value in two", async () => {
    const project = givenProject({
      "openapi.json":
        "openapi: 3.1.0\ninfo: { title: T, version: '1' }\ntags: [&a { name: A }, *a]\npaths: {}\n",
      "fix.yaml": withActions({ target: "$.tags[0]", update: { description: "One" } }),
    });
    const { document } = await apply(project, "fix.yaml");
    expect(document?.tags).toEqual([{ name: "A", description: "One" }, { name: "A" }]);
  });

  it("cannot reach beyond the document", async () => {
    const update = JSON.parse('{ "__proto__": { "polluted": true } }');
    const { changed } = await applied({}, { target: "$", update }, { target: "$", update });
    expect(Object.getPrototypeOf(changed)).toBe(Object.prototype);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it.each([
    [
      { target: "$.info", update: { title: ["T"] } },
      'The "update" does not fit: this is a list, but the document has a plain value there.',
    ],
    [
      { target: "$.info", update: "T" },
      'The "update" does not fit: this is a plain value, but the document has an object there.',
    ],
    [
      { target: "$.info.nothing", update: "T" },
      'Nothing in the document matches "$.info.nothing".',
    ],
    [{ target: "$", remove: true }, "The whole document cannot be removed."],
    [
      { target: "$['info', 'servers']", update: {} },
      "The target selects an object and a list: an update is for one kind.",
    ],
    [
      { target: "$.info", copy: "$.servers[*].no" },
      '"copy" must select one part of the document, and this selects 0.',
    ],
    [{ target: "$.info" }, 'This action does nothing: it has no "update", "copy" or "remove".'],
  ])("say what is wrong with %j", async (action, message) => {
    expect((await applied({}, action)).said).toEqual([message]);
  });

  it("are applied by file, in the order of the files", async () => {
    const title = (text: string) => withActions({ target: "$.info", update: { title: text } });
    const project = givenProject({
      "openapi.json": givenDocument(),
      "one.yaml": title("One"),
      "two.json": JSON.stringify({
        overlay: "1.0.0",
        info: { title: "Two", version: "1" },
        actions: [{ target: "$.info", update: { title: "Two" } }],
      }),
    });
    expect((await apply(project, "one.yaml", "two.json")).document?.info.title).toBe("Two");
    expect((await apply(project, "two.json", "one.yaml")).document?.info.title).toBe("One");
  });
});

describe("selecting", () => {
  it("answers names as they are, whatever is in them", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), async (name) => {
        const document = { [name]: [1] };
        const key = JSON.stringify(name).replaceAll(/[\ud800-\udfff]/g, "");
        fc.pre(JSON.parse(key) === name && name !== "__proto__");
        expect(await select(document, `$[${key}][0]`)).toEqual([[name, 0]]);
      }),
    );
  });

  it("answers each node once", async () => {
    expect(await select({ a: 1 }, "$['a', 'a']")).toEqual([["a"]]);
  });
});

describe("what is said about overlays", () => {
  it.each([
    ["its version", overlay("actions: [{ target: $ }]", "overlay: 1.0"), "1:1", "Overlay 1 is not"],
    [
      "a later version",
      overlay("actions: [{ target: $ }]", "overlay: 1.2.0"),
      "1:1",
      "1.0 and 1.1",
    ],
    ["missing actions", overlay(""), "1:1", '"actions" must be a list of actions.'],
    ["no actions", overlay("actions: []\n"), "3:1", '"actions" must be a list of actions.'],
    ["no target", overlay("actions:\n  - update: {}\n"), "4:5", 'An action needs "target"'],
    ["a key", overlay("actions:\n  - target: $\n    updat: {}\n"), "5:5", '"updat" is not known'],
    [
      "a path",
      overlay("actions:\n  - target: $.paths[/a]\n    remove: true\n"),
      "4:5",
      '"$.paths[/a]" is not a JSONPath',
    ],
    [
      "the wrong document",
      overlay("extends: other.json\nactions: [{ target: $, update: {} }]\n"),
      "3:1",
      'The overlay is for "other.json", not for openapi.json.',
    ],
    ["its syntax", "overlay: {\n", "2:1", "The file cannot be parsed"],
  ])("has the place of %s", async (_, text, place, message) => {
    const project = givenProject({ "openapi.json": givenDocument(), "fix.yaml": text });
    const { document, diagnostics } = await apply(project, "fix.yaml");
    expect(document).toBeUndefined();
    const [first] = diagnostics;
    expect(`${first?.place?.file}:${first?.place?.line}:${first?.place?.column}`).toBe(
      `fix.yaml:${place}`,
    );
    expect(first?.message).toContain(message);
  });

  it("has the place of a part that an overlay wrote, and of parts beside it", async () => {
    const project = givenProject({
      "openapi.json": givenDocument({ tags: [{ name: "Gone" }, { name: "Kept", description: 3 }] }),
      "fix.yaml": overlay(`actions:
  - target: $.tags[0]
    remove: true
  - target: $.tags
    update:
      name: New
      description: 4
  - target: $.info
    update:
      description: 5
`),
    });
    const { diagnostics } = await apply(project, "fix.yaml");
    const lines = project.read("openapi.json").split("\n");
    const kept = lines.findIndex((line) => line.includes('"description": 3')) + 1;
    expect(diagnostics.map(({ place, pointer }) => [pointer, place?.file, place?.line])).toEqual([
      ["#/tags/1/description", "fix.yaml", 9],
      ["#/info/description", "fix.yaml", 12],
      ["#/tags/0/description", "openapi.json", kept],
    ]);
  });

  it("includes that the file does not exist", async () => {
    const project = givenProject({ "openapi.json": givenDocument() });
    const { diagnostics } = await apply(project, "fix.yaml");
    expect(diagnostics).toEqual([expect.objectContaining({ rule: "unreadable-file" })]);
  });
});

const paged = {
  paths: {
    "/orders": {
      get: {
        operationId: "listOrders",
        tags: ["Orders"],
        parameters: ["skip", "top"].map((name) => ({
          name,
          in: "query",
          schema: { type: "integer" },
        })),
        responses: {
          "200": {
            description: "Ok",
            content: {
              "application/json": {
                schema: {
                  type: "object",
                  required: ["value"],
                  properties: { value: { type: "array", items: { type: "string" } } },
                },
              },
            },
          },
        },
      },
    },
  },
};

describe("a client of a document with overlays", () => {
  const paging = withActions({
    target: "$.paths['/orders'].get",
    update: {
      "x-clientwright": {
        pages: { style: "offset", items: "value", offset: "skip", limit: "top" },
      },
    },
  });

  it("has the pages that an overlay describes, and names both files", async () => {
    const project = givenProject({
      "openapi.json": givenDocument(paged),
      "pages.overlay.yaml": paging,
    });
    const [result] = await generate(["openapi.json"], {
      cwd: project.folder,
      output: "client",
      overlays: ["pages.overlay.yaml"],
    });
    expect(result?.diagnostics).toEqual([]);
    expect(project.read("client/resources/orders.ts")).toContain("PagePromise<string");
    expect(project.read("client/index.ts")).toContain(
      "// Generated by clientwright from openapi.json with pages.overlay.yaml.\n",
    );
    expect(project.read("client/index.ts")).toContain(
      "\n// Do not edit: change the document, then run `clientwright generate openapi.json --output client\n" +
        "// --overlay pages.overlay.yaml`.\n",
    );
  });

  it("is out of date when an overlay of the configuration changes", async () => {
    const project = givenProject({
      "openapi.json": givenDocument(paged),
      "pages.overlay.yaml": paging,
      "clientwright.config.json": JSON.stringify({
        apis: {
          shop: { spec: "openapi.json", output: "client", overlays: ["./pages.overlay.yaml"] },
        },
      }),
    });
    mkdirSync(project.path("node_modules"));
    const run = async (check: boolean) =>
      (await generate(["shop"], { cwd: project.folder, check }))[0]?.status;
    expect(await run(false)).toBe("written");
    expect(await run(true)).toBe("unchanged");
    project.write("pages.overlay.yaml", withActions({ target: "$.tags", remove: true }));
    expect(await run(true)).toBe("stale");
  });

  it("is linted as it is after them", async () => {
    const project = givenProject({
      "openapi.json": givenDocument({ info: { title: "T", version: "1", contact: { mail: "x" } } }),
      "fix.yaml": withActions({ target: "$.info.contact", remove: true }),
      "break.yaml": withActions({ target: "$.info", update: { colour: "red" } }),
    });
    const rules = async (...overlays: string[]) => {
      const [result] = await lint(["openapi.json"], { cwd: project.folder, overlays });
      return result?.diagnostics.map(({ rule, place }) => `${place?.file} ${rule}`);
    };
    expect(await rules()).toContain("openapi.json struct");
    expect(await rules("fix.yaml")).not.toContain("openapi.json struct");
    expect(await rules("fix.yaml", "break.yaml")).toContain("break.yaml struct");
  });

  it("is said of one API at a time", async () => {
    const project = givenProject({ "a.json": givenDocument(), "b.json": givenDocument() });
    const options = { cwd: project.folder, overlays: ["fix.yaml"] };
    await expect(lint(["a.json", "b.json"], options)).rejects.toThrow(UsageError);
  });
});
