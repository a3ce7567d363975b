// What `npm start` runs after the build: everything Clientwright does, in one minute and without a network.
// Lints the documents, regenerates the clients, serves each document with Prism, drives each typed client
// through a short tour, and stops. Exits 1 with a sentence when a step fails.
import { apiNames, generateAll, lintAll, serveAll } from "./start/steps.mjs";
import { failure, table, title } from "./start/table.mjs";
import { hasTour, takeTour } from "./start/tour.mjs";

const started = performance.now();
process.once("SIGINT", () => process.exit(130));

const show = (heading, columns, rows) => {
  console.log(title(heading));
  console.log(table(columns, rows));
};

const drive = async (apis) => {
  const rows = [];
  for (const { name, url } of apis.filter((api) => hasTour(api.name)))
    for (const { api, call, outcome, ms } of await takeTour(name, url))
      rows.push([api, call, outcome, ms]);
  return rows;
};

const main = async () => {
  const names = await apiNames();
  show("Documents, linted", ["api", "findings", " ms"], await lintAll(names));
  const generated = await generateAll(names);
  const mocks = await serveAll(names);
  try {
    const operations = new Map(mocks.apis.map((api) => [api.name, api.operations]));
    const clients = generated.map(([name, ...rest]) => [name, operations.get(name), ...rest]);
    show("Clients, generated", ["api", " operations", " files", "compared", " ms"], clients);
    const served = mocks.apis.map(({ name, url }) => [name, url]);
    show("Documents, served by Prism", ["api", "address"], served);
    show("Clients, calling", ["api", "call", "outcome", " ms"], await drive(mocks.apis));
  } finally {
    await mocks.close();
  }
  console.log(`\nAll stopped after ${((performance.now() - started) / 1000).toFixed(1)} s.`);
};

const placeOf = ({ place }) =>
  place === undefined ? "" : `${place.file}:${place.line}:${place.column}  `;

try {
  await main();
} catch (error) {
  for (const diagnostic of error.diagnostics ?? [])
    console.error(`${placeOf(diagnostic)}${diagnostic.message}`);
  console.error(failure(`npm start: ${error.message}`));
  process.exitCode = 1;
}
