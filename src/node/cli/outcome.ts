/** What a command found out, before anyone decides how to print it. */
import type { ExitCode } from "./exit-codes.js";

/** `data` is printed with `--json`, `lines` without. */
export interface Outcome {
  readonly data: unknown;
  readonly lines: readonly string[];
  /** Said on stderr. */
  readonly warning?: string;
  /** What the run ends with: a part of the work may have failed. Default: success. */
  readonly exitCode?: ExitCode;
}
