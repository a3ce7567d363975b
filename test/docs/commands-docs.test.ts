/** What docs/commands says of the command line is what the program does. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { describe, expect, it } from "vitest";
import { createProgram } from "../../codegen/cli/program.js";
import { givenDocument, givenProject, type TestProject } from "../codegen/support/project.js";
import { restoreProcess, run } from "../codegen/support/run-main.js";
import { type CodeBlock, codeBlocksOf, markersNamed, root } from "./code-blocks.js";
import { shellCommandsOf } from "./shell.js";

restoreProcess();

const folder = "docs/commands";
const commands = createProgram().commands.map((command): [string, Command] => [
  command.name(),
  command,
]);
const pageOf = (name: string): string => `${folder}/${name}.md`;
const textOf = (name: string): string => readFileSync(join(root, pageOf(name)), "utf8");

/** Arguments and options that a page's tables explain: cells in code quotes. */
const explainedBy = (name: string): string[] =>
  [...textOf(name).matchAll(/^\| `((?:--|\[|<)[^`]*)` \|/gm)].map(([, cell = ""]) =>
    cell.replaceAll("\\|", "|"),
  );

const argumentsOf = ({ registeredArguments }: Command): string[] =>
  registeredArguments.map((argument) => {
    const dots = argument.variadic ? "..." : "";
    return argument.required ? `<${argument.name()}${dots}>` : `[${argument.name()}${dots}]`;
  });

const optionsOf = ({ options }: Command): string[] => options.map(({ flags }) => flags);

describe("docs/commands", () => {
  it("has a page for each command, and no other", () => {
    const pages = readdirSync(join(root, folder)).filter((name) => name !== "README.md");
    expect(pages.sort()).toEqual(commands.map(([name]) => `${name}.md`).sort());
  });

  it("lists every command on its first page", () => {
    const listed = [...textOf("README").matchAll(/^\| \[`clientwright ([\w-]+)`\]/gm)];
    expect(listed.map(([, name]) => name)).toEqual(commands.map(([name]) => name));
  });

  it.each(commands)("explains every argument and option of %s, and no other", (name, command) => {
    const all = [...argumentsOf(command), ...optionsOf(command)];
    expect(explainedBy(name).sort()).toEqual(all.sort());
  });

  it.each(commands)("says how %s is called, how it ends, and what its JSON is", (name, command) => {
    const text = textOf(name);
    const usage = ["clientwright", name, ...argumentsOf(command), "[options]"].join(" ");
    expect(text).toContain(`# \`clientwright ${name}\`\n\n\`\`\`text\n${usage}\n`);
    expect(text).toMatch(/^Exit codes: 0 /m);
    expect(text).toContain("\n## JSON\n");
  });
});

const operation = (operationId: string, tag: string): object => ({
  operationId,
  tags: [tag],
  responses: { "204": { description: "Done" } },
});

const callingCode = `import createClient from "openapi-fetch";
const client = createClient({ baseUrl: "http://localhost:8000" });
const { data } = await client.GET("/orders");
`;

/** The project that pages speak of: a shop with users and orders, and a client that is a little stale. */
const givenShop = async ({ markers }: CodeBlock): Promise<TestProject> => {
  const api = { spec: "openapi.yaml", output: "client" };
  const paths = {
    "/orders": { get: operation("listOrders", "Orders") },
    "/users": { get: operation("listUsers", "Users") },
  };
  const project = givenProject({ "openapi.yaml": givenDocument({ paths }) });
  if (markers.includes("in: a project without configuration")) return project;
  project.write("clientwright.config.json", JSON.stringify({ apis: { shop: api } }));
  project.write("src/main.ts", callingCode);
  await run(project, "generate");
  const more = { ...paths, "/users/{id}": { delete: operation("deleteUser", "Users") } };
  const parameters = [{ name: "id", in: "path", required: true, schema: { type: "string" } }];
  const security = markers.includes("in: a project whose document has a mistake")
    ? { security: [{ kee: [] }], components: { securitySchemes: { key: { type: "mutualTLS" } } } }
    : {};
  const withParameters = { ...more, "/users/{id}": { ...more["/users/{id}"], parameters } };
  project.write("openapi.yaml", givenDocument({ paths: withParameters, ...security }));
  return project;
};

const titled = (blocks: readonly CodeBlock[]): [string, CodeBlock][] =>
  blocks.map((block) => [`${block.page}:${block.line}`, block]);
const blocks = commands.flatMap(([name]) => codeBlocksOf(pageOf(name)));
const shellBlocks = blocks.filter(({ language }) => language === "sh");

/** Every kind of thing that a JSON value holds, by path: `apis[].status string`. */
const shapeOf = (value: unknown, path = ""): string[] => {
  if (Array.isArray(value)) return value.slice(0, 1).flatMap((item) => shapeOf(item, `${path}[]`));
  if (typeof value !== "object" || value === null) return [`${path} ${typeof value}`];
  return Object.entries(value).flatMap(([key, item]) => shapeOf(item, `${path}.${key}`));
};

/** Prism and Ajv are loaded, which takes its time on a busy machine. */
const timeout = 120_000;

describe("commands on these pages", () => {
  it.each(titled(shellBlocks))("end as the page says: %s", { timeout }, async (_, block) => {
    const [code = "0"] = markersNamed("exits", block);
    const project = await givenShop(block);
    for (const { program, words } of shellCommandsOf(block.code)) {
      const [name = "", command = "", ...args] = words;
      expect([program, name]).toEqual(["npx", "clientwright"]);
      if (block.markers.includes("waits")) {
        const known = commands.find(([one]) => one === command)?.[1];
        expect(known?.parseOptions(args).unknown).toEqual([]);
      } else {
        const ended = await run(project, command, ...args);
        expect({ words, code: ended.code, err: ended.err }).toMatchObject({ code: Number(code) });
      }
    }
  });

  const documented = blocks.filter((block) => markersNamed("output of", block).length > 0);
  it.each(titled(documented))(
    "print JSON of the shape that the page shows: %s",
    { timeout },
    async (_, block) => {
      const [command = ""] = markersNamed("output of", block);
      const project = await givenShop(block);
      if (command.startsWith("contract")) await run(project, "generate");
      const { out } = await run(project, ...command.split(" "));
      const printed = new Set(shapeOf(JSON.parse(out)));
      const shown = shapeOf(JSON.parse(block.code));
      expect(shown.filter((part) => !printed.has(part))).toEqual([]);
      expect(Object.keys(JSON.parse(out))).toEqual(Object.keys(JSON.parse(block.code)));
    },
  );
});
