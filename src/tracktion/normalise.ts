/** Turns what servers really answer into the documented models: the client's `normalise` option. */
import { withHiddenMembers } from "../auth/index.js";
import { type ClientOptions, isRecord, type JsonRecord } from "../runtime/index.js";
import { toApiKeyList, toNewApiKey } from "./api-key-answers.js";
import { tracktionErrors } from "./error-family.js";

/** Makes a model of an answer; undefined when it is none. */
type Mapping = (body: unknown) => unknown;

const tokenSecrets = ["access_token", "refresh_token"] as const;

const tokens: Mapping = (body) =>
  hasText(body, "access_token") ? withHiddenMembers(body, tokenSecrets) : undefined;

const newKey: Mapping = (body) => {
  const isKey = hasText(body, "key") || hasText(body, "api_key");
  return isKey ? toNewApiKey(body as JsonRecord) : undefined;
};

/** Operations whose answers are read by name, or hold secrets. All others keep the body that came. */
const mappings: Readonly<Record<string, Mapping>> = {
  searchTracks: (body) => (isRecord(body) && Array.isArray(body.tracks) ? body : undefined),
  createToken: tokens,
  refreshToken: tokens,
  exchangeOauthToken: tokens,
  createApiKey: newKey,
  rotateApiKey: newKey,
  listApiKeys: toApiKeyList,
};

/**
 * Maps the server's own names to the documented ones, and takes secrets out of what is printed. An answer without the
 * members that its model needs is an error of its own.
 */
export const normalise: NonNullable<ClientOptions["normalise"]> = (body, answer) => {
  const { operation, response } = answer;
  const mapping = response.ok ? mappings[operation.id] : undefined;
  if (mapping === undefined) return body;
  const model = mapping(body);
  if (model !== undefined) return model;
  const { id, method, path } = operation;
  throw tracktionErrors.create("Unexpected answer: it is not what the document says", {
    kind: "parse",
    operation: { id, method, path },
  });
};

function hasText(body: unknown, name: string): body is JsonRecord {
  return isRecord(body) && typeof body[name] === "string" && body[name] !== "";
}
