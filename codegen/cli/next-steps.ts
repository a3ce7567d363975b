/** What to do after the first generation of a client: said once, and where nobody looks not at all. */
import { relative } from "node:path";
import type { GenerateResult } from "../generate-api.js";
import { installCommand, isInstalled } from "../project/package-manager.js";

/** Package of a module, e.g. `clientwright` of `clientwright/runtime`; undefined for modules of the project. */
const packageOf = (module: string): string | undefined =>
  /^(@[\w.-]+\/[\w.-]+|[a-z][\w.-]*)(\/|$)/.exec(module)?.[1];

const isFirst = ({ status, changes, client }: GenerateResult): boolean =>
  status === "written" && client !== undefined && changes.every(({ kind }) => kind === "added");

/** Imports that are shown; who makes more clients at once knows how. */
const shownImports = 3;

/** Lines to say; none where no client is new. */
export const nextSteps = (results: readonly GenerateResult[]): string[] => {
  const here = process.cwd();
  const fresh = results.filter(isFirst);
  const packages = fresh.flatMap(({ client, output }) => {
    const name = packageOf(client?.runtime ?? "");
    return name === undefined || isInstalled(output, name) ? [] : [name];
  });
  const installs = [...new Set(packages)].map((name) => installCommand(here, name, false));
  const imports = fresh.slice(0, shownImports).map(({ client, output }) => {
    const path = relative(here, output).replaceAll("\\", "/");
    const module = path.startsWith("..") ? path : `./${path}`;
    return `import { ${client?.name} } from "${module}/index.js";`;
  });
  return fresh.length === 0
    ? []
    : ["Next:", ...[...installs, ...imports].map((line) => `  ${line}`)];
};
