/** What a document's author is told: findings with place and advice, collected and shown all at once. */

export type Severity = "error" | "warning";

/** Where a finding is in a file; lines and columns start at 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One finding about a document, a configuration or an output folder. */
export interface Diagnostic {
  readonly severity: Severity;
  /** Name of the check, e.g. `unresolved-reference`. */
  readonly rule: string;
  readonly message: string;
  /** JSON pointer into the bundled document (RFC 6901, as a URI fragment); empty when it is about a file. */
  readonly pointer: string;
  readonly place?: Place;
  /** What to do about it. */
  readonly advice?: string;
}

/** Segments of a pointer, from the root of the document. */
export type Path = readonly (string | number)[];

/** A finding as a check reports it; the place in a file is looked up later. */
export interface Finding {
  readonly rule: string;
  readonly message: string;
  readonly at: Path | string;
  readonly place?: Place;
  readonly advice?: string;
}

/** Collects findings while a document is read. */
export interface Findings {
  readonly list: readonly Diagnostic[];
  error(finding: Finding): void;
  warn(finding: Finding): void;
}

/** Undoes percent-encoding; text with a literal percent sign stays as it is. */
export const decodePercent = (text: string): string => {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    // Not percent-encoded after all.
    return text;
  }
};

/** One segment of a pointer, unescaped (RFC 6901, section 4). */
export const unescapeSegment = (segment: string): string =>
  decodePercent(segment.replaceAll("~1", "/").replaceAll("~0", "~"));

/** The pointer to a path, e.g. `#/paths/~1tokens/get`. */
export const pointerTo = (path: Path): string =>
  `#${path.map((segment) => `/${String(segment).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("")}`;

/** The path of a pointer; the inverse of `pointerTo`. */
export const pathOf = (pointer: string): string[] => {
  const fragment = pointer.replace(/^#?\/?/, "");
  return fragment === "" ? [] : fragment.split("/").map(unescapeSegment);
};

/** An empty collection of findings. */
export const createFindings = (): Findings => {
  const list: Diagnostic[] = [];
  const add = (severity: Severity, { at, ...finding }: Finding): void => {
    list.push({ severity, ...finding, pointer: typeof at === "string" ? at : pointerTo(at) });
  };
  return {
    list,
    error: (finding) => add("error", finding),
    warn: (finding) => add("warning", finding),
  };
};

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some(({ severity }) => severity === "error");

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const comparePlaces = (a: Place | undefined, b: Place | undefined): number => {
  if (a === undefined || b === undefined) return Number(b !== undefined) - Number(a !== undefined);
  return compareText(a.file, b.file) || a.line - b.line || a.column - b.column;
};

/** Errors first, then by place, pointer and rule; repeated findings once. */
export const sortDiagnostics = (diagnostics: readonly Diagnostic[]): Diagnostic[] => {
  const unique = new Map(
    diagnostics.map((one) => [
      [one.severity, one.rule, one.pointer, one.message, one.place?.file].join("\n"),
      one,
    ]),
  );
  return [...unique.values()].sort(
    (a, b) =>
      compareText(a.severity, b.severity) ||
      comparePlaces(a.place, b.place) ||
      compareText(a.pointer, b.pointer) ||
      compareText(a.rule, b.rule) ||
      compareText(a.message, b.message),
  );
};

/** `file:line:column`, or the pointer where the place is not known. */
export const formatPlace = ({ place, pointer }: Diagnostic): string =>
  place === undefined ? pointer : `${place.file}:${place.line}:${place.column}`;
