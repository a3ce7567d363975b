/** Passwords of a command: from standard input or the environment, never from the command line. */
import { Option } from "commander";
import {
  secretLinesOfStdin,
  secretOfStdin,
  UsageError,
  variable,
} from "../../../node/cli/index.js";
import type { Session } from "./session.js";

/** Variables of the environment that hold passwords. */
export const passwordVariables = {
  current: "AUTH_PASSWORD",
  new: "AUTH_NEW_PASSWORD",
} as const;

/** What was typed. */
export interface PasswordFlags {
  readonly passwordStdin?: true;
}

/** @param where What standard input holds. */
export function passwordStdinFlag(where: string): Option {
  return new Option("--password-stdin", `read ${where} from standard input`);
}

/**
 * The one password that a command needs.
 *
 * @throws {UsageError} when it is nowhere.
 */
export async function passwordFrom(
  { io, hide }: Session,
  { passwordStdin }: PasswordFlags,
  which: keyof typeof passwordVariables,
): Promise<string> {
  const name = passwordVariables[which];
  const password = passwordStdin ? await secretOfStdin(io, "password") : variable(io.env, name);
  if (password === undefined)
    throw new UsageError(`there is no password: give --password-stdin or ${name}`);
  hide(password);
  return password;
}

/**
 * The present password and the one that shall follow it.
 *
 * @throws {UsageError} when one of them is nowhere.
 */
export async function passwordsFrom(
  session: Session,
  flags: PasswordFlags,
): Promise<readonly [current: string, next: string]> {
  if (!flags.passwordStdin) {
    const [current, next] = [passwordVariables.current, passwordVariables.new].map((name) =>
      variable(session.io.env, name),
    );
    if (current !== undefined && next !== undefined) return [current, next];
    const names = `${passwordVariables.current} and ${passwordVariables.new}`;
    throw new UsageError(`two passwords are needed: give --password-stdin, or ${names}`);
  }
  const lines = ["current password", "new password"];
  const [current = "", next = ""] = await secretLinesOfStdin(session.io, lines);
  for (const secret of [current, next]) session.hide(secret);
  return [current, next];
}
