/** Calls one operation through its generated client, and compares what left with the document. */
import type { Operation } from "clientwright/runtime";
import { listAlternatives } from "../../../codegen/contract/credentials.js";
import { child, type DocumentedOperation, resolve } from "../../../codegen/contract/openapi.js";
import { asTaken, buildArguments, type CallArguments } from "../../../codegen/contract/request.js";
import { UnsampledError } from "../../../codegen/contract/sample.js";
import type { Described } from "../../../codegen/contract/valid-sample.js";
import { isNode } from "../../../codegen/document.js";
import { expectedCredentials, login, secret } from "../expect/credentials.js";
import { compareRequest } from "../expect/request.js";
import type { DocumentOperation } from "../read/operations.js";
import type { Source } from "../read/source.js";
import { answerFor, compareAnswer } from "./answers.js";
import type { LoadedClient } from "./client.js";
import { createRecorder } from "./record.js";

/** What came of calling one operation. */
export interface CallResult {
  /** `POST /tokens`. */
  readonly operation: string;
  /** `unsampled`: no request could be made of the document. */
  readonly status: "right" | "wrong" | "unsampled";
  readonly problems: readonly string[];
  /** In what its values depart from their schemas, where the document allows none that is known to fit. */
  readonly departures: readonly string[];
}

/** A document as both sides know it: the generator's, and the files themselves. */
export interface CalledDocument {
  readonly file: string;
  readonly source: Source;
  readonly described: Described;
  readonly client: LoadedClient;
}

/** The three views of one operation. */
export interface CalledOperation {
  /** By the generator's reading. */
  readonly documented: DocumentedOperation;
  /** By a reading of the files alone. */
  readonly expected: DocumentOperation;
  /** In the generated client. */
  readonly value: Operation;
}

const fallbackBase = "https://corpus.example/base";

const isAbsolute = (url: string | undefined): url is string =>
  url !== undefined && /^https?:\/\/[^{}]+$/i.test(url) && URL.canParse(url);

const originOf = (url: string | undefined): string | undefined =>
  isAbsolute(url) ? new URL(url).origin : undefined;

/** Secrets for the named schemes. */
export const credentialsFor = (
  { document }: Described,
  names: readonly string[],
): Record<string, string | typeof login> => {
  const schemes = child(child(document, "components"), "securitySchemes");
  const entries = names.flatMap((name): [string, string | typeof login][] => {
    const scheme = schemes[name];
    if (!isNode(scheme)) return [];
    const { node } = resolve(document, { pointer: "", node: scheme });
    if (node.type === "mutualTLS") return [];
    const isBasic = node.type === "http" && /^basic$/i.test(String(node.scheme));
    return [[name, isBasic ? login : secret]];
  });
  return Object.fromEntries(entries);
};

const describeError = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

const perform = async (
  { described, client, source, file }: CalledDocument,
  { documented, expected, value }: CalledOperation,
  values: CallArguments,
): Promise<string[]> => {
  const names = listAlternatives(documented)[0] ?? [];
  const { server, documentServer } = expected;
  const base = isAbsolute(server) ? server : fallbackBase;
  const answer = answerFor(described.document, documented);
  const { fetch, sent } = createRecorder(answer);
  const caller = new client.Client({
    auth: credentialsFor(described, names),
    fetch,
    retry: false,
    autoIdempotencyKeys: false,
    ...(base === fallbackBase && { baseUrl: base }),
  });
  let outcome: { readonly result: unknown } | { readonly error: unknown };
  try {
    outcome = { result: await caller.call(value, asTaken(value, values), {}) };
  } catch (error) {
    outcome = { error };
  }
  const [request] = sent;
  if (request === undefined)
    return [`nothing was sent: ${"error" in outcome ? describeError(outcome.error) : "no error"}`];
  // What a client was given is for its own server, not for one that an operation names.
  const isElsewhere = base !== fallbackBase && originOf(base) !== originOf(documentServer);
  const credentials = expectedCredentials(source, file, isElsewhere ? [] : names);
  const problems = await compareRequest(request, base, expected, { ...values }, credentials);
  if ("error" in outcome) return [...problems, `the call failed: ${describeError(outcome.error)}`];
  return [...problems, ...compareAnswer(answer, value, outcome.result)];
};

/** Makes a request of the document, sends it, and says what is wrong with it. */
export const callOperation = async (
  document: CalledDocument,
  operation: CalledOperation,
): Promise<CallResult> => {
  const { documented, expected, value } = operation;
  const name = `${expected.method} ${expected.path}`;
  const { body: format } = value;
  const departures: string[] = [];
  const described = { ...document.described, report: (one: string) => departures.push(one) };
  try {
    const values = buildArguments(
      described,
      documented,
      format === undefined ? undefined : { format, example: undefined },
    );
    const problems = await perform(document, operation, values);
    return {
      operation: name,
      status: problems.length === 0 ? "right" : "wrong",
      problems,
      departures,
    };
  } catch (error) {
    if (error instanceof UnsampledError)
      return { operation: name, status: "unsampled", problems: [error.message], departures };
    return { operation: name, status: "wrong", problems: [describeError(error)], departures };
  }
};
