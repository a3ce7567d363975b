/** What a command found out, before anyone decides how to print it. */

/** `data` is printed with `--json`, `lines` without. */
export interface Outcome {
  readonly data: unknown;
  readonly lines: readonly string[];
  /** Said on stderr. */
  readonly warning?: string;
}
