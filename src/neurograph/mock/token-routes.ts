/** Tokens of the mock API. */
import { isRecord } from "../../runtime/index.js";
import { invalidField, json, noContent, notFound } from "./answers.js";
import { cosine, embed } from "./embedding.js";
import type { MockCall, MockRoute, MockToken } from "./mock-state.js";

/** The token routes, as the guide describes them. */
export const tokenRoutes: readonly MockRoute[] = [
  { method: "POST", path: "/api/v1/tokens/query", answer: queryTokens },
  { method: "POST", path: "/api/v1/tokens", answer: createToken },
  { method: "GET", path: "/api/v1/tokens", answer: listTokens },
  { method: "GET", path: "/api/v1/tokens/{id}", answer: (call) => withToken(call, json200) },
  { method: "PUT", path: "/api/v1/tokens/{id}", answer: (call) => withToken(call, updateToken) },
  { method: "DELETE", path: "/api/v1/tokens/{id}", answer: (call) => withToken(call, deleteToken) },
];

function createToken({ state, body }: MockCall): Response {
  if (typeof body.text !== "string" || body.text === "") return emptyText();
  const now = state.now().toISOString();
  const token: MockToken = {
    id: state.nextId(),
    text: body.text,
    embedding: embed(body.text, state.embeddingLength),
    metadata: isRecord(body.metadata) ? body.metadata : null,
    created_at: now,
    updated_at: now,
  };
  state.tokens.set(String(token.id), token);
  return json(201, token);
}

function listTokens({ state, query }: MockCall): Response {
  const limit = Number(query.get("limit") ?? 10);
  const offset = Number(query.get("offset") ?? 0);
  const all = [...state.tokens.values()];
  const tokens = all.slice(offset, offset + limit);
  return json(200, { tokens, total: all.length, limit, offset });
}

function updateToken({ state, body }: MockCall, token: MockToken): Response {
  if (body.text === "") return emptyText();
  const text = typeof body.text === "string" ? body.text : undefined;
  const changed: MockToken = {
    ...token,
    ...(text !== undefined && { text, embedding: embed(text, state.embeddingLength) }),
    ...(isRecord(body.metadata) && { metadata: body.metadata }),
    updated_at: state.now().toISOString(),
  };
  state.tokens.set(String(token.id), changed);
  return json(200, changed);
}

function deleteToken({ state }: MockCall, token: MockToken): Response {
  state.tokens.delete(String(token.id));
  return noContent();
}

function queryTokens({ state, body }: MockCall): Response {
  const vector = Array.isArray(body.query_vector) ? body.query_vector.map(Number) : [];
  const threshold = typeof body.threshold === "number" ? body.threshold : -1;
  const results = [...state.tokens.values()]
    .map((token) => ({ token, similarity: cosine(vector, token.embedding) }))
    .filter(({ similarity }) => similarity >= threshold)
    .sort((left, right) => right.similarity - left.similarity);
  return json(200, { results: results.slice(0, Number(body.top_k ?? 10)) });
}

function json200(_call: MockCall, token: MockToken): Response {
  return json(200, token);
}

function withToken(
  call: MockCall,
  answer: (call: MockCall, token: MockToken) => Response,
): Response {
  const token = call.state.tokens.get(call.id);
  return token === undefined ? notFound("Token", call.id) : answer(call, token);
}

function emptyText(): Response {
  return invalidField("text", "String should have at least 1 character", "string_too_short");
}
