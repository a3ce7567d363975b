// The eight coordinate levels of a spatial token and the precision they are stored with.

/** Three numbers, or null when the level is undefined. */
export type Position = readonly [x: number, y: number, z: number] | null;

/** A level: its name in answers, its field in requests, and the scale of x, y, z as int16. */
export interface Level {
  readonly name: string;
  readonly field: string;
  readonly scales: readonly [number, number, number];
}

/** Space numbers 0 to 7 are the positions in this list. */
export const levels: readonly Level[] = [
  level("L1", "l1_physical", 100),
  level("L2", "l2_sensory", 10_000),
  level("L3", "l3_motor", 1000),
  level("L4", "l4_emotional", 10_000),
  level("L5", "l5_cognitive", 10_000),
  level("L6", "l6_social", 10_000),
  level("L7", "l7_temporal", 100, 1000),
  level("L8", "l8_abstract", 10_000),
];

/** The encoded value that means undefined. */
const undefinedMark = 127;

/** What is left of a triple after storing; `unreadable` is the one that breaks the server. */
export function storedPosition(
  level: Level,
  triple: readonly (number | undefined)[],
): Position | "unreadable" {
  const [x, y, z] = level.scales.map((scale, index) => encode(triple[index], scale));
  if (x === undefined || x === undefinedMark) return null;
  if (y === undefined || y === undefinedMark) return "unreadable";
  if (z === undefined || z === undefinedMark) return "unreadable";
  return [x / level.scales[0], y / level.scales[1], z / level.scales[2]];
}

function encode(value: number | undefined, scale: number): number | undefined {
  if (value === undefined) return undefined;
  return Math.min(32_767, Math.max(-32_767, Math.trunc(value * scale)));
}

function level(name: string, field: string, scale: number, zScale: number = scale): Level {
  return { name, field, scales: [scale, scale, zScale] };
}
