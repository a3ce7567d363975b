// Accounts of developers: one's own, and all of them for global administrators.
import type { Developer } from "../../../../generated/valentina/models.js";
import { jsonAnswer } from "../../support/answers.js";
import { slug } from "../accounts.js";
import type { Call, Route } from "../call.js";
import { collectionRoutes } from "../collection-routes.js";
import { sortedBy } from "../documents.js";
import { defaulted, optional, readBody, readChanges, readQuery, required } from "../fields.js";
import { globalAdmin } from "../guards.js";
import { email, flag, text } from "../kinds.js";
import { api } from "../paths.js";

const own = `${api}/developers/me`;
const all = `${api}/admin/developers`;

const ownFields = { username: required(text()), email: required(email) };
const fields = { ...ownFields, is_global_admin: defaulted(flag, false) };

export const developerRoutes: readonly Route[] = [
  {
    method: "GET",
    path: own,
    guards: [],
    maxAgeSeconds: 60,
    handle: ({ developer }) => jsonAnswer(200, ownBody(developer)),
  },
  {
    method: "PATCH",
    path: own,
    guards: [],
    handle(call) {
      const changes = readChanges(call, ownFields);
      return jsonAnswer(200, ownBody(changeDeveloper(call, call.developer, changes)));
    },
  },
  { method: "POST", path: `${own}/new-key`, guards: [], handle: newOwnKey },
  ...collectionRoutes({
    at: all,
    item: "developer_id",
    guards: [globalAdmin],
    list(call) {
      const { is_global_admin: wanted } = readQuery(call, { is_global_admin: optional(flag) });
      const found = call.state.developers
        .of("")
        .filter((each) => wanted === undefined || each.is_global_admin === wanted);
      return sortedBy(found, ({ username }) => username);
    },
    create(call) {
      const { is_global_admin, ...wish } = readBody(call, fields);
      return call.state.accounts.add({ ...wish, isGlobalAdmin: is_global_admin });
    },
    change: (call, developer) => changeDeveloper(call, developer, readChanges(call, fields)),
    remove: ({ state }, developer) => state.accounts.remove(developer),
  }),
  { method: "POST", path: `${all}/{developer_id}/new-key`, guards: [globalAdmin], handle: newKey },
];

function changeDeveloper(
  { state }: Call,
  developer: Developer,
  { username, ...changes }: Partial<Pick<Developer, "username" | "email" | "is_global_admin">>,
): Developer {
  const renamed = username === undefined ? {} : { username: slug(username) };
  return state.developers.change(developer, { ...changes, ...renamed });
}

function ownBody({ is_global_admin: _, ...developer }: Developer): unknown {
  return developer;
}

/** The real server leaves out most of the account. */
function newOwnKey({ state, developer }: Call) {
  const api_key = state.accounts.newKey(developer);
  const { id, username, email: address, key_generated } = developer;
  return jsonAnswer(201, { id, username, email: address, api_key, key_generated });
}

/** The real server writes this boolean as a word. */
function newKey(call: Call) {
  const developer = call.entity("developer_id");
  const api_key = call.state.accounts.newKey(developer);
  const is_global_admin = developer.is_global_admin ? "True" : "False";
  return jsonAnswer(201, { ...developer, api_key, is_global_admin });
}
