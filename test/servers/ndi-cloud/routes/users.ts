// Accounts.
import { type Answer, jsonAnswer } from "../../support/answers.js";
import { type JsonObject, jsonBody, text } from "../body.js";
import { type Call, known, param, type Route } from "../call.js";
import { cognitoFailure, notFound } from "../failures.js";
import type { Oddities } from "../oddities.js";
import { type Account, newAccount } from "../users.js";
import { newCode, strongPassword } from "./auth.js";

function createUser(call: Call): Answer {
  const { accounts, nextId, settings } = call.state;
  const body = jsonBody(call);
  const email = text(body, "email");
  const message = "Unable to create the account";
  if (accounts.has(email)) throw cognitoFailure("UsernameExistsException", message);
  const password = strongPassword(text(body, "password"), message);
  const name = typeof body.name === "string" ? body.name : undefined;
  const account = newAccount(nextId(), { email, password }, name);
  account.verification = newCode(call);
  accounts.set(email, account);
  const user = { id: account.id, email, name };
  if (settings.oddities.flatAccount) return jsonAnswer(200, user);
  return jsonAnswer(200, { user, organizations: [] });
}

function getCurrentUser(call: Call): Answer {
  return jsonAnswer(200, accountBody(known(call), call.state.settings.oddities));
}

/** Of others only the name is told. */
function getUser(call: Call): Answer {
  const id = param(call, "userId");
  const account = [...call.state.accounts.values()].find((user) => user.id === id);
  if (!account) throw notFound("user");
  if (account === call.caller) return getCurrentUser(call);
  return jsonAnswer(200, { id, name: account.name });
}

/** `User`, as its owner sees it. */
export function accountBody(account: Account, { organizations: form }: Oddities): JsonObject {
  const { id, email, name, isValidated, isAdmin, bookmarks, organizations } = account;
  return {
    ...{ id, email, name, isValidated, isAdmin },
    bookmarkedDatasetIds: [...bookmarks],
    ...(form === "list" && { organizations }),
    ...(form === "object" && { organizations: organizations[0] }),
  };
}

export const userRoutes: readonly Route[] = [
  { method: "POST", path: "/users", access: "anyone", handle: createUser },
  { method: "GET", path: "/users/me", access: "user", handle: getCurrentUser },
  { method: "GET", path: "/users/{userId}", access: "user", handle: getUser },
];
