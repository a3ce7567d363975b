// Which bytes are asked for (RFC 9110, 14.1.2). Several ranges at once are not served.

/** From where to where, the last byte included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** The whole when no single range is asked for; `unsatisfiable` when it begins behind the end. */
export function rangeOf(
  header: string | undefined,
  size: number,
): ByteRange | "whole" | "unsatisfiable" {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (first === undefined || last === undefined || first + last === "") return "whole";
  if (first === "") return { start: Math.max(0, size - Number(last)), end: size - 1 };
  const start = Number(first);
  if (start >= size) return "unsatisfiable";
  return { start, end: last === "" ? size - 1 : Math.min(Number(last), size - 1) };
}
