/** Adds what the guide names and the server says otherwise: the client's `normalise` option. */
import { globalAdminCreateDeveloperApiKey } from "../../generated/valentina/resources/global-admin.js";
import { type ClientOptions, isRecord, type JsonRecord } from "../runtime/index.js";

/** Names of the guide, and what they stand for in the server's objects. */
const derived: readonly (readonly [name: string, of: (thing: JsonRecord) => unknown])[] = [
  ["file_type", (asset) => asset.asset_type],
  [
    "game_version",
    ({ game_versions: all }) => (Array.isArray(all) && all.length === 1 ? all[0] : undefined),
  ],
];

/**
 * Answers as they came, with the guide's names beside the server's. What is added is not enumerable, so that JSON is what
 * the server sent. The one flag that the server sends as text becomes a boolean. [VN-107, VN-365, VN-413]
 */
export const normalise: NonNullable<ClientOptions["normalise"]> = (body, answer) => {
  if (!answer.response.ok) return body;
  addDerived(body);
  if (answer.operation.id !== globalAdminCreateDeveloperApiKey.id || !isRecord(body)) return body;
  const flag = body.is_global_admin;
  return typeof flag === "string" ? { ...body, is_global_admin: flag === "True" } : body;
};

function addDerived(value: unknown): void {
  if (Array.isArray(value)) value.forEach(addDerived);
  if (!isRecord(value)) return;
  for (const member of Object.values(value)) addDerived(member);
  for (const [name, of] of derived) {
    const found = name in value ? undefined : of(value);
    if (found === undefined) continue;
    Object.defineProperty(value, name, { value: found, writable: true, configurable: true });
  }
}
