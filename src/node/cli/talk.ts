/** How a run speaks: results on stdout, everything else on stderr. */
import type { Failure } from "./failure.js";
import type { CliIo } from "./io.js";
import type { Outcome } from "./outcome.js";

/** How much and in which form. */
export interface Manner {
  /** One JSON document on stdout, whatever happens. */
  readonly json: boolean;
  /** Failures with their code and details. */
  readonly debug: boolean;
}

/** The voice of one run. */
export interface Talk {
  outcome(outcome: Outcome): void;
  failure(failure: Failure): void;
  warning(message: string): void;
}

const red = 31;
const yellow = 33;

/** Colours only labels, only on a terminal, and never against `NO_COLOR`. */
export function createTalk({ stdout, stderr, env }: CliIo, { json, debug }: Manner): Talk {
  const isColoured = stderr.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb";
  const label = (text: string, colour: number): string =>
    isColoured ? `\u001b[${colour}m${text}\u001b[39m` : text;
  const say = (line: string): unknown => stderr.write(`${line}\n`);
  const answer = (data: unknown): unknown => stdout.write(`${JSON.stringify(data, null, 2)}\n`);
  const warning = (message: string): void => void say(`${label("Warning:", yellow)} ${message}`);
  return {
    warning,
    outcome({ data, lines, warning: text }) {
      if (json) answer(data);
      else for (const line of lines) stdout.write(`${line}\n`);
      if (text !== undefined) warning(text);
    },
    failure({ report, hint }) {
      if (json) answer({ error: report });
      say(`${label("Error:", red)} ${report.message}`);
      if (debug && report.code !== undefined) say(`Code: ${report.code}`);
      if (debug && report.details !== undefined) say(`Details: ${JSON.stringify(report.details)}`);
      if (hint !== undefined) say(hint);
    },
  };
}
