// Minified and gzipped size of programs that make one call, openapi-fetch included.
// Bar (design, section 9): at most 8 KB for `client.call` with one operation. Exits with 1 when it is missed.
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const bar = 8 * 1024;
const resolveDir = new URL("..", import.meta.url).pathname;

const operation = `const getToken = { id: "getToken", method: "GET", path: "/tokens/{id}", security: [["bearer"]], idempotent: true };`;
const description = (errors) =>
  `const api = { name: "bench", servers: ["https://api.test"], securitySchemes: { bearer: { type: "http", scheme: "bearer" } }, errors: ${errors} };`;
const family = `class BenchError extends ClientwrightError {} const errors = createErrorFamily({ base: BenchError });`;

const caller = (
  capabilities,
) => `import { ClientwrightError, createCaller, createErrorFamily, essentials, everything, retries } from "./src/runtime/index.ts";
    ${family} ${operation} ${description("errors")}
    console.log(await createCaller(api, { auth: { bearer: "x" } }, ${capabilities}).call(getToken, { path: { id: 1 } }));`;

const programs = {
  "createCaller, essentials": caller("essentials"),
  "createCaller, with retries": caller("{ ...essentials, ...retries }"),
  "createCaller, everything": caller("everything"),
  "ApiClient, its API's errors": `import { ApiClient, ClientwrightError, createErrorFamily } from "./src/runtime/index.ts";
    ${family} ${operation} ${description("errors")}
    console.log(await new ApiClient(api, { auth: { bearer: "x" } }).call(getToken, { path: { id: 1 } }));`,
  "openapi-fetch alone": `import createClient from "openapi-fetch";
    console.log(await createClient({ baseUrl: "https://api.test" }).GET("/tokens/{id}", { params: { path: { id: 1 } } }));`,
};

let missed = false;
for (const [name, contents] of Object.entries(programs)) {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir, loader: "ts" },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
    metafile: true,
  });
  const { contents: bytes } = outputFiles[0];
  const gzipped = gzipSync(bytes, { level: 9 }).byteLength;
  console.log(
    `${name.padEnd(36)}${String(bytes.byteLength).padStart(7)} B minified${String(gzipped).padStart(7)} B gzip`,
  );
  if (name === Object.keys(programs)[0] && gzipped > bar) missed = true;
  if (process.argv.includes("--files")) printFiles(metafile);
}
console.log(missed ? `bar missed: ${bar} B` : `within the bar of ${bar} B`);
process.exitCode = missed ? 1 : 0;

function printFiles({ outputs }) {
  const [{ inputs }] = Object.values(outputs);
  const sizes = Object.entries(inputs).map(([file, { bytesInOutput }]) => [bytesInOutput, file]);
  for (const [size, file] of sizes.sort(([a], [b]) => b - a))
    console.log(`${String(size).padStart(8)} ${file}`);
}
