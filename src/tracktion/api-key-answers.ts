/** Maps API keys as the server writes them to the documented form; knows nothing of transport. */
import { withHiddenMembers } from "../auth/index.js";
import { isRecord, type JsonRecord } from "../runtime/index.js";

/** Names of the server for documented members. */
const renamed = { key_id: "id", api_key: "key", last_used_at: "last_used" } as const;

/** A key: members under their documented names, permissions as a list, and scopes in any case. */
export function toApiKey(answer: JsonRecord): JsonRecord {
  const documented = Object.entries(answer).map(([name, value]) => [documentedName(name), value]);
  const key: JsonRecord = Object.fromEntries(documented);
  const { permissions, scopes } = key;
  return {
    ...key,
    ...(isRecord(permissions) && { permissions: grantedOf(permissions) }),
    scopes: scopes ?? [],
  };
}

/** A new key. It works from now on, which the server does not say; its secret is not printed. */
export function toNewApiKey(answer: JsonRecord): JsonRecord {
  const key = toApiKey(answer);
  return withHiddenMembers({ ...key, is_active: key.is_active ?? true }, ["key"]);
}

/** Keys out of `{keys}` or a bare array; undefined when there is neither. */
export function toApiKeyList(answer: unknown): JsonRecord | undefined {
  const list = isRecord(answer) ? answer.keys : answer;
  if (!Array.isArray(list)) return undefined;
  const keys = list.map((key: unknown) => (isRecord(key) ? toApiKey(key) : key));
  return isRecord(answer) ? { ...answer, keys } : { keys };
}

function documentedName(name: string): string {
  return Object.hasOwn(renamed, name) ? renamed[name as keyof typeof renamed] : name;
}

/** `{ read: true, write: false }` grants `read`. */
function grantedOf(permissions: JsonRecord): readonly string[] {
  return Object.keys(permissions).filter((name) => permissions[name] === true);
}
