/** Puts things into batches of a limited size. Pure. */

/**
 * In order, each batch takes every thing that still fits, so that later small ones may overtake. A thing that is larger
 * than the limit goes alone. [NDI-087, NDI-142]
 */
export function firstFit<T>(
  items: readonly T[],
  limit: number,
  sizeOf: (item: T) => number,
): (readonly T[])[] {
  const batches: T[][] = [];
  let left = [...items];
  while (left.length > 0) {
    const batch: T[] = [];
    const later: T[] = [];
    let sum = 0;
    for (const item of left) {
      const size = sizeOf(item);
      const fits = sum < limit && (batch.length === 0 || sum + size <= limit);
      if (fits) {
        batch.push(item);
        sum += size;
      } else later.push(item);
    }
    batches.push(batch);
    left = later;
  }
  return batches;
}
