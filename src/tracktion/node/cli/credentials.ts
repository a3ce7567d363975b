/** As whom a command calls: one kind of credentials out of flags, file and environment. */

import type { CliIo } from "../../../node/cli/index.js";
import { secretOfStdin, UsageError, type Variables, variable } from "../../../node/cli/index.js";
import type { Flags } from "./flags.js";

/** One kind of credentials. A key and a token go the same way: as bearer. */
export type Credentials =
  | { readonly kind: "bearer"; readonly secret: string }
  | { readonly kind: "login"; readonly username: string; readonly password: string };

/** Whom a command wants to call as where there is a choice: a program with a key, or a person. */
export type Preference = "key" | "person";

/** What one source has. */
type Found = Pick<Flags, "apiKey" | "accessToken" | "username" | "password">;

/**
 * What is typed wins over the environment; among what is typed, and in the environment, the command's preference
 * decides. Undefined when there is nothing.
 *
 * @throws {UsageError} when half a login is typed.
 */
export function credentialsFrom(
  typed: Found,
  env: Variables,
  preference: Preference,
): Credentials | undefined {
  const set = foundIn(env);
  const isLoginTyped = typed.username !== undefined || typed.password !== undefined;
  // A name that is typed goes with the password of the environment, so that it need not be typed.
  const login = isLoginTyped ? wholeLogin({ ...set, ...typed }) : undefined;
  return chosen({ ...typed, ...login }, preference) ?? chosen(set, preference);
}

/** The flags with the password that `--password-stdin` asks for. */
export async function withPasswordOfStdin(flags: Flags, io: CliIo): Promise<Flags> {
  if (flags.passwordStdin === undefined) return flags;
  if (flags.password !== undefined)
    throw new UsageError("--password and --password-stdin exclude each other");
  return { ...flags, password: await secretOfStdin(io, "password") };
}

function chosen(found: Found, preference: Preference): Credentials | undefined {
  const { apiKey, accessToken, username, password } = found;
  const key = bearer(apiKey);
  const isWhole = username !== undefined && password !== undefined;
  const login = isWhole ? ({ kind: "login", username, password } as const) : undefined;
  const person = bearer(accessToken) ?? login;
  return preference === "key" ? (key ?? person) : (person ?? key);
}

function bearer(secret: string | undefined): Credentials | undefined {
  return secret === undefined ? undefined : { kind: "bearer", secret };
}

function wholeLogin({ username, password }: Found): Found {
  if (username === undefined)
    throw new UsageError("a password needs a user: give --username or TRACKTION_USERNAME");
  if (password === undefined) {
    const ways = "give --password, --password-stdin or TRACKTION_PASSWORD";
    throw new UsageError(`a user needs a password: ${ways}`);
  }
  return { username, password };
}

function foundIn(env: Variables): Found {
  const apiKey = variable(env, "TRACKTION_API_KEY");
  const accessToken = variable(env, "TRACKTION_ACCESS_TOKEN");
  const username = variable(env, "TRACKTION_USERNAME");
  const password = variable(env, "TRACKTION_PASSWORD");
  return {
    ...(apiKey && { apiKey }),
    ...(accessToken && { accessToken }),
    ...(username && { username }),
    ...(password && { password }),
  };
}
