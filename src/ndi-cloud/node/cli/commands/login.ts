/** `login`: as whom the next commands call. */
import type { Command } from "commander";
import {
  addLeaf,
  fieldLines,
  type Perform,
  parseNonEmpty,
  printable,
  secretOfStdin,
  UsageError,
  variable,
} from "../../../../node/cli/index.js";
import type { NdiCredentials } from "../../../environment.js";
import { saveToken } from "../../stored-config.js";
import type { Session } from "../session.js";

interface LoginFlags {
  readonly passwordStdin?: true;
}

/** Adds the command that logs in. */
export function addLoginCommand(program: Command, perform: Perform<Session>): void {
  addLeaf(program, "login", {
    summary: "log in, and keep the token for later commands in a file that only you can read",
    examples: [
      "clientwright-ndi login ada@example.org --password-stdin < password.txt",
      "NDI_CLOUD_USERNAME=... NDI_CLOUD_PASSWORD=... clientwright-ndi login",
    ],
  })
    .argument("[email]", "address of the account [env: NDI_CLOUD_USERNAME]", parseNonEmpty)
    .option("--password-stdin", "read the password from standard input [env: NDI_CLOUD_PASSWORD]")
    .action((email: string | undefined, flags: LoginFlags, command: Command) =>
      perform(command, async (session) => {
        const { call, hide, settings } = session;
        const credentials = await credentialsFrom(session, email, flags);
        const login = await session.anonymous().auth.login(credentials, call);
        hide(login.token);
        const path = await saveToken({
          ...{ token: login.token, email: credentials.email },
          ...{ path: settings.configPath, server: settings.baseUrl },
        });
        const { organizations, organizationId, expiresAt } = login;
        const until = expiresAt?.toISOString();
        const names = organizations.map(({ id, name }) => printable(name ?? id)).join(", ");
        return {
          data: { email: credentials.email, organizationId, organizations, expiresAt: until, path },
          lines: [
            `Logged in as ${printable(credentials.email)}`,
            ...fieldLines({ Organizations: names || undefined, Until: until, File: path }),
          ],
        };
      }),
    );
}

/** @throws {UsageError} when name or password are nowhere. */
async function credentialsFrom(
  { io, hide }: Session,
  typed: string | undefined,
  { passwordStdin }: LoginFlags,
): Promise<NdiCredentials> {
  const email = typed ?? variable(io.env, "NDI_CLOUD_USERNAME");
  if (email === undefined)
    throw new UsageError("there is no account: give an address or NDI_CLOUD_USERNAME");
  const password = passwordStdin
    ? await secretOfStdin(io, "password")
    : variable(io.env, "NDI_CLOUD_PASSWORD");
  if (password === undefined)
    throw new UsageError("there is no password: give --password-stdin or NDI_CLOUD_PASSWORD");
  hide(password);
  return { email, password };
}
