/** How commands are declared, so that all have a help text with examples. */
import type { Command } from "commander";
import type { Outcome } from "./outcome.js";

/** The work of one command, in the session that its command line opens. */
export type Work<Session> = (session: Session) => Promise<Outcome>;

/** Runs a command's work with the flags it was given. */
export type Perform<Session> = (command: Command, work: Work<Session>) => Promise<void>;

/** What `--help` says of a command. */
export interface Description {
  readonly summary: string;
  readonly examples: readonly string[];
}

/** Adds a command that does something. */
export function addLeaf(parent: Command, usage: string, description: Description): Command {
  return describe(parent.command(usage), description);
}

/** Adds a command that only holds others. */
export function addGroup(parent: Command, name: string, description: Description): Command {
  return describe(parent.command(name), description).enablePositionalOptions();
}

/** Gives a command its help text. */
export function describe(command: Command, { summary, examples }: Description): Command {
  const text = ["Examples:", ...examples.map((example) => `  ${example}`)].join("\n");
  return command.description(summary).addHelpText("after", `\n${text}`);
}
