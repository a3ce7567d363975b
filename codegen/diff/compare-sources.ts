/** Loads both versions of a document, wherever they are, and compares them. */
import { relative, resolve } from "node:path";
import type { ApiTarget } from "../config.js";
import { compareSides } from "./diff.js";
import { checkOut, findRepository } from "./revisions.js";
import { loadSide, type Side } from "./side.js";
import type { Source, SourcePair } from "./sources.js";
import type { DiffResult } from "./types.js";

const shownFile = (cwd: string, file: string): string =>
  relative(cwd, file).replaceAll("\\", "/") || file;

/** Loads a version and hands it over; what a revision was laid out in lives until that is done. */
const withSide = async <T>(
  source: Source,
  target: ApiTarget,
  cwd: string,
  use: (side: Side) => Promise<T>,
): Promise<T> => {
  if (source.kind === "file") {
    const label = shownFile(cwd, source.file);
    return use(await loadSide({ ...target, spec: source.file, root: cwd }, { label }));
  }
  const { revision, path } = source;
  const checkout = await checkOut(await findRepository(cwd), revision, path);
  try {
    const at = { ...target, spec: checkout.file, root: checkout.root };
    const prefix = `${revision}:`;
    const { provide } = checkout;
    return await use(await loadSide(at, { label: `${prefix}${path}`, prefix, provide }));
  } finally {
    checkout.close();
  }
};

/** Compares a pair of documents. Throws `UsageError` where one cannot be read, or has errors. */
export const compareSources = (
  { api, target, old, new: now }: SourcePair,
  options: { readonly cwd?: string } = {},
): Promise<DiffResult> => {
  const cwd = resolve(options.cwd ?? process.cwd());
  return withSide(old, target, cwd, (before) =>
    withSide(now, target, cwd, (after) => compareSides(api, before, after)),
  );
};
