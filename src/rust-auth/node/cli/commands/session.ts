/** `register`, `login` and `logout`: who the next commands speak for. */
import type { Command } from "commander";
import { addLeaf, type Outcome, type Perform, parseNonEmpty } from "../../../../node/cli/index.js";
import type { AuthResponse } from "../../../models.js";
import { type PasswordFlags, passwordFrom, passwordStdinFlag } from "../passwords.js";
import type { Session } from "../session.js";
import { nameOf } from "../users.js";

/** Adds the commands that begin and end a session. */
export function addSessionCommands(program: Command, perform: Perform<Session>): void {
  addRegister(program, perform);
  addLogin(program, perform);
  addLogout(program, perform);
}

interface Names {
  readonly firstName: string;
  readonly lastName: string;
}

function addRegister(program: Command, perform: Perform<Session>): void {
  const example = "rust-auth-cli register mara@example.org --first-name Mara --last-name Quill";
  addLeaf(program, "register", {
    summary: "make an account and sign it in",
    examples: [`${example} --password-stdin < password.txt`, `AUTH_PASSWORD=... ${example}`],
  })
    .argument("<email>", "address of the account", parseNonEmpty)
    .requiredOption("--first-name <name>", "2 to 50 characters", parseNonEmpty)
    .requiredOption("--last-name <name>", "2 to 50 characters", parseNonEmpty)
    .addOption(passwordStdinFlag("the password"))
    .action((email: string, options: Names & PasswordFlags, command: Command) =>
      perform(command, async (session) => {
        const { firstName, lastName } = options;
        const password = await passwordFrom(session, options, "current");
        const account = { email, password, firstName, lastName };
        return signedIn(session, await session.client.register(account, session.call));
      }),
    );
}

function addLogin(program: Command, perform: Perform<Session>): void {
  addLeaf(program, "login", {
    summary: "sign in; later commands speak for this account",
    examples: [
      "rust-auth-cli login mara@example.org --password-stdin < password.txt",
      "AUTH_PASSWORD=... rust-auth-cli login mara@example.org",
    ],
  })
    .argument("<email>", "address of the account", parseNonEmpty)
    .addOption(passwordStdinFlag("the password"))
    .action((email: string, options: PasswordFlags, command: Command) =>
      perform(command, async (session) => {
        const password = await passwordFrom(session, options, "current");
        return signedIn(session, await session.client.login(email, password, session.call));
      }),
    );
}

function addLogout(program: Command, perform: Perform<Session>): void {
  addLeaf(program, "logout", {
    summary: "sign out and forget the session",
    examples: ["rust-auth-cli logout"],
  }).action((_options: unknown, command: Command) =>
    perform(command, async ({ client, call, assertStored }) => {
      const signedOut = await client.restoreTokens();
      await client.logout(call);
      assertStored();
      return { data: { signedOut }, lines: [signedOut ? "Signed out" : "Nobody was signed in"] };
    }),
  );
}

/** The tokens themselves are in the token file, and nowhere else. */
function signedIn({ assertStored }: Session, { user, expiresIn }: AuthResponse): Outcome {
  assertStored();
  return { data: { user, expiresIn }, lines: [`Signed in as ${nameOf(user)}`] };
}
