/** The import rules of the tree: who may import whom, and that nobody imports in a circle. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const filesBelow = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((path) => !/(^|\/)(node_modules|dist)\//.test(path));

const bareRooms: Record<string, string> = {
  "clientwright/runtime": "src/runtime/index.ts",
  "clientwright/runtime/validation": "src/runtime/validation/index.ts",
  "clientwright/auth": "src/auth/index.ts",
  "clientwright/node": "src/node/index.ts",
  "clientwright/testing": "src/testing/index.ts",
};

const isTypeOnly = (node: ts.ImportDeclaration | ts.ExportDeclaration): boolean => {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  const clause = node.importClause;
  if (clause === undefined) return false;
  if (clause.isTypeOnly) return true;
  const named = clause.namedBindings;
  if (clause.name !== undefined || named === undefined || !ts.isNamedImports(named)) return false;
  return named.elements.length > 0 && named.elements.every((element) => element.isTypeOnly);
};

const target = (from: string, specifier: string): string => {
  if (!specifier.startsWith(".")) return bareRooms[specifier] ?? specifier;
  return join(dirname(from), specifier).split(sep).join("/").replace(/\.js$/, ".ts");
};

const importsOf = (file: string): Import[] => {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(root, file), "utf8"),
    ts.ScriptTarget.Latest,
  );
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    if (
      (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) &&
      node.moduleSpecifier !== undefined &&
      ts.isStringLiteral(node.moduleSpecifier)
    ) {
      const to = target(file, node.moduleSpecifier.text);
      found.push({ from: file, to, typeOnly: isTypeOnly(node) });
    }
    if (
      ts.isCallExpression(node) &&
      node.expression.kind === ts.SyntaxKind.ImportKeyword &&
      node.arguments[0] !== undefined &&
      ts.isStringLiteral(node.arguments[0])
    ) {
      found.push({ from: file, to: target(file, node.arguments[0].text), typeOnly: false });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
};

const files = ["src", "generated", "codegen"].flatMap(filesBelow);
const imports = files.flatMap(importsOf);
const show = ({ from, to }: Import): string => `${from} -> ${to}`;
const offending = (from: RegExp, isWrong: (edge: Import) => boolean): string[] =>
  imports.filter((edge) => from.test(edge.from) && isWrong(edge)).map(show);
const isOwn = (path: string): boolean => /^(src|generated|codegen)\//.test(path);

describe("the import rules", () => {
  it("reads the whole tree", () => {
    expect(files.length).toBeGreaterThan(50);
    expect(imports.length).toBeGreaterThan(files.length);
  });

  it("lets src/runtime import nothing of ours but itself", () => {
    const wrong = offending(
      /^src\/runtime\//,
      ({ to }) => isOwn(to) && !to.startsWith("src/runtime/"),
    );
    expect(wrong).toEqual([]);
  });

  it("lets src/auth import only itself and src/runtime", () => {
    const wrong = offending(
      /^src\/auth\//,
      ({ to }) => isOwn(to) && !/^src\/(auth|runtime)\//.test(to),
    );
    expect(wrong).toEqual([]);
  });

  it("lets generated code import only its own folder and the runtime", () => {
    const wrong = imports.filter(({ from, to }) => {
      if (!from.startsWith("generated/")) return false;
      const own = from.split("/").slice(0, 2).join("/");
      return !to.startsWith(`${own}/`) && to !== "src/runtime/index.ts";
    });
    expect(wrong.map(show)).toEqual([]);
  });

  it("keeps the clients apart from each other and from the generator", () => {
    const rooms = new Set(["runtime", "auth", "node", "testing"]);
    const wrong = imports.filter(({ from, to }) => {
      const api = /^src\/([^/]+)\//.exec(from)?.[1];
      if (api === undefined || rooms.has(api)) return false;
      if (to.startsWith("codegen/")) return true;
      if (to.startsWith("generated/")) return !to.startsWith(`generated/${api}/`);
      const other = /^src\/([^/]+)\//.exec(to)?.[1];
      return other !== undefined && other !== api && !rooms.has(other);
    });
    expect(wrong.map(show)).toEqual([]);
  });

  it("lets the generator see only types of the runtime's operations", () => {
    const wrong = offending(
      /^codegen\//,
      ({ to, typeOnly }) =>
        /^(src|generated)\//.test(to) && !(to === "src/runtime/index.ts" && typeOnly),
    );
    expect(wrong).toEqual([]);
  });

  it("never lets emit see OpenAPI, nor model see emit", () => {
    const emit = offending(/^codegen\/emit\//, ({ to }) => to === "codegen/load.ts");
    const model = offending(/^codegen\/model\//, ({ to }) => to.startsWith("codegen/emit/"));
    expect([...emit, ...model]).toEqual([]);
  });

  it("lets diff see documents and models, but neither what is written nor the command line", () => {
    const diff = offending(/^codegen\/diff\//, ({ to }) =>
      /^codegen\/(emit|cli|contract|prism)\/|^codegen\/write\.ts$/.test(to),
    );
    const others = imports.filter(
      ({ from, to }) =>
        to.startsWith("codegen/diff/") && !/^codegen\/(diff\/|cli\/|index\.ts$)/.test(from),
    );
    expect([...diff, ...others.map(show)]).toEqual([]);
  });

  it("uses Node's modules only in rooms that are for Node", () => {
    const wrong = imports.filter(
      ({ from, to }) =>
        to.startsWith("node:") &&
        !from.startsWith("codegen/") &&
        !/^src\/(node|testing)\//.test(from) &&
        !/^src\/[^/]+\/node\//.test(from),
    );
    expect(wrong.map(show)).toEqual([]);
  });

  const single: [string, RegExp, string][] = [
    ["openapi-fetch", /^openapi-fetch$/, "src/runtime/openapi-fetch.ts"],
    ["openapi-typescript", /^openapi-typescript(\/|$)/, "codegen/emit/schema.ts"],
    ["ts-morph", /^ts-morph$/, "codegen/migrate/rewrite-source.ts"],
    ["the JSONPath library", /^jsonpath-/, "codegen/load/overlay/select.ts"],
    ["the converter of Swagger 2.0", /^@scalar\//, "codegen/load/swagger/convert.ts"],
    ["Redocly's core", /^@redocly\/openapi-core/, "codegen/load.ts"],
  ];
  it.each(single)("imports %s as a value in one file only", (_name, pattern, only) => {
    const users = new Set(
      imports.filter(({ to, typeOnly }) => pattern.test(to) && !typeOnly).map(({ from }) => from),
    );
    expect([...users]).toEqual([only]);
  });

  it("has no import cycles among values", () => {
    const edges = new Map<string, string[]>();
    for (const { from, to, typeOnly } of imports) {
      if (!typeOnly && isOwn(to)) edges.set(from, [...(edges.get(from) ?? []), to]);
    }
    const done = new Set<string>();
    const cycles: string[] = [];
    const walk = (file: string, trail: readonly string[]): void => {
      if (trail.includes(file)) {
        cycles.push([...trail.slice(trail.indexOf(file)), file].join(" -> "));
        return;
      }
      if (done.has(file)) return;
      for (const next of edges.get(file) ?? []) walk(next, [...trail, file]);
      done.add(file);
    };
    for (const file of files) walk(file, []);
    expect(cycles).toEqual([]);
  });
});
