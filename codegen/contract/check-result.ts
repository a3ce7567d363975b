/** Compares what a call came to with what the document promises. Each check answers what is wrong. */
import { isDeepStrictEqual } from "node:util";
import type { ContractCase } from "./cases.js";
import type { CallOutcome, WireAnswer } from "./exchange.js";
import type { ErrorClass } from "./generated-client.js";
import type { SchemaCheck } from "./schema-check.js";

/** What the checks compare with. */
export interface Expectations {
  readonly check: SchemaCheck;
  /** The base of the API's error family. */
  readonly base: ErrorClass | undefined;
  /** The answer is where a redirect leads. */
  readonly isLocation: boolean;
  /** The class that the document maps the case's status to. */
  readonly mapped: ErrorClass | undefined;
}

type Fact = ContractCase & { readonly wire: WireAnswer };

const isJson = (mediaType: string): boolean => /^[^;]*[/+]json\s*(;|$)/i.test(mediaType);
const isStream = (mediaType: string): boolean =>
  /^(text\/event-stream|application\/(x-)?(ndjson|jsonl|jsonlines))/i.test(mediaType);

const textOf = ({ bytes }: WireAnswer): string => new TextDecoder().decode(bytes);

/** The body as the client should hand it out. */
const parsedBody = (wire: WireAnswer): unknown => {
  if (wire.bytes.length === 0) return undefined;
  return isJson(wire.mediaType) ? JSON.parse(textOf(wire)) : textOf(wire);
};

const show = (value: unknown): string => {
  if (value === undefined) return "undefined";
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? typeof value;
  return Array.isArray(value) ? "an array" : `an object (${value.constructor?.name ?? "no class"})`;
};

const isAsyncIterable = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === "object" && value !== null && Symbol.asyncIterator in value;

const checkStream = async (value: unknown): Promise<string[]> => {
  if (!isAsyncIterable(value)) return [`the result is ${show(value)}, not an async iterable`];
  for await (const _ of value) break;
  return [];
};

const checkBytes = async (value: unknown, wire: WireAnswer): Promise<string[]> => {
  if (typeof value === "string") return value === textOf(wire) ? [] : ["the text differs"];
  if (!(value instanceof Blob)) return [`the result is ${show(value)}, not a Blob`];
  const bytes = new Uint8Array(await value.arrayBuffer());
  return isDeepStrictEqual(bytes, wire.bytes) ? [] : ["the bytes differ"];
};

/** A redirect that is the answer: where it leads, in full. */
const checkLocation = ({ wire: { location = "" } }: Fact, value: unknown): string[] => {
  const isThere = typeof value === "string" && URL.canParse(value) && value.endsWith(location);
  return isThere ? [] : [`the result is ${show(value)}, not ${location}`];
};

/** The right kind of result: parsed data, text, bytes, a stream, or nothing. */
const checkResult = async ({ wire, mediaType }: Fact, value: unknown): Promise<string[]> => {
  if (mediaType === undefined || wire.bytes.length === 0)
    return value === undefined ? [] : [`the result is ${show(value)}, not undefined`];
  if (isStream(mediaType)) return checkStream(value);
  if (!isJson(mediaType) && !/^text\//i.test(mediaType)) return checkBytes(value, wire);
  if (isDeepStrictEqual(value, parsedBody(wire))) return [];
  return [`the result is ${show(value)}, not the parsed body`];
};

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : show(error));

/** The mapped class, of the API's family, with the status and the parsed body. */
const checkError = ({ wire, status }: Fact, error: unknown, expected: Expectations): string[] => {
  const wrong: string[] = [];
  const { base, mapped } = expected;
  const { status: actual, body } = Object(error) as { status?: unknown; body?: unknown };
  if (base !== undefined && !(error instanceof base))
    wrong.push(`${nameOf(error)} is no ${base.name}`);
  if (mapped !== undefined && !(error instanceof mapped))
    wrong.push(`the error is ${nameOf(error)}, not ${mapped.name}`);
  if (actual !== status) wrong.push(`error.status is ${show(actual)}, not ${status}`);
  if (isJson(wire.mediaType) && !isDeepStrictEqual(body, parsedBody(wire)))
    wrong.push(`error.body is ${show(body)}, not the parsed body`);
  return wrong;
};

/** The body that the document gives as an example fits the schema that it gives. */
const checkBody = ({ wire, schema, mediaType }: Fact, { check }: Expectations): string[] => {
  if (schema === undefined || mediaType === undefined || !isJson(mediaType)) return [];
  return check(schema, parsedBody(wire)).map((problem) => `the answer departs: ${problem}`);
};

const describeRefusal = (wire: WireAnswer): string => {
  if (!/problem\+json/.test(wire.mediaType)) return "";
  const { title, detail } = JSON.parse(textOf(wire)) as { title?: string; detail?: string };
  return `: ${detail ?? title ?? ""}`;
};

/** Everything that is wrong with what a case came to; nothing when the contract holds. */
export const checkOutcome = async (
  testCase: ContractCase,
  { wire, outcome }: CallOutcome,
  expected: Expectations,
): Promise<string[]> => {
  if (wire === undefined) {
    const reason = outcome.kind === "error" ? `: ${String(outcome.error)}` : "";
    return [`the client sent nothing${reason}`];
  }
  if (wire.status !== testCase.status)
    return [`Prism answered ${wire.status}, not ${testCase.status}${describeRefusal(wire)}`];
  const fact: Fact = { ...testCase, wire };
  const isAnswer = expected.isLocation && testCase.status >= 300 && testCase.status < 400;
  if (isAnswer && wire.location === undefined)
    return ["the redirect leads nowhere: give its header Location an example"];
  const succeeds = testCase.status < 300 || isAnswer;
  if (succeeds !== (outcome.kind === "result")) {
    const came = outcome.kind === "result" ? show(outcome.value) : String(outcome.error);
    return [succeeds ? `the call failed: ${came}` : `the call succeeded with ${came}`];
  }
  const kind =
    outcome.kind === "result"
      ? await (isAnswer ? checkLocation : checkResult)(fact, outcome.value)
      : checkError(fact, outcome.error, expected);
  return [...kind, ...checkBody(fact, expected)];
};
