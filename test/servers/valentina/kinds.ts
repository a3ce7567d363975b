// Kinds of input values, and the words in which the real server refuses them.

/** Why a value was refused, and where in the body it lies. */
export interface Problem {
  readonly at: readonly string[];
  readonly message: string;
  /** The request is read first, and what it says is checked when it is stored. */
  readonly when: "decoding" | "saving";
}

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads one kind of value. */
export interface Kind<T> {
  read(value: unknown): Outcome<T>;
  /** Reads the text of a query; without it the text itself is taken. */
  fromText?(text: string): unknown;
}

interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

/** White space at both ends does not count. */
export function text({ min = 0, max = Number.POSITIVE_INFINITY }: Bounds = {}): Kind<string> {
  return {
    read(value) {
      if (typeof value !== "string") return wrongType("str", value);
      const trimmed = value.trim();
      const { length } = [...trimmed];
      if (length < min) return unfit(`String should have at least ${min} characters`);
      if (length > max) return unfit(`String should have at most ${max} characters`);
      return { ok: true, value: trimmed };
    },
  };
}

/** A whole number; its bounds are checked when it is stored. */
export function whole({ min, max }: Bounds = {}): Kind<number> {
  return {
    fromText: numberFromText,
    read(value) {
      if (typeof value !== "number" || !Number.isInteger(value)) return wrongType("int", value);
      if (min !== undefined && value < min)
        return unfit(`Input should be greater than or equal to ${min}`);
      if (max !== undefined && value > max)
        return unfit(`Input should be less than or equal to ${max}`);
      return { ok: true, value };
    },
  };
}

/** A whole number of a query, whose bounds are part of its type. */
export function within(min: number, max = Number.POSITIVE_INFINITY): Kind<number> {
  return {
    fromText: numberFromText,
    read(value) {
      if (typeof value !== "number" || !Number.isInteger(value)) return wrongType("int", value);
      if (value < min) return unreadable(`Expected \`int\` >= ${min}`);
      if (value > max) return unreadable(`Expected \`int\` <= ${max}`);
      return { ok: true, value };
    },
  };
}

export const flag: Kind<boolean> = {
  fromText: (text) => ({ true: true, false: false, "1": true, "0": false })[text] ?? text,
  read: (value) => (typeof value === "boolean" ? { ok: true, value } : wrongType("bool", value)),
};

/** One of these words or numbers, in exactly this spelling. */
export function oneOf<const T extends string | number>(values: readonly T[]): Kind<T> {
  return {
    read(value) {
      const found = values.find((each) => each === value);
      if (found !== undefined) return { ok: true, value: found };
      const shown = typeof value === "string" ? `'${value}'` : String(value);
      return unreadable(`Invalid enum value ${shown}`);
    },
  };
}

/** The id of a document. */
export const id: Kind<string> = {
  read(value) {
    if (typeof value !== "string") return wrongType("str", value);
    return isId(value) ? { ok: true, value } : unreadable("Invalid ObjectId");
  },
};

export function isId(value: string): boolean {
  return /^[0-9a-f]{24}$/.test(value);
}

export const email: Kind<string> = {
  read(value) {
    if (typeof value !== "string") return wrongType("str", value);
    if (/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value)) return { ok: true, value };
    return unreadable("value is not a valid email address");
  },
};

export function list<T>(item: Kind<T>): Kind<T[]> {
  return {
    read(value) {
      if (!Array.isArray(value)) return wrongType("array", value);
      const read = value.map((each: unknown) => item.read(each));
      const problems = read.flatMap((each) => (each.ok ? [] : each.problems));
      if (problems.length > 0) return { ok: false, problems };
      return { ok: true, value: read.flatMap((each) => (each.ok ? [each.value] : [])) };
    },
  };
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The request cannot be read. */
export function unreadable(message: string) {
  return { ok: false, problems: [{ at: [], message, when: "decoding" }] } as const;
}

/** The value cannot be stored. */
export function unfit(message: string) {
  return { ok: false, problems: [{ at: [], message, when: "saving" }] } as const;
}

export function wrongType(expected: string, value: unknown) {
  return unreadable(`Expected \`${expected}\`, got \`${typeName(value)}\``);
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "int" : "float";
  return { string: "str", boolean: "bool" }[String(typeof value)] ?? "object";
}

function numberFromText(text: string): unknown {
  return /^[+-]?\d+$/.test(text) ? Number(text) : text;
}
