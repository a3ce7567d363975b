// The steps of `npm start` that use the built generator. Each answers rows for a table, or throws.
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { generate, lint, loadConfig, mock } from "@clientwright/codegen";

/** The repository, wherever `npm start` was called from. */
const cwd = fileURLToPath(new URL("../..", import.meta.url));

const errorsOf = ({ diagnostics }) => diagnostics.filter(({ severity }) => severity === "error");

/** A step found errors in a document: shown with file and line, then the sentence. */
export class StepError extends Error {
  constructor(message, diagnostics) {
    super(message);
    this.diagnostics = diagnostics;
  }
}

const timed = async (act) => {
  const start = performance.now();
  const answer = await act();
  return [answer, Math.round(performance.now() - start)];
};

const demandNoErrors = (what, result) => {
  const errors = errorsOf(result);
  if (errors.length > 0) throw new StepError(`${what} ${result.api} has errors`, errors);
};

/** Names of the configured APIs. */
export const apiNames = async () => (await loadConfig({ cwd })).apis.map(({ key }) => key);

/** Lints each document: api, findings, ms. */
export const lintAll = async (names) => {
  const rows = [];
  for (const name of names) {
    const [[result], ms] = await timed(() => lint([name], { cwd }));
    demandNoErrors("the document of", result);
    const count = result.diagnostics.length;
    rows.push([
      name,
      count === 0 ? "no findings" : count === 1 ? "1 warning" : `${count} warnings`,
      ms,
    ]);
  }
  return rows;
};

const countFiles = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .length;

/** Generates each client anew: api, files, changed or not, ms. The cache would only say that nothing changed. */
export const generateAll = async (names) => {
  const rows = [];
  for (const name of names) {
    const [[result], ms] = await timed(() => generate([name], { cwd, cache: false }));
    demandNoErrors("the client of", result);
    const changes = result.changes.length;
    const files = countFiles(result.output);
    rows.push([
      name,
      files,
      changes === 0 ? "unchanged" : `${changes} ${changes === 1 ? "file" : "files"} changed`,
      ms,
    ]);
  }
  return rows;
};

/** Serves each document on a free port: `{ apis, close }`. */
export const serveAll = (names) => mock(names, { cwd });
