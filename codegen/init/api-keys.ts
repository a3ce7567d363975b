/** Names APIs for the command line: by file, folder or title, whichever says something. */
import { basename, dirname, relative } from "node:path";
import { kebab, wordsOf } from "../model/words.js";
import { type FoundDocument, stemOf } from "./find-documents.js";

/** Words that say that something is an API, but not which. */
const generic = new Set([
  ...["openapi", "swagger", "oas", "oas3", "oas31", "api", "apis", "spec", "specs", "schema"],
  ...[
    "schemas",
    "docs",
    "doc",
    "documentation",
    "index",
    "main",
    "root",
    "src",
    "public",
    "static",
  ],
  ...["bundled", "bundle", "definition", "definitions", "contract", "contracts", "service", "rest"],
  ...["json", "yaml", "yml", "the"],
]);

/** The words of a text that say which; ASCII alone, as keys are. */
const telling = (text: string): string => {
  const words = wordsOf(text.normalize("NFKD").replace(/[^\x20-\x7e]/g, ""));
  return kebab(words.filter((word) => !generic.has(word.toLowerCase()) && !/^v?\d+$/i.test(word)));
};

/** Better keys first. */
const candidatesOf = (root: string, { file, title = "" }: FoundDocument): string[] => {
  const stem = telling(stemOf(file));
  const folder = relative(root, dirname(file)) === "" ? "" : telling(basename(dirname(file)));
  const named = telling(title);
  const whole = kebab(wordsOf(relative(root, file).replace(/[^\x20-\x7e]/g, "")));
  return [stem, folder, named, `${folder}-${stem}`, `${named}-${stem}`, whole, "api"].filter(
    (key) => /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(key),
  );
};

/** A key for each document; no two are the same. */
export const chooseKeys = (
  root: string,
  documents: readonly FoundDocument[],
): Map<string, FoundDocument> => {
  const keyed = new Map<string, FoundDocument>();
  for (const document of documents) {
    const candidates = candidatesOf(root, document);
    const free = candidates.find((key) => !keyed.has(key));
    const [wanted = "api"] = candidates;
    let key = free ?? wanted;
    for (let number = 2; keyed.has(key); number++) key = `${wanted}-${number}`;
    keyed.set(key, document);
  }
  return keyed;
};
