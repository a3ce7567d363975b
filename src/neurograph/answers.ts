/** Maps answers of the reference server to the documented models; knows nothing of transport. */
import { isRecord, type JsonRecord, textOf } from "../runtime/index.js";

/** The answer has none of the keys that its model needs. */
export class UnexpectedShape extends Error {
  override readonly name = "UnexpectedShape";
}

/** `meta` of the envelope that the answer came in; empty without an envelope. */
export type EnvelopeMeta = JsonRecord;

/** A token; a spatial record gets no text, an empty embedding, and its time as `created_at`. */
export function toToken(answer: unknown): JsonRecord {
  const token = recordOf(answer, "a token", "id");
  if (Array.isArray(token.embedding)) return token;
  const createdAt = typeof token.timestamp === "number" ? isoTime(token.timestamp) : null;
  return {
    ...token,
    text: textOf(token.text) ?? null,
    embedding: [],
    metadata: token.metadata ?? null,
    created_at: token.created_at ?? createdAt,
  };
}

/** A page of tokens out of `{tokens}` or a bare array. */
export function toTokenList(answer: unknown): JsonRecord {
  return { ...rest(answer), tokens: listOf(answer, "tokens").map(toToken) };
}

/** Query results out of `{results}` or a bare array. */
export function toQueryResponse(answer: unknown): JsonRecord {
  const results = listOf(answer, "results").map((result) => {
    const record = recordOf(result, "a query result", "token");
    return { ...record, token: toToken(record.token) };
  });
  return { ...rest(answer), results };
}

/** Metadata of an API key with `is_active`, which the reference server calls `disabled`. */
export function toApiKey(answer: unknown): JsonRecord {
  const key = recordOf(answer, "an API key", "key_id");
  const { is_active, disabled } = key;
  return {
    ...key,
    scopes: key.scopes ?? [],
    is_active: typeof is_active === "boolean" ? is_active : disabled !== true,
  };
}

/** API keys out of `{api_keys}`, `{keys}` or a bare array. */
export function toApiKeyList(answer: unknown): JsonRecord {
  return { api_keys: listOf(answer, "api_keys", "keys").map(toApiKey) };
}

/** A freshly made key, secret included. */
export function toCreatedApiKey(answer: unknown): JsonRecord {
  return recordOf(answer, "a new API key", "api_key");
}

/** Tokens of a login or a refresh. */
export function toTokenPair(answer: unknown): JsonRecord {
  return recordOf(answer, "a login", "access_token");
}

/** Health, with the envelope's time where the payload has none. */
export function toHealth(answer: unknown, meta: EnvelopeMeta): JsonRecord {
  const health = recordOf(answer, "a health status", "status");
  return { ...health, timestamp: health.timestamp ?? meta.timestamp ?? null };
}

/** System status under the guide's names. */
export function toSystemStatus(answer: unknown): JsonRecord {
  const wire = recordOf(answer, "a system status", "uptime_seconds", "status", "state");
  const total = isRecord(wire.tokens) ? wire.tokens.total : undefined;
  const version = wire.version ?? wire.api_version;
  const tokensCount = wire.tokens_count ?? total;
  return {
    ...wire,
    status: wire.status ?? healthOf(wire.state),
    ...(version !== undefined && { version }),
    ...(tokensCount !== undefined && { tokens_count: tokensCount }),
    api_keys_count: wire.api_keys_count ?? null,
  };
}

function healthOf(state: unknown): string {
  return state === undefined || state === "running" ? "healthy" : "unhealthy";
}

function recordOf(answer: unknown, model: string, ...keys: readonly string[]): JsonRecord {
  if (isRecord(answer) && keys.some((key) => answer[key] !== undefined)) return answer;
  throw new UnexpectedShape(`the answer is not ${model}: it has no ${keys.join(" or ")}`);
}

function listOf(answer: unknown, ...keys: readonly string[]): readonly unknown[] {
  if (Array.isArray(answer)) return answer;
  const lists = isRecord(answer) ? keys.map((key) => answer[key]) : [];
  const list = lists.find((value) => Array.isArray(value));
  if (Array.isArray(list)) return list;
  throw new UnexpectedShape(`the answer has no list of ${keys.join(" or ")}`);
}

function rest(answer: unknown): JsonRecord {
  return isRecord(answer) ? answer : {};
}

/** Null for a time beyond what a date can hold. */
function isoTime(unixSeconds: number): string | null {
  return new Date(unixSeconds * 1000).toJSON();
}
