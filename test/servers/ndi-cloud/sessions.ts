// Tokens of logins. Nothing renews them.
import { randomUUID } from "node:crypto";
import { openToken, signToken } from "../support/signed-token.js";
import { isObject } from "./body.js";
import { unauthorized } from "./failures.js";
import type { Settings } from "./options.js";
import type { Account } from "./users.js";

/** Every token ever issued, and those that no longer count. */
export interface Sessions {
  readonly issued: Set<string>;
  readonly revoked: Set<string>;
}

/** A new token; a life that is not positive gives one that has ended already. */
export function issueToken(
  { issued }: Sessions,
  { now, jwtSecret, tokenSeconds }: Settings,
  { id, email }: Account,
  lifeSeconds: number = tokenSeconds,
): string {
  const iat = Math.floor(now() / 1_000);
  const names = { sub: id, email, "cognito:username": id, token_use: "id" };
  const claims = { ...names, iat, exp: iat + lifeSeconds, jti: randomUUID() };
  const token = signToken(claims, jwtSecret);
  issued.add(token);
  return token;
}

/** The e-mail of whose token it is, or a thrown 401. */
export function emailOfToken(
  { revoked }: Sessions,
  { now, jwtSecret }: Settings,
  token: string,
): string {
  const opened = openToken(token, jwtSecret);
  if (opened.kind !== "signed" || !isObject(opened.claims)) throw unauthorized();
  const { exp, email } = opened.claims;
  if (Number(exp) * 1_000 <= now() || revoked.has(token))
    throw unauthorized("token is past its end");
  return String(email);
}
