/** Path templates as authors write them: with a query, with a fragment, with marks of RFC 6570. */

/** The parts of a path's key. */
export interface TemplateParts {
  /** What is sent as the path; `{name}` stands for values. */
  readonly path: string;
  /** Behind the question mark; undefined where there is none. */
  readonly query: string | undefined;
  /** Behind the hash, which is never sent (RFC 9110, section 7.1). */
  readonly fragment: string | undefined;
}

/** Cuts a key at its first `?` and `#` that are not within braces. */
export const templateParts = (key: string): TemplateParts => {
  const outside = key.replace(/\{[^{}]*\}/g, (name) => "_".repeat(name.length));
  const hash = outside.indexOf("#");
  const end = hash < 0 ? key.length : hash;
  const mark = outside.slice(0, end).indexOf("?");
  return {
    path: key.slice(0, mark < 0 ? end : mark),
    query: mark < 0 || mark + 1 === end ? undefined : key.slice(mark + 1, end),
    fragment: hash < 0 ? undefined : key.slice(hash + 1),
  };
};

/** Names within the braces of a template, in its order, each once. */
export const namesIn = (template: string): string[] => [
  ...new Set([...template.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name ?? "")),
];
