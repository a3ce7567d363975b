// CPU time of one call with every policy on, against raw fetch and bare openapi-fetch with the same stubbed transport, as ratios in one run.
// Bar (design, section 9): at most 1.5 x. Exits with 1 when it is missed.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const bar = 1.5;
const rounds = 41;
const callsPerRound = 2_000;
const token = "0123456789abcdef";
const answer = JSON.stringify({ id: 7, text: "hello", score: 0.5, tags: ["a", "b"], next: null });
const stub = async () =>
  new Response(answer, { status: 200, headers: { "content-type": "application/json" } });

const folder = await mkdtemp(join(tmpdir(), "clientwright-bench-"));
const outfile = join(folder, "runtime.mjs");
await build({
  stdin: {
    contents: `export * from "./src/runtime/index.ts"; export { default as createClient } from "openapi-fetch";`,
    resolveDir: new URL("..", import.meta.url).pathname,
  },
  bundle: true,
  format: "esm",
  platform: "node",
  target: "es2022",
  outfile,
});
const { ApiClient, createClient, runtimeErrors } = await import(pathToFileURL(outfile).href);
await rm(folder, { recursive: true });

const description = {
  name: "bench",
  servers: ["https://api.test/v1"],
  securitySchemes: { bearer: { type: "http", scheme: "bearer" } },
  errors: runtimeErrors,
};
const options = { auth: { bearer: token }, fetch: stub, timeoutMs: 30_000, deadlineMs: 60_000 };
const client = new ApiClient(description, options);
const bare = createClient({ baseUrl: "https://api.test/v1", fetch: stub });
const security = [["bearer"]];
const get = { id: "getToken", method: "GET", path: "/tokens/{id}", security, idempotent: true };
const post = {
  ...{ id: "createToken", method: "POST", path: "/tokens", body: "json", security },
  ...{ idempotent: false, idempotencyKey: "idempotency-key" },
};
const body = { text: "hello", tags: ["a", "b"] };
const authorization = `Bearer ${token}`;

const contenders = {
  GET: {
    "fetch(url, init)": async () =>
      (
        await stub("https://api.test/v1/tokens/7?expand=all", { headers: { authorization } })
      ).json(),
    "openapi-fetch": () =>
      bare.GET("/tokens/{id}", {
        params: { path: { id: 7 }, query: { expand: "all" } },
        headers: { authorization },
      }),
    clientwright: () => client.call(get, { path: { id: 7 }, query: { expand: "all" } }),
  },
  POST: {
    "fetch(url, init)": async () =>
      (
        await stub("https://api.test/v1/tokens", {
          method: "POST",
          headers: {
            authorization,
            "content-type": "application/json",
            "idempotency-key": crypto.randomUUID(),
          },
          body: JSON.stringify(body),
        })
      ).json(),
    "openapi-fetch": () =>
      bare.POST("/tokens", {
        body,
        headers: { authorization, "idempotency-key": crypto.randomUUID() },
      }),
    clientwright: () => client.call(post, { body }),
  },
};

async function microsecondsPerCall(call) {
  const start = process.cpuUsage();
  for (let count = 0; count < callsPerRound; count += 1) await call();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / callsPerRound;
}

// The fastest tenth: what is slower was disturbed by collections and by other programs.
const undisturbed = (numbers) =>
  numbers.slice().sort((a, b) => a - b)[Math.floor(numbers.length / 10)];
let missed = false;
for (const [verb, calls] of Object.entries(contenders)) {
  const times = Object.fromEntries(Object.keys(calls).map((name) => [name, []]));
  for (let round = -8; round < rounds; round += 1) {
    // Interleaved, so that a busy machine slows all of them alike.
    for (const [name, call] of Object.entries(calls)) {
      const time = await microsecondsPerCall(call);
      if (round >= 0) times[name].push(time);
    }
  }
  const raw = times["fetch(url, init)"];
  for (const [name, taken] of Object.entries(times)) {
    const ratio = undisturbed(taken) / undisturbed(raw);
    console.log(
      `${verb.padEnd(5)}${name.padEnd(18)}${undisturbed(taken).toFixed(2).padStart(7)} us ${ratio.toFixed(2)} x`,
    );
    if (name === "clientwright" && ratio > bar) missed = true;
  }
}
console.log(missed ? `bar missed: ${bar} x` : `within the bar of ${bar} x`);
process.exitCode = missed ? 1 : 0;
