// Positions of books and chapters: 1 to n without gaps.
import { type Collection, type Stamped, sortedBy } from "./documents.js";
import { ruleBroken, savingFailed } from "./failures.js";

/** A document with a position among those of its parent. */
export interface Numbered extends Stamped {
  number: number;
}

export function inOrder<T extends Numbered>(collection: Collection<T>, parentId: string): T[] {
  return sortedBy(collection.of(parentId), ({ number }) => number);
}

/** Closes the gaps that a deletion leaves. */
export function renumber(documents: readonly Numbered[]): void {
  for (const [index, document] of documents.entries()) document.number = index + 1;
}

/** Puts one at that position; the others make room. */
export function moveTo<T extends Numbered>(
  siblings: readonly T[],
  document: T,
  number: number,
  things: string,
): void {
  if (number < 1) {
    const message = "Input should be greater than or equal to 1";
    throw savingFailed([{ at: ["number"], message, when: "saving" }]);
  }
  if (number > siblings.length)
    throw ruleBroken(`New number ${number} is greater than the number of ${things}`);
  const others = siblings.filter((each) => each !== document);
  renumber(others.toSpliced(number - 1, 0, document));
}
