/** `login`: who the next commands speak for. */
import { type Command, Option } from "commander";
import {
  addLeaf,
  type Perform,
  parseNonEmpty,
  printable,
  secretOfStdin,
  UsageError,
} from "../../../../node/cli/index.js";
import { saveToken } from "../../stored-config.js";
import { type Session, variableOf } from "../session.js";

/** Adds the command that begins a session. */
export function addLoginCommands(program: Command, perform: Perform<Session>): void {
  addLeaf(program, "login", {
    summary: "log in, and keep the token for later commands",
    examples: [
      "clientwright-ndi login ada.quill@example.org --password-stdin < password.txt",
      "NDI_CLOUD_PASSWORD=... clientwright-ndi login ada.quill@example.org",
    ],
  })
    .argument("<email>", "address of the account", parseNonEmpty)
    .addOption(new Option("--password-stdin", "read the password from standard input"))
    .action((email: string, options: { passwordStdin?: true }, command: Command) =>
      perform(command, async (session) => {
        const password = await passwordFrom(session, options);
        const { client, call, configPath } = session;
        const { token, user, organizations } = await client.auth.login({ email, password }, call);
        session.hide(token);
        const path = await saveToken({ token, email, ...(configPath && { path: configPath }) });
        const names = organizations.map(({ id, name }) => `  ${id} ${printable(name)}`);
        return {
          data: { user, organizations, path },
          lines: [`Logged in; kept in ${path}`, ...names],
        };
      }),
    );
}

async function passwordFrom(
  session: Session,
  { passwordStdin }: { passwordStdin?: true },
): Promise<string> {
  const password = passwordStdin
    ? await secretOfStdin(session.io, "password")
    : variableOf(session, "NDI_CLOUD_PASSWORD");
  if (password === undefined)
    throw new UsageError("there is no password: give --password-stdin or NDI_CLOUD_PASSWORD");
  session.hide(password);
  return password;
}
