// Matches concrete paths against templates such as `/api/v1/tokens/{token_id}`.

/** A template made ready for matching. */
export interface PathTemplate {
  /** How many segments are literal: the more, the more specific. */
  readonly literals: number;
  /** Decoded values by parameter name, or undefined when the path does not fit. */
  match(path: string): Record<string, string> | undefined;
}

/** A parameter takes exactly one non-empty segment. */
export function compilePathTemplate(template: string): PathTemplate {
  const segments = template.split("/");
  const isParameter = (segment: string) => segment.startsWith("{") && segment.endsWith("}");
  return {
    literals: segments.filter((segment) => !isParameter(segment)).length,
    match(path) {
      const parts = path.split("/");
      if (parts.length !== segments.length) return undefined;
      const values: Record<string, string> = {};
      for (const [index, segment] of segments.entries()) {
        const part = parts[index] ?? "";
        if (isParameter(segment) && part !== "") values[segment.slice(1, -1)] = decode(part);
        else if (part !== segment) return undefined;
      }
      return values;
    },
  };
}

/** A broken percent sequence stays as it is: servers see it as plain text. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
