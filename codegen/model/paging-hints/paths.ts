/** Turns the paths of other vocabularies into dotted ones. */

const steps = /\.([\w$@-]+)|\[(?:'([^']+)'|"([^"]+)"|(-?\d+):?|\(@\.length-1\))\]/gy;

/**
 * The dotted path of a JSONPath (RFC 9535) that names one place: `$.data['items'][-1].id`. Undefined for any other.
 */
export const fromJsonPath = (path: unknown): string | undefined => {
  if (typeof path !== "string" || !path.startsWith("$")) return undefined;
  const found: string[] = [];
  steps.lastIndex = 1;
  while (steps.lastIndex < path.length) {
    const step = steps.exec(path);
    if (step === null) return undefined;
    found.push(step[1] ?? step[2] ?? step[3] ?? step[4] ?? "-1");
  }
  steps.lastIndex = 0;
  return found.join(".");
};

/** The dotted path of a JSON pointer (RFC 6901). */
export const fromPointer = (pointer: string): string =>
  pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"))
    .join(".");
