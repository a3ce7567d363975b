/** `health`. */
import type { Command } from "commander";
import { addLeaf, fieldLines, type Perform } from "../../../../node/cli/index.js";
import type { Session } from "../session.js";

/** Adds the command about the service itself. */
export function addHealthCommand(program: Command, perform: Perform<Session>): void {
  addLeaf(program, "health", {
    summary: "show whether the service is well; needs no session",
    examples: ["rust-auth-cli health", "rust-auth-cli health --base-url http://localhost:8080"],
  }).action((_options: unknown, command: Command) =>
    perform(command, async ({ client, call }) => {
      const health = await client.healthCheck(call);
      const { status, version, service, database, cache } = health;
      const lines = fieldLines({
        Status: status,
        Version: version,
        Service: service,
        // Older deployments say their status alone.
        Database: database && `${database.status} (${database.type})`,
        Cache: cache && `${cache.healthy ? "healthy" : "unhealthy"} (${cache.type})`,
      });
      return { data: health, lines };
    }),
  );
}
