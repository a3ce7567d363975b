/** Turns what servers really answer into the documented models: the client's `normalise` option. */
import type { ClientOptions, Operation } from "../runtime/index.js";
import {
  type EnvelopeMeta,
  toApiKey,
  toApiKeyList,
  toCreatedApiKey,
  toHealth,
  toQueryResponse,
  toSystemStatus,
  toToken,
  toTokenList,
  toTokenPair,
  UnexpectedShape,
} from "./answers.js";
import { openEnvelope } from "./envelope.js";
import { neuroGraphErrors } from "./error-family.js";

type Mapping = (data: unknown, meta: EnvelopeMeta) => unknown;

const asItIs: Mapping = (data) => data;

/** Answers that come bare or enveloped. All other operations keep the body that they document. */
const mappings: Readonly<Record<string, Mapping>> = {
  login: toTokenPair,
  refreshToken: toTokenPair,
  createToken: toToken,
  getToken: toToken,
  updateToken: toToken,
  listTokens: toTokenList,
  queryTokens: toQueryResponse,
  createApiKey: toCreatedApiKey,
  getApiKey: toApiKey,
  listApiKeys: toApiKeyList,
  revokeApiKey: asItIs,
  checkHealth: toHealth,
  checkHealthRoot: toHealth,
  getStatus: toSystemStatus,
  createSpatialToken: asItIs,
  getSpatialToken: asItIs,
  updateSpatialToken: asItIs,
  listSpatialTokens: asItIs,
};

/**
 * Opens envelopes and maps names. An envelope that reports a failure is thrown as the error it
 * stands for, whatever its status; so is an answer without the keys that its model needs.
 */
export const normalise: NonNullable<ClientOptions["normalise"]> = (body, answer) => {
  if (!answer.response.ok) return body;
  const opened = openEnvelope(body);
  if (opened.kind === "failure") throw failure(answer, opened.body);
  const mapping = mappings[answer.operation.id];
  if (mapping === undefined) return body;
  try {
    return mapping(opened.data, opened.meta);
  } catch (error) {
    if (!(error instanceof UnexpectedShape)) throw error;
    throw unexpected(answer, error, body);
  }
};

interface Answer {
  readonly operation: Operation;
  readonly response: Response;
}

function failure(answer: Answer, body: unknown): Error {
  const { status, headers } = answer.response;
  const init = { ...about(answer), kind: "answer", status, headers, body } as const;
  return neuroGraphErrors.create("The server reports a failure", init);
}

function unexpected(answer: Answer, cause: UnexpectedShape, body: unknown): Error {
  const message = `Unexpected response: ${cause.message}`;
  return neuroGraphErrors.create(message, { ...about(answer), kind: "parse", cause, body });
}

function about({ operation: { id, method, path }, response }: Answer) {
  const requestId = response.headers.get("x-correlation-id") ?? undefined;
  return { operation: { id, method, path }, requestId };
}
