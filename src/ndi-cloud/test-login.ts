/** Whether a login still works. */
import { getCurrentUser } from "../../generated/ndi-cloud/resources/users.js";
import { bearer, readJwtClaims } from "../auth/index.js";
import { type CallOptions, ClientwrightError } from "../runtime/index.js";
import type { AuthGroup, UserChoice } from "./auth.js";
import type { NdiContext } from "./context.js";
import { isTokenExpired } from "./token-times.js";

/**
 * Tries the token that is held. If it fails, the login is ended; where somebody is known who can log in, and is the
 * one that is asked for, a new login is tried in its place.
 */
export async function testLogin(
  auth: Pick<AuthGroup, "login" | "logout">,
  context: NdiContext,
  { userName }: UserChoice,
  options: CallOptions,
): Promise<boolean> {
  if (await isGood(context, userName, options)) return true;
  await auth.logout(options);
  const known = await context.session.credentials();
  if (known === undefined || (userName !== undefined && !isSame(known.email, userName)))
    return false;
  try {
    await auth.login(known, options);
  } catch (error) {
    if (!isFailedCall(error)) throw error;
    return false;
  }
  return await isGood(context, userName, options);
}

/** Asks with exactly this token: no login is made for it. */
async function isGood(
  { client, session, clock }: NdiContext,
  userName: string | undefined,
  options: CallOptions,
): Promise<boolean> {
  const token = await session.token();
  if (token === undefined || isTokenExpired(token, clock.now())) return false;
  const email = readJwtClaims(token)?.email;
  if (typeof email !== "string" || (userName !== undefined && !isSame(email, userName)))
    return false;
  try {
    const user = await client.call(getCurrentUser, {}, { ...options, auth: bearer(token) });
    return user.email === undefined || isSame(user.email, email);
  } catch (error) {
    if (!isFailedCall(error)) throw error;
    return false;
  }
}

/** An abort and a closed client are no news of the login. */
function isFailedCall(error: unknown): boolean {
  return error instanceof ClientwrightError && !/^(abort|config)$/.test(error.kind);
}

function isSame(address: string, other: string): boolean {
  return address.toLowerCase() === other.toLowerCase();
}
