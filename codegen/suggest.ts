/** Finds the known word that somebody probably meant. Knows nothing of documents. */

const distance = (from: string, to: string): number => {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const change = from[row - 1] === to[column - 1] ? 0 : 1;
      current.push(
        Math.min(
          (previous[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (previous[column - 1] ?? 0) + change,
        ),
      );
    }
    previous = current;
  }
  return previous[to.length] ?? 0;
};

/** The nearest of the known words, when it is near enough to be meant. */
export const nearest = (word: string, known: readonly string[]): string | undefined => {
  const limit = Math.max(2, Math.floor(word.length / 3));
  const ranked = known
    .map((candidate) => ({
      candidate,
      apart: distance(word.toLowerCase(), candidate.toLowerCase()),
    }))
    .sort((a, b) => a.apart - b.apart);
  const [best] = ranked;
  return best !== undefined && best.apart <= limit ? best.candidate : undefined;
};

/** `Did you mean "x"?`, or the list of what is known. */
export const suggest = (word: string, known: readonly string[]): string => {
  const best = nearest(word, known);
  return best === undefined ? `Known here: ${known.join(", ")}.` : `Did you mean "${best}"?`;
};
