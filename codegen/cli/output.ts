/** Printing: results on standard output, talk on standard error. Colours only where they are wanted. */
import { relative } from "node:path";
import picocolors from "picocolors";
import { type Diagnostic, formatPlace } from "../diagnostics.js";

/** Where a command prints to. */
export interface Output {
  /** A line of the result. */
  result(line: string): void;
  /** A line of talk. */
  say(line: string): void;
  /** Says what is going on, on a terminal only; the line is replaced by the next. */
  progress(text: string): void;
  /** Ends the progress line. */
  done(): void;
}

/** Ways to paint text. */
export type Colours = ReturnType<typeof picocolors.createColors>;

/** Whether only what is asked for is to be said: nobody looks. */
export const isQuiet = (env: NodeJS.ProcessEnv): boolean =>
  env.CI !== undefined && env.CI !== "false";

/** Prints to the streams of a process. */
export const createOutput = (streams: {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: NodeJS.ProcessEnv;
}): Output => {
  const { stdout, stderr, env } = streams;
  const isTerminal = stderr.isTTY === true && !isQuiet(env);
  let shown = false;
  const done = (): void => {
    if (shown) stderr.write("\r\u001b[K");
    shown = false;
  };
  return {
    result: (line) => {
      done();
      stdout.write(`${line}\n`);
    },
    say: (line) => {
      done();
      stderr.write(`${line}\n`);
    },
    progress: (text) => {
      if (!isTerminal) return;
      stderr.write(`\r\u001b[K${text}`);
      shown = true;
    },
    done,
  };
};

/** Colours of a stream: none where NO_COLOR is set (no-color.org) or nobody looks. */
export const coloursFor = (stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Colours => {
  const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== "0";
  const refused = (env.NO_COLOR ?? "") !== "" || env.TERM === "dumb";
  return picocolors.createColors(!refused && (forced || stream.isTTY === true));
};

/** Text of a document as a terminal may show it: no control characters. */
export const printable = (text: string): string => text.replace(/\p{Cc}/gu, " ");

/** One finding: place, severity, message, and what to do about it. */
export const formatDiagnostic = (diagnostic: Diagnostic, colours: Colours): string => {
  const { severity, rule, message, advice } = diagnostic;
  const paint = severity === "error" ? colours.red : colours.yellow;
  const place = colours.bold(printable(formatPlace(diagnostic)));
  const head = `${place}  ${paint(severity)}  ${printable(message)}  ${colours.dim(rule)}`;
  return advice === undefined ? head : `${head}\n    ${printable(advice)}`;
};

/** An error that is no finding of a document: what it consists of, then what it comes to. */
export const formatFailure = (
  error: Error & { readonly diagnostics?: readonly Diagnostic[] },
  { stderr, env }: Pick<NodeJS.Process, "stderr" | "env">,
): string => {
  const colours = coloursFor(stderr, env);
  const parts = (error.diagnostics ?? []).map((one) => formatDiagnostic(one, colours));
  return [...parts, `${colours.red("error")}  ${printable(error.message)}`].join("\n");
};

/** `2 errors`, `1 error`. */
export const plural = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? "" : "s"}`;

/** `2 errors, 1 warning`; empty when there is neither. */
export const countDiagnostics = (diagnostics: readonly Diagnostic[]): string => {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const warnings = diagnostics.length - errors;
  return [
    ...(errors > 0 ? [plural(errors, "error")] : []),
    ...(warnings > 0 ? [plural(warnings, "warning")] : []),
  ].join(", ");
};

/** A path as seen from the working directory. */
export const fromHere = (path: string): string =>
  relative(process.cwd(), path).replaceAll("\\", "/") || ".";
