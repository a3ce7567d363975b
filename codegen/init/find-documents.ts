/** Finds the OpenAPI documents of a project. Bounded: it may be started in a home folder. */
import { type Dirent, readdirSync, statSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { type Recognised, recognise } from "./recognise.js";

/** A document, by its absolute path. */
export interface FoundDocument extends Recognised {
  readonly file: string;
}

/** What a search came to. */
export interface Search {
  readonly documents: readonly FoundDocument[];
  /** Whether there was more to look at than the bounds allow. */
  readonly isCutShort: boolean;
}

/** Folders that hold what others made. */
const skipped = new Set([
  ...["node_modules", "bower_components", "vendor", "third_party", "site-packages", "__pycache__"],
  ...["dist", "build", "out", "target", "coverage", "tmp", "temp"],
]);

const bounds = { depth: 6, entries: 20_000, documents: 50, bytes: 200_000_000 } as const;

const isSearched = (entry: Dirent): boolean =>
  entry.isDirectory() && !entry.name.startsWith(".") && !skipped.has(entry.name);

const isCandidate = (entry: Dirent): boolean =>
  entry.isFile() &&
  /^[^.].*\.(json|ya?ml)$/i.test(entry.name) &&
  !/^package(-lock)?\.json$/.test(entry.name);

const entriesOf = (folder: string): Dirent[] => {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    // A folder that may not be read holds nothing for us.
    return [];
  }
};

const recogniseFile = (file: string): FoundDocument | undefined => {
  try {
    if (statSync(file).size > bounds.bytes) return undefined;
    const found = recognise(file);
    return found === undefined ? undefined : { ...found, file };
  } catch {
    // A file that may not be read holds nothing for us.
    return undefined;
  }
};

/** `openapi.json` beside `openapi.yaml` is made from it: the one that people write is kept. */
const withoutTwins = (documents: readonly FoundDocument[]): FoundDocument[] => {
  const stem = ({ file }: FoundDocument): string => file.slice(0, -extname(file).length);
  const isYaml = ({ file }: FoundDocument): boolean => !file.toLowerCase().endsWith(".json");
  return documents.filter(
    (one) => isYaml(one) || !documents.some((other) => isYaml(other) && stem(other) === stem(one)),
  );
};

/** The documents at or below a folder: those nearest to it first. */
export const findDocuments = (root: string): Search => {
  const documents: FoundDocument[] = [];
  let seen = 0;
  let level = [root];
  for (let depth = 0; depth < bounds.depth && level.length > 0; depth++) {
    const next: string[] = [];
    for (const folder of level) {
      for (const entry of entriesOf(folder)) {
        seen += 1;
        if (seen > bounds.entries || documents.length >= bounds.documents)
          return { documents: withoutTwins(documents), isCutShort: true };
        const path = join(folder, entry.name);
        if (isSearched(entry)) next.push(path);
        const found = isCandidate(entry) ? recogniseFile(path) : undefined;
        if (found !== undefined) documents.push(found);
      }
    }
    level = next;
  }
  return { documents: withoutTwins(documents), isCutShort: false };
};

/** Name of a file without folder and extension. */
export const stemOf = (file: string): string => basename(file, extname(file));
