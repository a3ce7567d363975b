// Deterministic embeddings: the same text always gives the same unit vector, without any model.
import { createHash } from "node:crypto";
import { embeddingLength } from "./limits.js";

/**
 * Texts that share words point in similar directions, and every text has a direction of its own.
 * No component is negative, so similarities lie between 0 and 1 as the guide says.
 */
export function embed(text: string): number[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const sum = new Array<number>(embeddingLength).fill(0);
  for (const word of words) addScaled(sum, peaks(word), 1);
  addScaled(sum, bytes(text), 0.1);
  return normalise(sum);
}

/** Cosine of the angle, kept within 0 and 1; a zero vector is like nothing. */
export function similarity(left: readonly number[], right: readonly number[]): number {
  const scale = Math.hypot(...left) * Math.hypot(...right);
  if (scale === 0) return 0;
  const dot = left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
  return Math.min(1, Math.max(0, dot / scale));
}

/** One number per dimension, between 0 and 1. */
function bytes(text: string): number[] {
  return [...createHash("sha256").update(text).digest().subarray(0, embeddingLength)].map(
    (byte) => (byte + 1) / 256,
  );
}

/** Raising to a power keeps few dimensions of a word, so that words differ clearly. */
function peaks(word: string): number[] {
  return bytes(word).map((value) => value ** 6);
}

function addScaled(sum: number[], vector: readonly number[], factor: number): void {
  for (const [index, value] of vector.entries()) sum[index] = (sum[index] ?? 0) + value * factor;
}

function normalise(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
