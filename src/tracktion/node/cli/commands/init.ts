/** `init`. */
import type { Command } from "commander";
import { addLeaf, type Perform, parseNonEmpty } from "../../../../node/cli/index.js";
import { defaultConfigPath } from "../../../config.js";
import { tracktionErrors } from "../../../error-family.js";
import { TracktionError } from "../../../errors.js";
import { createConfigFile, loadConfig } from "../../config-file.js";
import type { Session } from "../session.js";

/** Adds the command that sets up a project. */
export function addInitCommand(program: Command, perform: Perform<Session>): void {
  addLeaf(program, "init", {
    summary: "write a configuration file to fill in; needs no credentials",
    examples: ["tracktion-cli init", "tracktion-cli init settings/tracktion.json --force"],
  })
    .argument("[file]", "where to write it", parseNonEmpty, defaultConfigPath)
    .option("--force", "replace a file that holds a key")
    .action((file: string, { force }: { force?: true }, command: Command) =>
      perform(command, async () => {
        if (!force && (await mayHoldKey(file))) {
          const message = `${file} may hold a key: give --force to replace it`;
          throw tracktionErrors.create(message, { kind: "config" });
        }
        const path = await createConfigFile(file);
        return { data: { created: true, path }, lines: nextSteps(path) };
      }),
    );
}

/** A new file holds none; one that cannot be understood might. */
async function mayHoldKey(file: string): Promise<boolean> {
  try {
    return (await loadConfig(file)).apiKey !== undefined;
  } catch (error) {
    if (!(error instanceof TracktionError)) throw error;
    return !isMissing(error.cause);
  }
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && cause.code === "ENOENT";
}

function nextSteps(path: string): string[] {
  return [
    `Created ${path}`,
    "Replace its api_key by your own API key",
    "",
    "Next steps:",
    `1. Put your API key into ${path}`,
    "2. Set the environment variable TRACKTION_API_KEY",
    '3. Try it out: tracktion-cli search "electronic music"',
  ];
}
