/** `health` and `status`. */
import type { Command } from "commander";
import { addLeaf, fieldLines, type Perform } from "../../../../node/cli/index.js";
import type { Session } from "../session.js";

/** Adds the commands about the server itself. */
export function addHealthCommands(program: Command, perform: Perform<Session>): void {
  addLeaf(program, "health", {
    summary: "show whether the server is well; needs no credentials",
    examples: ["neurograph-cli health", "neurograph-cli health --base-url http://localhost:9000"],
  }).action((_options: unknown, command: Command) =>
    perform(command, async ({ client, call }) => {
      const health = await client.health.check(call);
      const { status, version, timestamp } = health;
      const lines = fieldLines({ Status: status, Version: version, Timestamp: timestamp });
      return { data: health, lines };
    }),
  );

  addLeaf(program, "status", {
    summary: "show uptime and counts",
    examples: ["neurograph-cli status --username developer --password-stdin < password.txt"],
  }).action((_options: unknown, command: Command) =>
    perform(command, async ({ client, call }) => {
      const status = await client.health.status(call);
      const lines = fieldLines({
        Status: status.status,
        Version: status.version,
        "Uptime (seconds)": status.uptime_seconds,
        Tokens: status.tokens_count,
        "API keys": status.api_keys_count,
      });
      return { data: status, lines };
    }),
  );
}
