/** Options of the client out of flags and environment; a flag wins, an empty variable is unset. */
import {
  type CliIo,
  checkedBaseUrl,
  secretOfStdin,
  UsageError,
  type Variables,
  variable,
} from "../../../node/cli/index.js";
import type { Flags } from "./flags.js";

/** How to reach the server, and as whom. */
export interface Settings {
  readonly baseUrl: string;
  readonly timeoutMs?: number;
  readonly username?: string;
  readonly password?: string;
  readonly apiKey?: string;
}

type Credentials = Pick<Settings, "username" | "password" | "apiKey">;

const defaultBaseUrl = "http://localhost:8000";

/** @throws {UsageError} when something is missing or contradicts itself. */
export async function settingsFrom(flags: Flags, io: CliIo): Promise<Settings> {
  return {
    baseUrl: checkedBaseUrl(
      flags.baseUrl ?? variable(io.env, "NEUROGRAPH_BASE_URL") ?? defaultBaseUrl,
      defaultBaseUrl,
      "use --username and --password",
    ),
    ...(flags.timeoutMs !== undefined && { timeoutMs: flags.timeoutMs }),
    ...credentialsFrom(await withPasswordOfStdin(flags, io), io.env),
  };
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
  return { ...flags, password: await secretOfStdin(io, "password") };
}
