/** One line of progress that rewrites itself, where somebody watches. Knows nothing of what progresses. */
import type { WriteStream } from "node:tty";

/** Where progress is shown. */
export interface ProgressStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** Options of `terminalProgress`. */
export interface TerminalProgressOptions {
  /** Default: standard error, so that standard output stays for results. */
  readonly stream?: ProgressStream;
  /** Variables that say where we run. Default: those of the process. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Text before the numbers, e.g. `Uploading`. */
  readonly label?: string;
}

/** A progress line. */
export interface TerminalProgress {
  /** Fits the client's `onUploadProgress`. */
  update(progress: { readonly sentBytes: number; readonly totalBytes?: number | undefined }): void;
  /** Shows a text of your own in place of the numbers. */
  show(text: string): void;
  /** Takes the line away. Idempotent. */
  end(): void;
}

/** Shows progress on a terminal; does nothing in a pipe, in CI, on a dumb terminal or with NO_COLOR. */
export function terminalProgress(options: TerminalProgressOptions = {}): TerminalProgress {
  const { stream = process.stderr as WriteStream, environment = process.env, label = "" } = options;
  if (!isWatched(stream, environment)) return { update: () => {}, show: () => {}, end: () => {} };
  let shown = "";
  const show = (text: string): void => {
    const line = (label === "" ? text : `${label} ${text}`).slice(0, (stream.columns ?? 80) - 1);
    if (line === shown) return;
    stream.write(`\r${line}${" ".repeat(Math.max(0, shown.length - line.length))}`);
    shown = line;
  };
  return {
    show,
    update: (progress) => show(describe(progress.sentBytes, progress.totalBytes)),
    end: () => {
      if (shown !== "") stream.write(`\r${" ".repeat(shown.length)}\r`);
      shown = "";
    },
  };
}

function isWatched(
  stream: ProgressStream,
  { CI, NO_COLOR, TERM }: Readonly<Record<string, string | undefined>>,
): boolean {
  return stream.isTTY === true && !isSet(CI) && !isSet(NO_COLOR) && TERM !== "dumb";
}

function isSet(variable: string | undefined): boolean {
  return variable !== undefined && variable !== "" && variable !== "false" && variable !== "0";
}

function describe(sentBytes: number, totalBytes: number | undefined): string {
  if (totalBytes === undefined) return sizeOf(sentBytes);
  const percent = totalBytes === 0 ? 100 : Math.floor((100 * sentBytes) / totalBytes);
  return `${percent}% (${sizeOf(sentBytes)} of ${sizeOf(totalBytes)})`;
}

const units = ["B", "kB", "MB", "GB", "TB"];

function sizeOf(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? size : size.toFixed(1)} ${units[unit]}`;
}
