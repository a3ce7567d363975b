// Administration of users: list, search, export, details.
import { jsonAnswer, textAnswer } from "../../support/answers.js";
import { requireAdmin } from "../access.js";
import { managedUserBody } from "../bodies.js";
import type { Call, Route } from "../call.js";
import { jsonFailure } from "../failures.js";
import { pageBody, readPageWish, slicePage } from "../pages.js";
import { zuluTimestamp } from "../timestamps.js";
import { fullName, type UserAccount } from "../users.js";

const users = "/admin/api/users";

export const adminUserRoutes: readonly Route[] = [
  { method: "GET", path: users, access: "bearer", handle: list },
  { method: "GET", path: `${users}/search`, access: "bearer", handle: search },
  { method: "GET", path: `${users}/export`, access: "bearer", handle: exportAll },
  { method: "GET", path: `${users}/{user_id}`, access: "bearer", handle: show },
];

/** Search, order and filters are taken and ignored. */
function list(call: Call) {
  const wish = readPageWish(call, 20);
  requireAdmin(call);
  const found = newestFirst(call);
  return jsonAnswer(200, pageBody(slicePage(found, wish).map(inBody(call)), wish, found.length));
}

/** The total counts this page only, so there is never a next one, though there may be. */
function search(call: Call) {
  const wish = readPageWish(call, 20);
  requireAdmin(call);
  const term = (wish.search ?? "").toLowerCase();
  const found = term === "" ? [] : newestFirst(call).filter((user) => isHit(user, term));
  const items = slicePage(found, wish).map(inBody(call));
  return jsonAnswer(200, pageBody(items, wish, items.length));
}

/** Plain text, unquoted, whatever the documentation says. */
function exportAll(call: Call) {
  requireAdmin(call);
  const head = "user_id,email,full_name,role,is_active,email_verified,created_at";
  const lines = newestFirst(call).map((user) =>
    [
      user.userId,
      user.email,
      fullName(user),
      user.role,
      user.isActive,
      user.emailVerified,
      zuluTimestamp(user.createdAt),
    ].join(","),
  );
  return textAnswer(200, "text/plain; charset=utf-8", `${[head, ...lines].join("\n")}\n`);
}

function show(call: Call) {
  requireAdmin(call);
  const user = call.state.users.get(call.params["user_id"] ?? "");
  if (!user) throw jsonFailure(404);
  return jsonAnswer(200, inBody(call)(user));
}

function newestFirst({ state }: Call): UserAccount[] {
  return [...state.users.values()].reverse().sort((a, b) => b.createdAt - a.createdAt);
}

function isHit({ email, firstName, lastName }: UserAccount, term: string): boolean {
  return [email, firstName, lastName].some((value) => value.toLowerCase().includes(term));
}

function inBody({ state }: Call): (user: UserAccount) => Readonly<Record<string, unknown>> {
  return (user) => managedUserBody(user, state.settings.now());
}
