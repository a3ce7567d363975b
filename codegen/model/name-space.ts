/** A space of names in which each is given away once. */
export interface Space {
  /** Takes the first free candidate; candidates that are empty do not count. */
  claim(candidates: Iterable<string>): string;
}

/** The last resort, when a document uses up every word. */
const numbered = (stem: string, has: (name: string) => boolean): string => {
  let count = 2;
  while (has(`${stem}${count}`)) count++;
  return `${stem}${count}`;
};

/** A space in which some names are taken from the start; `keyOf` says which names are too alike. */
export const createSpace = (
  taken: Iterable<string>,
  keyOf: (name: string) => string = (name) => name,
): Space => {
  const names = new Set<string>();
  for (const name of taken) names.add(keyOf(name));
  const has = (name: string): boolean => names.has(keyOf(name));
  return {
    claim: (candidates) => {
      let stem = "unnamed";
      for (const name of candidates) {
        if (name === "") continue;
        stem = name;
        if (has(name)) continue;
        names.add(keyOf(name));
        return name;
      }
      const last = numbered(stem, has);
      names.add(keyOf(last));
      return last;
    },
  };
};
