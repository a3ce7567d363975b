/** Embeddings for the mock client: the same text always gives the same vector. */

/** A unit vector from the words and letter triples of a text; texts that share them are close. */
export function embed(text: string, length: number): number[] {
  const vector = new Array<number>(length).fill(0);
  for (const feature of featuresOf(text)) {
    const index = hash(feature) % length;
    vector[index] = (vector[index] ?? 0) + 1;
  }
  const norm = Math.hypot(...vector);
  return vector.map((value) => value / norm);
}

/** Cosine of two vectors, 0 when one of them is zero. */
export function cosine(left: readonly number[], right: readonly number[]): number {
  const dot = left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
  const norms = Math.hypot(...left) * Math.hypot(...right);
  return norms === 0 ? 0 : dot / norms;
}

function featuresOf(text: string): string[] {
  const padded = ` ${text.toLowerCase()} `;
  const triples = [...padded].slice(2).map((_, index) => padded.slice(index, index + 3));
  return [...padded.split(/\s+/), ...triples];
}

/** FNV-1a, 32 bit. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const char of text) {
    value = Math.imul(value ^ (char.codePointAt(0) ?? 0), 0x01000193);
  }
  return value >>> 0;
}
