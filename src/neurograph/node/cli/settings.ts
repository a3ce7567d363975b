/** Options of the client out of flags and environment; a flag wins, an empty variable is unset. */
import type { Flags } from "./flags.js";
import type { CliIo } from "./io.js";
import { UsageError } from "./usage-error.js";

/** How to reach the server, and as whom. */
export interface Settings {
  readonly baseUrl: string;
  readonly timeoutMs?: number;
  readonly username?: string;
  readonly password?: string;
  readonly apiKey?: string;
}

type Credentials = Pick<Settings, "username" | "password" | "apiKey">;
type Variables = Readonly<Record<string, string | undefined>>;

const defaultBaseUrl = "http://localhost:8000";

/** @throws {UsageError} when something is missing or contradicts itself. */
export async function settingsFrom(flags: Flags, io: CliIo): Promise<Settings> {
  return {
    baseUrl: checkedUrl(flags.baseUrl ?? variable(io.env, "NEUROGRAPH_BASE_URL") ?? defaultBaseUrl),
    ...(flags.timeoutMs !== undefined && { timeoutMs: flags.timeoutMs }),
    ...credentialsFrom(await withPasswordOfStdin(flags, io), io.env),
  };
}

/** An empty variable counts as unset. */
function variable(env: Variables, name: string): string | undefined {
  return env[name] || undefined;
}

/** One kind of credentials: whichever is typed wins over the environment, a key over a user. */
function credentialsFrom(flags: Flags, env: Variables): Credentials {
  if (flags.apiKey !== undefined) return { apiKey: flags.apiKey };
  const apiKey = variable(env, "NEUROGRAPH_API_KEY");
  const isUserTyped = flags.username !== undefined || flags.password !== undefined;
  if (apiKey !== undefined && !isUserTyped) return { apiKey };
  const username = flags.username ?? variable(env, "NEUROGRAPH_USERNAME");
  const password = flags.password ?? variable(env, "NEUROGRAPH_PASSWORD");
  if (username !== undefined && password !== undefined) return { username, password };
  // Half a login in the environment must not stop commands that need none.
  if (!isUserTyped) return {};
  throw new UsageError(
    username === undefined
      ? "a password needs a user: give --username or NEUROGRAPH_USERNAME"
      : "a user needs a password: give --password, --password-stdin or NEUROGRAPH_PASSWORD",
  );
}

async function withPasswordOfStdin(flags: Flags, io: CliIo): Promise<Flags> {
  if (flags.passwordStdin === undefined) return flags;
  if (flags.password !== undefined)
    throw new UsageError("--password and --password-stdin exclude each other");
  const password = ((await io.readStdin?.()) ?? "").replace(/\r?\n$/, "");
  if (password === "") throw new UsageError("standard input has no password");
  return { ...flags, password };
}

/** The URL may hold a password by mistake, so no message repeats it. */
function checkedUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol))
    throw new UsageError(
      "the base URL must be an http or https URL, such as http://localhost:8000",
    );
  if (url.username !== "" || url.password !== "")
    throw new UsageError("the base URL must not hold credentials: use --username and --password");
  return text;
}
