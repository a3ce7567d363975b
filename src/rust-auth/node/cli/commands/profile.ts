/** `me` and `update-profile`. */
import type { Command } from "commander";
import { addLeaf, type Perform, parseNonEmpty, UsageError } from "../../../../node/cli/index.js";
import { assertSignedIn, type Session } from "../session.js";
import { userLines } from "../users.js";

/** Adds the commands about the account that is signed in. */
export function addProfileCommands(program: Command, perform: Perform<Session>): void {
  addMe(program, perform);
  addUpdateProfile(program, perform);
}

function addMe(program: Command, perform: Perform<Session>): void {
  addLeaf(program, "me", {
    summary: "show the account that is signed in",
    examples: ["rust-auth-cli me", "rust-auth-cli me --json"],
  }).action((_options: unknown, command: Command) =>
    perform(command, async (session) => {
      await assertSignedIn(session);
      const user = await session.client.getCurrentUser(session.call);
      return { data: user, lines: userLines(user) };
    }),
  );
}

interface Changes {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: string;
}

function addUpdateProfile(program: Command, perform: Perform<Session>): void {
  addLeaf(program, "update-profile", {
    summary: "change names or address of the account that is signed in",
    examples: [
      "rust-auth-cli update-profile --first-name Marian",
      "rust-auth-cli update-profile --last-name Lark --email marian@example.org",
    ],
  })
    .option("--first-name <name>", "2 to 50 characters", parseNonEmpty)
    .option("--last-name <name>", "2 to 50 characters", parseNonEmpty)
    .option("--email <address>", "new address of the account", parseNonEmpty)
    .action(({ firstName, lastName, email }: Changes, command: Command) =>
      perform(command, async (session) => {
        if (firstName === undefined && lastName === undefined && email === undefined)
          throw new UsageError("nothing to change: give --first-name, --last-name or --email");
        await assertSignedIn(session);
        const changes = { firstName, lastName, email };
        const user = await session.client.updateProfile(changes, session.call);
        return { data: user, lines: userLines(user) };
      }),
    );
}
