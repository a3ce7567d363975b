/** One version of a document, made ready to be compared: its model, and where each part of it is written. */

import { buildFrom, modelSource } from "../build-model.js";
import { type ApiTarget, UsageError } from "../config.js";
import { createFindings, type Diagnostic, type Path, pathOf, pointerTo } from "../diagnostics.js";
import {
  createResolve,
  isReference,
  type OpenApiDocument,
  type Origins,
  type Resolve,
  valueAt,
} from "../document.js";
import { normalise } from "../load/normalise.js";
import { type Loaded, type LoadOptions, load } from "../load.js";
import type { Additions, RawOperation } from "../model/context.js";
import { collectOperations } from "../model/operations.js";
import type { Api, Operation, Resource } from "../model/types.js";
import type { Spot } from "./types.js";

/** One operation of a side: as callers see it, and as the document says it. */
export interface Entry {
  readonly operation: Operation;
  readonly raw: RawOperation;
  /** How it is called, e.g. `tokens.create`. */
  readonly call: string;
  /** Wire names of the values that its resource is chosen by. */
  readonly scope: readonly string[];
}

/** One version of a document. */
export interface Side {
  readonly label: string;
  /** As 3.1 would say it, whatever version it is written in. */
  readonly document: OpenApiDocument;
  readonly resolve: Resolve;
  readonly api: Api;
  readonly entries: readonly Entry[];
  /** For each pointer, where that is written: the pointer in the document as it was given, with file, line and column. */
  locate(pointers: readonly string[]): Promise<Spot[]>;
}

/** A part of a document: a value, and the path of where it is really written. */
export interface Located<T = unknown> {
  readonly value: T;
  readonly at: Path;
}

/** Follows references until something is there; a circle of references ends where it was entered. */
const followAt = (document: object, start: Path): Path => {
  const seen = new Set<string>();
  let at = start;
  for (;;) {
    const value = valueAt(document, at);
    if (!isReference(value) || seen.has(value.$ref)) return at;
    seen.add(value.$ref);
    // Loading has established that references point at what is written, not beyond other references.
    at = pathOf(value.$ref);
  }
};

/** The path of a part with all references on the way followed, but not the last one. */
const followPath = (document: object, path: Path): Path => {
  let at: Path = [];
  for (const segment of path) {
    const whole = [...at, segment];
    // A reference's own members, and everything that exists as it is written, need no following.
    at = valueAt(document, whole) === undefined ? [...followAt(document, at), segment] : whole;
  }
  return at;
};

/** The part of a document at a path, references followed. */
export const partAt = ({ document }: Pick<Side, "document">, path: Path): Located => {
  const at = followAt(document, followPath(document, path));
  return { at, value: valueAt(document, at) };
};

const entriesOf = (
  resources: readonly Resource[],
  raws: ReadonlyMap<string, RawOperation>,
  prefix = "",
): Entry[] =>
  resources.flatMap((resource) => {
    const name = `${prefix}${resource.property}`;
    const own = resource.operations.flatMap((operation): Entry[] => {
      const raw = raws.get(`${operation.verb} ${operation.key}`);
      const scope = resource.scope.map(({ wireName }) => wireName);
      return raw === undefined
        ? []
        : [{ operation, raw, call: `${name}.${operation.method}`, scope }];
    });
    return [...own, ...entriesOf(resource.children, raws, `${name}.`)];
  });

/** The configuration may speak of operations that only the other version has: no mistake here. */
const mistakesOf = (found: readonly Diagnostic[]): Diagnostic[] =>
  found.filter(({ severity, rule }) => severity === "error" && rule !== "config");

/** How a side is named and read. */
export interface SideOptions extends LoadOptions {
  readonly label: string;
  /** What is put before the names of its files, e.g. `main:`. */
  readonly prefix?: string;
}

/** Findings as people know the files: never by the folder that a revision was laid out in. */
const relabel = (
  found: readonly Diagnostic[],
  root: string,
  { label, prefix = "" }: SideOptions,
): Diagnostic[] =>
  found.map((one) => ({
    ...one,
    message: prefix === "" ? one.message : one.message.replaceAll(`${root}/`, prefix),
    place:
      one.place === undefined
        ? { file: label, line: 1, column: 1 }
        : { ...one.place, file: `${prefix}${one.place.file}` },
  }));

/** A pointer into the document as it was given, for one into what was prepared of it. */
const originOf = (pointer: string, origins: Origins): string => {
  const [components, kind, name = "", ...rest] = pathOf(pointer);
  const isSchema = components === "components" && kind === "schemas";
  const origin = isSchema ? origins.get(String(name)) : undefined;
  return origin === undefined ? pointer : originOf(pointerTo([...origin, ...rest]), origins);
};

/** A version that is in memory already; its parts have pointers, and places only where `locate` knows them. */
export const createSide = async (
  label: string,
  source: OpenApiDocument,
  additions: Additions = {},
  locate: Side["locate"] = async (pointers) => pointers.map((pointer) => ({ pointer })),
): Promise<{ readonly side: Side; readonly found: readonly Diagnostic[] }> => {
  const findings = createFindings();
  const built = await buildFrom({ document: source, additions }, findings);
  const { api, origins } = built;
  const document = normalise(built.document);
  const resolve = createResolve(document);
  const raws = collectOperations({ document, additions, resolve, findings: createFindings() });
  const byLine = new Map(raws.map((raw) => [`${raw.verb} ${raw.path}`, raw]));
  const entries = entriesOf(api.resources, byLine);
  const side: Side = {
    ...{ label, document, resolve, api, entries },
    locate: (pointers) => locate(pointers.map((pointer) => originOf(pointer, origins))),
  };
  return { side, found: findings.list };
};

const createSpots =
  ({ locate }: Loaded, placeLabel: (file: string) => string): Side["locate"] =>
  async (pointers) => {
    const asked = pointers.map(
      (pointer): Diagnostic => ({ severity: "warning", rule: pointer, message: "", pointer }),
    );
    const found = new Map((await locate(asked)).map(({ pointer, place }) => [pointer, place]));
    return pointers.map((pointer) => {
      const place = found.get(pointer);
      return {
        pointer,
        ...(place !== undefined && { place: { ...place, file: placeLabel(place.file) } }),
      };
    });
  };

/** Loads one version. Throws `UsageError` when it has errors, since then nothing can be said about it. */
export const loadSide = async (target: ApiTarget, options: SideOptions): Promise<Side> => {
  const { label, prefix = "", ...loading } = options;
  const loaded = await load(target.spec, { ...target, ...loading });
  const shown = (file: string): string => `${prefix}${file}`;
  const fail = (found: readonly Diagnostic[]): UsageError =>
    new UsageError(
      `${label} cannot be compared: it has errors.`,
      relabel(found, target.root, options),
    );
  if (loaded.document === undefined) throw fail(loaded.diagnostics);
  const findings = createFindings();
  const { document, additions } = modelSource(target, loaded.document, findings);
  const { side, found } = await createSide(label, document, additions, createSpots(loaded, shown));
  const mistakes = mistakesOf([...findings.list, ...found]);
  if (mistakes.length > 0) throw fail(await loaded.locate(mistakes));
  return side;
};

/** The pointer of a part. */
export const pointerOf = ({ at }: Located): string => pointerTo(at);
