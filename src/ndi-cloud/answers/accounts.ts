/** Answers about logins and accounts. Pure. */
import { isRecord, type JsonRecord, textOf } from "../../runtime/index.js";
import { toListOfObjects, toObject, withId } from "./fields.js";

/** A success that refuses: its message is for the error. */
export class DisguisedRefusal extends Error {
  override readonly name = "DisguisedRefusal";
}

/** A login with its token in `token`, wherever the server put it. [NDI-007] */
export function toLogin(answer: unknown): JsonRecord {
  const login = toObject(answer);
  const token = [login.token, login.idToken, login.accessToken].map(textOf).find((text) => text);
  // A token must fit into a header (RFC 9110, section 5.5).
  if (token === undefined || !/^[\x21-\x7e]+$/.test(token)) {
    throw new DisguisedRefusal("The login answered no usable token");
  }
  return { ...login, token, user: isRecord(login.user) ? toUser(login.user) : { id: "" } };
}

/** An account whose organizations are a list, also when there is one. */
export function toUser(answer: unknown): JsonRecord {
  const user = withId(answer);
  if (user.organizations === undefined || user.organizations === null) return user;
  return { ...user, organizations: toListOfObjects(user.organizations) };
}

/** A new account in its wrapper, also when it came without. */
export function toCreatedUser(answer: unknown): JsonRecord {
  const created = toObject(answer);
  const user = toUser(isRecord(created.user) ? created.user : created);
  const organizations = created.organizations ?? user.organizations;
  return {
    ...(isRecord(created.user) && created),
    user,
    organizations: toListOfObjects(organizations),
  };
}

/** A password that was reset. A code that was refused comes with a status of success too. [NDI-020] */
export function toPasswordReset(answer: unknown): JsonRecord {
  const reset = toObject(answer);
  const code = textOf(reset.code);
  const isRefusal = reset.errors !== undefined || (code !== undefined && code !== "Success!");
  if (isRefusal) throw new DisguisedRefusal("The password was not reset");
  return reset;
}
