/** `change-password`, `forgot-password`, `reset-password` and `verify-email`. */
import type { Command } from "commander";
import { addLeaf, type Perform, parseNonEmpty } from "../../../../node/cli/index.js";
import {
  type PasswordFlags,
  passwordFrom,
  passwordStdinFlag,
  passwordsFrom,
} from "../passwords.js";
import { assertSignedIn, type Session } from "../session.js";

/** Adds the commands about passwords and mailed tokens. */
export function addPasswordCommands(program: Command, perform: Perform<Session>): void {
  addChangePassword(program, perform);
  addForgotPassword(program, perform);
  addResetPassword(program, perform);
  addVerifyEmail(program, perform);
}

function addChangePassword(program: Command, perform: Perform<Session>): void {
  addLeaf(program, "change-password", {
    summary: "change the password of the account that is signed in",
    examples: [
      "rust-auth-cli change-password --password-stdin < both-passwords.txt",
      "AUTH_PASSWORD=... AUTH_NEW_PASSWORD=... rust-auth-cli change-password",
    ],
  })
    .addOption(passwordStdinFlag("the current password and, on the next line, the new one"))
    .action((options: PasswordFlags, command: Command) =>
      perform(command, async (session) => {
        const [current, next] = await passwordsFrom(session, options);
        await assertSignedIn(session);
        await session.client.changePassword(current, next, session.call);
        return { data: { changed: true }, lines: ["Password changed"] };
      }),
    );
}

function addForgotPassword(program: Command, perform: Perform<Session>): void {
  addLeaf(program, "forgot-password", {
    summary: "have a link to set a new password mailed",
    examples: ["rust-auth-cli forgot-password mara@example.org"],
  })
    .argument("<email>", "address of the account", parseNonEmpty)
    .action((email: string, _options: unknown, command: Command) =>
      perform(command, async ({ client, call }) => {
        await client.forgotPassword(email, call);
        const lines = ["If there is an account of this address, a link has been mailed to it"];
        return { data: { requested: true }, lines };
      }),
    );
}

function addResetPassword(program: Command, perform: Perform<Session>): void {
  addLeaf(program, "reset-password", {
    summary: "set a new password by the token of the mailed link",
    examples: [
      "rust-auth-cli reset-password b7a1d1c2-4a35-4b6f-8a43-9d1c6a5f7e10 --password-stdin < new.txt",
    ],
  })
    .argument("<token>", "what follows token= in the link; works once", parseNonEmpty)
    .addOption(passwordStdinFlag("the new password"))
    .action((token: string, options: PasswordFlags, command: Command) =>
      perform(command, async (session) => {
        session.hide(token);
        const password = await passwordFrom(session, options, "new");
        await session.client.resetPassword(token, password, session.call);
        return { data: { reset: true }, lines: ["Password set: sign in with it"] };
      }),
    );
}

function addVerifyEmail(program: Command, perform: Perform<Session>): void {
  addLeaf(program, "verify-email", {
    summary: "confirm an address by the token of the mailed link",
    examples: ["rust-auth-cli verify-email 0f6c2b7e-5c55-4b0a-9a4f-2f3b1c7d8e90"],
  })
    .argument("<token>", "what follows token= in the link; works once", parseNonEmpty)
    .action((token: string, _options: unknown, command: Command) =>
      perform(command, async ({ client, call, hide }) => {
        hide(token);
        await client.verifyEmail(token, call);
        return { data: { verified: true }, lines: ["Address confirmed"] };
      }),
    );
}
