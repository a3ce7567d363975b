/** Checks that answers are what their models need, and fills in what servers name otherwise or leave out. Pure. */
import { isRecord, type JsonRecord, textOf, toDate } from "../runtime/index.js";

/** A success that is not what its model needs. */
export class UnexpectedShape extends Error {
  override readonly name = "UnexpectedShape";
}

/** Any JSON object. */
export function toObject(answer: unknown): JsonRecord {
  if (isRecord(answer)) return answer;
  throw new UnexpectedShape("the answer is not a JSON object");
}

/** An account under the server's names, whichever of both pairs it came with. */
export function toUserAnswer(answer: unknown): JsonRecord {
  const user = toObject(answer);
  const userId = user.user_id ?? user.id;
  const emailVerified = user.email_verified ?? user.is_verified;
  const texts = [userId, user.email, user.first_name, user.last_name, user.role];
  const flags = [user.is_active, emailVerified];
  const times = [user.created_at, user.updated_at, ...(user.last_login ? [user.last_login] : [])];
  const isUser =
    texts.every((text) => typeof text === "string") &&
    flags.every((flag) => typeof flag === "boolean") &&
    times.every(isTime);
  if (!isUser) throw new UnexpectedShape("the answer holds no complete user");
  return { ...user, user_id: userId, email_verified: emailVerified };
}

/** Tokens and the account; without a lifetime it is 0, without a type `Bearer`. */
export function toTokensAnswer(answer: unknown): JsonRecord {
  const tokens = toObject(answer);
  const { access_token, refresh_token, token_type, expires_in, ...others } = tokens;
  // Null and an empty text say the same as nothing.
  const hasRefreshToken = Boolean(refresh_token);
  if (!isToken(access_token) || (hasRefreshToken && !isToken(refresh_token))) {
    throw new UnexpectedShape("the answer holds no usable tokens");
  }
  return {
    ...others,
    access_token,
    ...(hasRefreshToken && { refresh_token }),
    token_type: textOf(token_type) || "Bearer",
    expires_in: typeof expires_in === "number" && Number.isFinite(expires_in) ? expires_in : 0,
    user: toUserAnswer(tokens.user),
  };
}

/** Tokens are opaque, but they must fit in a header (RFC 9110, section 5.5). */
export function isToken(value: unknown): value is string {
  return typeof value === "string" && /^[\x21-\x7e]+$/.test(value);
}

function isTime(value: unknown): boolean {
  if (typeof value !== "string") return false;
  try {
    toDate(value);
    return true;
  } catch {
    return false; // Not a date: the caller says so.
  }
}
