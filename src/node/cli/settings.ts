/** Values that command lines take out of flags, environment and standard input. */
import type { CliIo, Variables } from "./io.js";
import { UsageError } from "./usage-error.js";

/** A variable of the environment; an empty one counts as unset. */
export function variable(env: Variables, name: string): string | undefined {
  return env[name] || undefined;
}

/**
 * A base URL as it was given. It may hold a password by mistake, so no message repeats it.
 *
 * @param advice How credentials are given, e.g. `use --username and --password`.
 * @throws {UsageError} when it is no http or https URL, or holds credentials.
 */
export function checkedBaseUrl(text: string, example: string, advice: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol))
    throw new UsageError(`the base URL must be an http or https URL, such as ${example}`);
  if (url.username !== "" || url.password !== "")
    throw new UsageError(`the base URL must not hold credentials: ${advice}`);
  return text;
}

/**
 * All of standard input, without the end of its last line.
 *
 * @param what What is missing when it is empty, e.g. `password`.
 * @throws {UsageError} when there is nothing.
 */
export async function secretOfStdin(io: CliIo, what: string): Promise<string> {
  const secret = ((await io.readStdin?.()) ?? "").replace(/\r?\n$/, "");
  if (secret === "") throw new UsageError(`standard input has no ${what}`);
  return secret;
}

/**
 * One secret per line of standard input, in this order.
 *
 * @param names What the lines hold, e.g. `current password`.
 * @throws {UsageError} when there are fewer or more lines, or an empty one.
 */
export async function secretLinesOfStdin(io: CliIo, names: readonly string[]): Promise<string[]> {
  const lines = ((await io.readStdin?.()) ?? "").replace(/\r?\n$/, "").split(/\r?\n/);
  if (lines.length !== names.length || lines.includes(""))
    throw new UsageError(`standard input must have ${names.length} lines: ${names.join(", ")}`);
  return lines;
}
