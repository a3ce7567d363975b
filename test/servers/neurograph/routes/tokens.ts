// Tokens on the documented wire: text, embedding, metadata.
import { jsonAnswer } from "../../support/answers.js";
import { type Call, type Route, scope } from "../call.js";
import { embed, similarity } from "../embeddings.js";
import { deletedAnswer } from "../envelope.js";
import { notFound, unavailable } from "../failures.js";
import { integer, list, number, object, string } from "../field-kinds.js";
import {
  defaulted,
  invalid,
  optional,
  readBody,
  readPath,
  readQuery,
  required,
} from "../fields.js";
import { embeddingLength } from "../limits.js";
import type { NeuroGraphState } from "../state.js";
import { timestamp } from "../timestamps.js";
import { addToken, positionsOf, type StoredToken, touchToken } from "../token-store.js";

const at = "/api/v1/tokens";
const read = scope("tokens:read");
const write = scope("tokens:write");
const only = "documented";

export const tokenRoutes: readonly Route[] = [
  { only, method: "POST", path: at, access: write, handle: createToken },
  { only, method: "GET", path: at, access: read, handle: listTokens },
  { only, method: "POST", path: `${at}/query`, access: read, handle: queryTokens },
  { only, method: "GET", path: `${at}/{token_id}`, access: read, handle: getToken },
  { only, method: "PUT", path: `${at}/{token_id}`, access: write, handle: updateToken },
  {
    method: "DELETE",
    path: `${at}/{token_id}`,
    access: scope("tokens:write", "tokens:delete"),
    handle: deleteToken,
  },
];

function createToken(call: Call) {
  const { state } = call;
  requireTokens(state);
  const { text, metadata = {} } = readBody(call, {
    text: required(string({ minLength: 1 })),
    metadata: optional(object),
  });
  const positions = positionsOf(embed(text));
  const token = addToken(state.tokens, state.settings.now(), { text, metadata, positions });
  return jsonAnswer(201, tokenBody(token, state));
}

function listTokens(call: Call) {
  const { state } = call;
  requireTokens(state);
  const { limit, offset } = readQuery(call, {
    limit: defaulted(integer({ min: 1 }), 10),
    offset: defaulted(integer({ min: 0 }), 0),
  });
  const all = [...state.tokens.byId.values()];
  const tokens = all.slice(offset, offset + limit).map((token) => tokenBody(token, state));
  return jsonAnswer(200, { tokens, total: all.length, limit, offset });
}

function getToken(call: Call) {
  return jsonAnswer(200, tokenBody(storedToken(call), call.state));
}

/** Metadata is replaced, not merged; a new text gets a new embedding. */
function updateToken(call: Call) {
  const { state } = call;
  const token = storedToken(call);
  const { text, metadata, embedding } = readBody(call, {
    text: optional(string({ minLength: 1 })),
    metadata: optional(object),
    embedding: optional(list(number())),
  });
  if (embedding) requireLength(embedding, "body.embedding");
  if (text !== undefined) Object.assign(token, { text, embedding: embed(text) });
  if (embedding) token.embedding = embedding;
  if (metadata) token.metadata = metadata;
  token.positions = positionsOf(token.embedding);
  touchToken(token, state.settings.now());
  return jsonAnswer(200, tokenBody(token, state));
}

function deleteToken(call: Call) {
  const { id } = storedToken(call);
  call.state.tokens.byId.delete(id);
  for (const grid of call.state.grids.byId.values()) grid.tokenIds.delete(id);
  return deletedAnswer();
}

function queryTokens(call: Call) {
  const { state } = call;
  requireTokens(state);
  const { query_vector, top_k, threshold } = readBody(call, {
    query_vector: required(list(number())),
    top_k: defaulted(integer({ min: 1, max: 1000 }), 10),
    threshold: optional(number({ min: 0, max: 1 })),
  });
  requireLength(query_vector, "body.query_vector");
  const results = [...state.tokens.byId.values()]
    .map((token) => ({ token, similarity: similarity(query_vector, token.embedding) }))
    .filter((result) => result.similarity >= (threshold ?? 0))
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, top_k)
    .map((result) => ({ ...result, token: tokenBody(result.token, state) }));
  return jsonAnswer(200, { results });
}

/** The token that the path names, or a thrown 404. */
export function storedToken(call: Call): StoredToken {
  requireTokens(call.state);
  const { token_id } = readPath(call, { token_id: required(integer()) });
  const token = call.state.tokens.byId.get(token_id);
  if (!token) throw tokenNotFound(token_id);
  return token;
}

export function tokenNotFound(id: number) {
  const hex = Math.abs(id).toString(16).toUpperCase().padStart(8, "0");
  return notFound("Token", id, `Token ${hex} not found`);
}

export function requireTokens(state: NeuroGraphState): void {
  if (!state.features.tokens) throw unavailable("Token", "Token API not enabled");
}

/** All vectors of one server have the same length. */
function requireLength(vector: readonly number[], field: string): void {
  if (vector.length === embeddingLength) return;
  const message = `List should have ${embeddingLength} items after validation, not ${vector.length}`;
  throw invalid(field, message, vector.length < embeddingLength ? "too_short" : "too_long");
}

function tokenBody(token: StoredToken, { settings }: NeuroGraphState) {
  return {
    id: token.id,
    text: token.text,
    embedding: token.embedding,
    metadata: token.metadata,
    created_at: timestamp(settings, token.createdAt),
    updated_at: timestamp(settings, token.updatedAt),
  };
}
