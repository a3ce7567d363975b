/** `profile`. */
import type { Command } from "commander";
import { addLeaf, fieldLines, type Perform } from "../../../../node/cli/index.js";
import { TracktionClient } from "../../../index.js";
import type { Session } from "../session.js";

/** Adds the command about the account. */
export function addProfileCommand(program: Command, perform: Perform<Session>): void {
  addLeaf(program, "profile", {
    summary: "show the account behind the credentials",
    examples: [
      "tracktion-cli profile",
      "tracktion-cli profile --username user@example.com --password-stdin < password.txt",
    ],
  }).action((_options: unknown, command: Command) =>
    perform(command, async ({ connect, call }) => {
      await using client = new TracktionClient(await connect("key"));
      const profile = await client.getUserProfile(call);
      const { id, email, tier, created_at } = profile;
      const lines = fieldLines({ ID: id, Email: email, Tier: tier, Created: created_at });
      return { data: profile, lines };
    }),
  );
}
