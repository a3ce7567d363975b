/** Takes one document through every step but compilation: generate, count, call. */
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { matchValues } from "../../../codegen/contract/match-values.js";
import { listOperations } from "../../../codegen/contract/openapi.js";
import { createSchemaCheck } from "../../../codegen/contract/schema-check.js";
import { type Diagnostic, pointerTo } from "../../../codegen/diagnostics.js";
import { generateApi } from "../../../codegen/generate-api.js";
import { normalise } from "../../../codegen/load/normalise.js";
import { load } from "../../../codegen/load.js";
import { featuresOf } from "../read/features.js";
import { type DocumentOperation, readOperations } from "../read/operations.js";
import { createSource, type Source } from "../read/source.js";
import { callOperation } from "./call-operation.js";
import type { LoadClient, LoadedClient } from "./client.js";
import type { DocumentResult, Failure } from "./result.js";

/** What is done with a document. */
export interface CheckTask {
  /** Absolute path. */
  readonly file: string;
  /** Where its client is written. */
  readonly output: string;
  /** A document that says the same in other words: its client must be the same. */
  readonly original?: string;
  /** Whether the calls go to Prism instead. */
  readonly prism?: boolean;
}

const nameOf = ({ method, path }: { readonly method: string; readonly path: string }): string =>
  `${method} ${path}`;

/** Whether a finding is about an operation, so that its absence is not silent. */
const isNamed = (
  diagnostics: readonly Diagnostic[],
  { method, path }: DocumentOperation,
): boolean => {
  const pointer = pointerTo(["paths", path]);
  return diagnostics.some(
    ({ pointer: at, message }) =>
      at === pointer ||
      at.startsWith(`${pointer}/${method.toLowerCase()}`) ||
      message.includes(`${method} ${path}`),
  );
};

/** Operations without exactly one value: lost ones, and values of no document. */
const compareCounts = (
  operations: readonly DocumentOperation[],
  { values }: LoadedClient,
  diagnostics: readonly Diagnostic[],
): { readonly lost: string[]; readonly leftOut: string[]; readonly failures: Failure[] } => {
  const matched = matchValues(operations, values);
  const absent = operations.filter((operation) => !matched.has(operation));
  const leftOut = absent.filter((operation) => isNamed(diagnostics, operation));
  const lost = absent.filter((operation) => !leftOut.includes(operation)).map(nameOf);
  const known = new Set(matched.values());
  // A path that was repaired, as a finding tells, is another one in its value.
  const unknown = values.filter((value) => !known.has(value)).map(nameOf);
  const odd = unknown.length <= leftOut.length ? [] : unknown;
  const failures = [
    ...lost.map((operation) => ({ operation, reason: "no operation value and no finding" })),
    ...odd.map((operation) => ({ operation, reason: "a value of no operation of the document" })),
  ];
  return {
    lost,
    leftOut: leftOut.map(nameOf),
    failures: failures.map((failure) => ({ step: "count", ...failure })),
  };
};

const describe = ({ rule, message, pointer }: Diagnostic): string =>
  `${rule}: ${message} (${pointer})`;

/** Calls every operation that the client has. */
const callAll = async (
  file: string,
  source: Source,
  operations: readonly DocumentOperation[],
  client: LoadedClient,
): Promise<Pick<DocumentResult, "called" | "right" | "departing" | "unsampled" | "failures">> => {
  const { document: loaded } = await load(file, { root: dirname(file) });
  if (loaded === undefined) return empty;
  const document = { ...normalise(loaded) };
  const described = { document, check: createSchemaCheck(document) };
  const documented = new Map(listOperations(document).map((one) => [nameOf(one), one]));
  const values = matchValues(operations, client.values);
  const unsampled: Failure[] = [];
  const departing: Failure[] = [];
  const failures: Failure[] = [];
  let called = 0;
  let right = 0;
  for (const expected of operations) {
    const name = nameOf(expected);
    const [value, known] = [values.get(expected), documented.get(name)];
    if (value === undefined || known === undefined) continue;
    const calls = { file, source, described, client };
    const { status, problems, departures } = await callOperation(calls, {
      documented: known,
      expected,
      value,
    });
    const found = problems.map((reason) => ({ step: "call", operation: name, reason }) as const);
    if (status === "unsampled") {
      unsampled.push(...found);
      continue;
    }
    called += 1;
    departing.push(
      ...departures.map((reason) => ({ step: "call", operation: name, reason }) as const),
    );
    if (status === "right") right += 1;
    failures.push(...found);
  }
  return { called, right, departing, unsampled, failures };
};

/** Generated files by name, without what names their document; schema.ts keeps the document's own spelling. */
const filesOf = (folder: string): Map<string, string> => {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  const files = names.filter((name) => name.endsWith(".ts") && name !== "schema.ts");
  return new Map(
    files.map((name) => [
      name.replaceAll("\\", "/"),
      readFileSync(join(folder, name), "utf8").replace(/^(\/\/.*\n)+/, ""),
    ]),
  );
};

/** The client of the original, compared with the one that was generated. */
const compareWith = async (original: string, output: string): Promise<Failure[]> => {
  const other = `${output}-original`;
  await generateApi(
    { key: undefined, root: dirname(original), spec: original, output: other },
    { cache: false },
  );
  const [ours, theirs] = [filesOf(output), filesOf(other)];
  rmSync(other, { recursive: true, force: true });
  const names = new Set([...ours.keys(), ...theirs.keys()]);
  const differing = [...names].filter((name) => ours.get(name) !== theirs.get(name));
  return differing.map((name) => ({
    step: "alike",
    reason: `${name} is not what the original document's client has`,
  }));
};

const empty = {
  lost: [],
  leftOut: [],
  called: 0,
  right: 0,
  departing: [],
  unsampled: [],
  failures: [],
} as const;

/** Generates, counts and calls. What cannot even be read is told as a refusal. */
export const checkDocument = async (
  { file, output, original }: CheckTask,
  loadClient: LoadClient,
): Promise<DocumentResult> => {
  const source = createSource();
  const operations = readOperations(source, file);
  const common = {
    ...empty,
    file,
    operations: operations.length,
    features: featuresOf(source, file),
  };
  rmSync(output, { recursive: true, force: true });
  const generated = await generateApi(
    { key: undefined, root: dirname(file), spec: file, output },
    { cache: false },
  );
  const { diagnostics } = generated;
  if (generated.status === "failed") {
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    return { ...common, status: "refused", reasons: errors.map(describe) };
  }
  const differences = original === undefined ? [] : await compareWith(original, output);
  const client = await loadClient(output);
  const counted = compareCounts(operations, client, diagnostics);
  const calls = await callAll(file, source, operations, client);
  return {
    ...common,
    ...calls,
    status: "generated",
    reasons: [],
    lost: counted.lost,
    leftOut: counted.leftOut,
    failures: [...differences, ...counted.failures, ...calls.failures],
  };
};
