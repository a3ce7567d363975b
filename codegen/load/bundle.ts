/** Joins the files of a document into one whose references all point inside, by Redocly's core, which it is given. */
import { basename, dirname, extname } from "node:path";
import { type Findings, pathOf, pointerTo } from "../diagnostics.js";
import { isNode, isReference } from "../document.js";
import { pascal, wordsOf } from "../model/words.js";
import { hideData, showData } from "./data.js";
import { type SourceFiles, targetOfReference } from "./files.js";
import type { Origin } from "./origin.js";

/** The part of Redocly's core that bundles. */
export type Core = typeof import("@redocly/openapi-core");

type Problem = Awaited<ReturnType<Core["bundle"]>>["problems"][number];

/** A bundled document, and where components come from that are not called as their references say. */
export interface Bundled {
  readonly document: unknown;
  /** By pointer to the component. */
  readonly renamed: ReadonlyMap<string, Origin>;
}

/** Gives Redocly what we have read, and nothing else: neither network nor files that nobody refers to. */
const createResolver = (core: Core, files: SourceFiles) => {
  const resolver = new core.BaseResolver();
  resolver.loadExternalRef = async (file) => {
    const source = files.get(file);
    if (source === undefined)
      throw new core.ResolveError(new Error(`The file ${file} was not read.`));
    return new core.Source(file, source.text);
  };
  resolver.parseDocument = (source) => {
    // Bundling changes what it is given, and findings are looked up in what was written.
    const parsed = structuredClone(files.get(source.absoluteRef)?.parsed);
    hideData(parsed);
    return { source, parsed };
  };
  return resolver;
};

const renaming = /Renamed (.+) to (.+)\.$/;

/** The part that a problem's reference points at, as its file wrote it. */
const originOfProblem = (files: SourceFiles, { location }: Problem): Origin | undefined => {
  const [place] = location;
  const from = place === undefined ? undefined : files.get(place.source.absoluteRef);
  if (place === undefined || from === undefined) return undefined;
  let node: unknown = from.parsed;
  for (const key of pathOf(place.pointer ?? "")) {
    if (key === "$ref") break;
    node = typeof node === "object" && node !== null ? Reflect.get(node, key) : undefined;
  }
  if (!isReference(node)) return undefined;
  const { file, path } = targetOfReference(from.file, node.$ref);
  const source = files.get(file);
  return source === undefined ? undefined : { source, path };
};

/** Names that files have of themselves: the folder says more. */
const plainFiles = new Set([
  "index",
  "schema",
  "schemas",
  "models",
  "model",
  "components",
  "types",
]);

const stemOf = (file: string): string => {
  const stem = basename(file, extname(file));
  return plainFiles.has(stem.toLowerCase()) ? basename(dirname(file)) : stem;
};

const walkReferences = (root: unknown, visit: (node: { $ref: string }) => void): void => {
  if (typeof root !== "object" || root === null) return;
  // Just established; the bundle is ours to change.
  if (isReference(root)) visit(root as { $ref: string });
  for (const value of Object.values(root)) walkReferences(value, visit);
};

/** Calls a component that shares its name with another file's after its file: `Error` of billing.yaml is `BillingError`. */
const renameComponents = (
  document: unknown,
  files: SourceFiles,
  problems: readonly Problem[],
): Map<string, Origin> => {
  const pointers = new Map<string, string>();
  const origins = new Map<string, Origin>();
  const components = isNode(document) && isNode(document.components) ? document.components : {};
  for (const problem of problems) {
    const [, wanted = "", numbered = ""] = renaming.exec(problem.message) ?? [];
    const origin = originOfProblem(files, problem);
    if (origin === undefined) continue;
    const name = pascal([...wordsOf(stemOf(origin.source.file)), ...wordsOf(wanted)]);
    for (const [kind, group] of Object.entries(components)) {
      if (!isNode(group) || !Object.hasOwn(group, numbered)) continue;
      const isFree = name !== "" && !Object.hasOwn(group, name);
      const final = isFree ? name : numbered;
      const pointer = pointerTo(["components", kind, final]);
      pointers.set(pointerTo(["components", kind, numbered]), pointer);
      origins.set(pointer, origin);
      const entries = Object.entries(group);
      for (const [key] of entries) Reflect.deleteProperty(group, key);
      for (const [key, value] of entries) Reflect.set(group, key === numbered ? final : key, value);
    }
  }
  if (pointers.size > 0) {
    walkReferences(document, (node) => {
      node.$ref = pointers.get(node.$ref) ?? node.$ref;
    });
  }
  return origins;
};

/** Parts of a document that mean what they say even where they lead to nothing. */
const isHarmless = (pointer: string): boolean => /\/discriminator\/mapping(\/|$)/.test(pointer);

const reportProblem = (core: Core, problem: Problem, findings: Findings): void => {
  const [location] = problem.location;
  if (renaming.test(problem.message) || isHarmless(location?.pointer ?? "")) return;
  const place = location === undefined ? undefined : core.getLineColLocation(location);
  findings.error({
    rule: problem.ruleId === "bundler" ? "unresolved-reference" : problem.ruleId,
    at: location?.pointer ?? "",
    message: problem.message,
    ...(place !== undefined && {
      place: { file: place.source.absoluteRef, line: place.start.line, column: place.start.col },
    }),
  });
};

/** Bundles the files of a document, its own first. */
export const bundleFiles = async (
  core: Core,
  file: string,
  files: SourceFiles,
  findings: Findings,
): Promise<Bundled> => {
  const { bundle, problems } = await core.bundle({
    ref: file,
    config: await core.createConfig({}),
    dereference: false,
    externalRefResolver: createResolver(core, files),
  });
  showData(bundle.parsed);
  for (const problem of problems) reportProblem(core, problem, findings);
  return {
    document: bundle.parsed,
    renamed: renameComponents(bundle.parsed, files, problems),
  };
};
