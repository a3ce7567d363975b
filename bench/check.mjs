// What checking costs: a file that calls every GET operation of a document through the generated methods, and the same
// file through openapi-fetch's typed verbs. Counts instantiations, which do not depend on the machine, and seconds.
//   npm ci --prefix bench && npm run build && node bench/check.mjs [document.json]
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "..");
const document =
  process.argv[2] ?? join(here, "node_modules/@octokit/openapi/generated/api.github.com.json");
if (!existsSync(document)) {
  console.error(`There is no document at ${document}: run \`npm ci --prefix bench\` first.`);
  process.exit(2);
}
// 1,500 for the 250 GET operations of Stripe's document.
const barPerCall = 6;

const dist = (path) => import(join(root, "codegen/dist", path));
const { generateApi, targetOf } = {
  ...(await dist("generate-api.js")),
  ...(await dist("config.js")),
};
const { load } = await dist("load.js");
const { buildApi } = await dist("model/build.js");
const { createFindings } = await dist("diagnostics.js");

const folder = mkdtempSync(join(tmpdir(), "clientwright-check-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));

const target = targetOf(folder, { spec: document, output: "client", name: "Bench" });
const { status } = await generateApi(target, { cache: false });
if (status !== "written") throw new Error(`${document} was not generated: ${status}`);
const { document: parsed } = await load(document);
const api = buildApi(parsed, { name: "Bench" }, createFindings());

/** An argument of any type: the point is what a call costs, not what is passed. */
const value = (type) =>
  type.kind === "plain" && type.name === "string"
    ? '"x"'
    : type.kind === "plain" && type.name === "number"
      ? "1"
      : "anything";

const methodCalls = (resources, path) =>
  resources.flatMap(({ property, operations, children }) => {
    const here = `${path}.${property}`;
    const calls = operations
      .filter(({ verb }) => verb === "GET")
      .map(({ method, pathValues, arguments: all }) => {
        const args = [
          ...pathValues.map(({ type }) => value(type)),
          ...all.filter(({ required }) => required).map(() => "anything"),
        ];
        return `  await ${here}.${method}(${args.join(", ")});`;
      });
    return [...calls, ...methodCalls(children, here)];
  });

const verbCalls = (resources) =>
  resources.flatMap(({ operations, children }) => [
    ...operations
      .filter(({ verb }) => verb === "GET")
      .map(({ path, pathValues, arguments: all }) => {
        const needed = all
          .filter(({ required }) => required)
          .map(({ group }) => `${group}: anything`);
        const pathArgs = pathValues.map(
          ({ wireName, type }) => `${JSON.stringify(wireName)}: ${value(type)}`,
        );
        const params = [
          ...(pathArgs.length > 0 ? [`path: { ${pathArgs.join(", ")} }`] : []),
          ...needed,
        ];
        const init = params.length > 0 ? `, { params: { ${params.join(", ")} } }` : "";
        return `  await client.GET(${JSON.stringify(path)}${init});`;
      }),
    ...verbCalls(children),
  ]);

const file = (imports, client, calls) =>
  `${imports}\ndeclare const anything: never;\n\nexport async function calls(${client}): Promise<void> {\n${calls.join("\n")}\n}\n`;
const files = {
  "no calls": file('import type { BenchApi } from "./client/index.js";', "client: BenchApi", [
    "  void client;",
  ]),
  "generated methods": file(
    'import type { BenchApi } from "./client/index.js";',
    "client: BenchApi",
    methodCalls(api.resources, "client"),
  ),
  "openapi-fetch's verbs": file(
    'import type { Client } from "openapi-fetch";\nimport type { paths } from "./client/schema.js";',
    "client: Client<paths>",
    verbCalls(api.resources),
  ),
};

const check = (compiler, name) => {
  const path = join(folder, `${name.replace(/\W+/g, "-")}.ts`);
  writeFileSync(path, files[name]);
  const config = join(folder, "tsconfig.json");
  writeFileSync(
    config,
    JSON.stringify({
      compilerOptions: {
        noEmit: true,
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        skipLibCheck: true,
        target: "ES2022",
        module: "NodeNext",
        moduleResolution: "NodeNext",
        types: [],
        lib: ["ES2023", "DOM", "DOM.Iterable", "DOM.AsyncIterable", "ESNext.Disposable"],
        paths: {
          "clientwright/runtime": [join(root, "src/runtime/index.ts")],
        },
      },
      files: [path],
    }),
  );
  const { stdout } = spawnSync(
    process.execPath,
    [join(root, "node_modules", compiler), "-p", config, "--extendedDiagnostics"],
    { encoding: "utf8" },
  );
  const number = (label) =>
    Number(new RegExp(`^${label}:\\s+([\\d.]+)`, "m").exec(stdout)?.[1] ?? Number.NaN);
  const errors = stdout.split("\n").filter((line) => line.includes(": error TS"));
  return {
    errors,
    instantiations: number("Instantiations"),
    seconds: number("Check time"),
    total: number("Total time"),
  };
};

const count = methodCalls(api.resources, "client").length;
console.log(`${document}: ${count} GET operations\n`);
console.log(
  "| what | compiler | instantiations | check s | total s | errors |\n|---|---|---:|---:|---:|---:|",
);
let sound = true;
for (const [label, compiler] of [
  ["TypeScript 5.9", "typescript/bin/tsc"],
  ["TypeScript 7", "typescript-7/bin/tsc"],
]) {
  const base = check(compiler, "no calls").instantiations;
  for (const name of Object.keys(files)) {
    const { errors, instantiations, seconds, total } = check(compiler, name);
    console.log(
      `| ${name} | ${label} | ${instantiations} | ${seconds} | ${total} | ${errors.length} |`,
    );
    for (const line of errors.slice(0, 3)) console.error(line);
    if (name === "generated methods") {
      const perCall = (instantiations - base) / count;
      console.log(`| ... for each call | ${label} | ${perCall.toFixed(1)} | | | |`);
      if (errors.length > 0 || (label === "TypeScript 5.9" && perCall > barPerCall)) sound = false;
    }
  }
}
console.log(
  `\nBar: at most ${barPerCall} instantiations for each call (TypeScript 5.9), and no errors.`,
);
process.exitCode = sound ? 0 : 1;
