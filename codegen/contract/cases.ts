/** The table of a contract: each operation by each documented answer. Data only. */

import { isNode } from "../document.js";
import { listAlternatives } from "./credentials.js";
import { below, child, type DocumentedOperation } from "./openapi.js";

/** One documented answer of one operation, and how it is asked for. */
export interface ContractCase {
  /** The operation's id, or verb and path when it has none. */
  readonly operation: string;
  /** `POST /tokens`. */
  readonly request: string;
  /** The answer as documented: `200`, `4XX`, `default`. */
  readonly answer: string;
  /** The status asked for. */
  readonly status: number;
  /** The media type asked for; undefined when the answer has no content. */
  readonly mediaType: string | undefined;
  /** Whether that media type is one of several, so that it must be asked for. */
  readonly isOneOfMany: boolean;
  /** Schemes whose credentials are sent. */
  readonly credentials: readonly string[];
  /** Name of the body's example that is sent; undefined sends the first, or a sample. */
  readonly bodyExample: string | undefined;
  /** JSON Pointer of the answer. */
  readonly pointer: string;
  /** JSON Pointer of its schema. */
  readonly schema: string | undefined;
  /** Readable and unique: `createToken -> 201`. */
  readonly title: string;
}

type Answer = DocumentedOperation["answers"][number];

/** The status that stands for a range or for `default`: one that is not documented by itself. */
const representative = (answer: string, documented: ReadonlySet<string>): number => {
  if (/^\d{3}$/.test(answer)) return Number(answer);
  const first = answer === "default" ? 500 : Number(answer[0]) * 100;
  const isFree = (status: number): boolean =>
    !documented.has(String(status)) && status !== 204 && status !== 304;
  for (let status = first; status < first + 100; status += 1) if (isFree(status)) return status;
  return first;
};

const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** One case for each media type of an answer. */
const casesOfAnswer = (
  operation: DocumentedOperation,
  { status: answer, pointer, node }: Answer,
  status: number,
): ContractCase[] => {
  const request = `${operation.method} ${operation.path}`;
  const name = operation.id ?? request;
  const isEmpty = status === 204 || status === 304 || operation.method === "HEAD";
  const content = isEmpty ? {} : child(node, "content");
  const types = Object.keys(content);
  const [credentials = []] = listAlternatives(operation);
  const common = {
    ...{ operation: name, request, answer, status, pointer, credentials },
    bodyExample: undefined,
  };
  const isOneOfMany = types.length > 1;
  const title = `${name} -> ${answer}`;
  if (types.length === 0)
    return [{ ...common, mediaType: undefined, isOneOfMany, schema: undefined, title }];
  return types.map((mediaType) => ({
    ...common,
    mediaType,
    isOneOfMany,
    schema: isNode(child(content, mediaType).schema)
      ? below(pointer, "content", mediaType, "schema")
      : undefined,
    title: isOneOfMany ? `${title} as ${mediaType}` : title,
  }));
};

const nameAll = (names: readonly string[]): string =>
  names.length === 0 ? "no credentials" : names.join(" and ");

/** The names of a body's examples after the first, which every case sends. */
const furtherExamples = ({ body }: DocumentedOperation): string[] => {
  const content = body === undefined ? {} : child(body.node, "content");
  const [media] = Object.values(content);
  return isNode(media) ? Object.keys(child(media, "examples")).slice(1) : [];
};

/** The first success again: with each other way to authenticate, and each other example of a body. */
const variations = (operation: DocumentedOperation, success: ContractCase): ContractCase[] => [
  ...listAlternatives(operation)
    .slice(1)
    .map((credentials) => ({
      ...success,
      credentials,
      title: `${success.title} with ${nameAll(credentials)}`,
    })),
  ...furtherExamples(operation).map((bodyExample) => ({
    ...success,
    bodyExample,
    title: `${success.title} to example ${bodyExample}`,
  })),
];

const casesOf = (operation: DocumentedOperation): ContractCase[] => {
  const documented = new Set(operation.answers.map(({ status }) => status));
  const plain = operation.answers.flatMap((answer) =>
    casesOfAnswer(operation, answer, representative(answer.status, documented)),
  );
  const success = plain.find(({ status }) => isSuccess(status));
  return success === undefined ? plain : [...plain, ...variations(operation, success)];
};

/** The whole table, in the document's order. */
export const listCases = (operations: readonly DocumentedOperation[]): ContractCase[] =>
  operations.flatMap(casesOf);
