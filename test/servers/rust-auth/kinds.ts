// Kinds of input values, and the words in which the real server's deserialiser refuses them.

/** Thrown when a value is not what a handler takes. */
export class Mismatch extends Error {
  override readonly name = "Mismatch";
}

/** Reads one value. */
export interface Kind<T> {
  /** Names the value in messages: `a string`. */
  readonly expected: string;
  /** Absent, as well as null, gives undefined. */
  readonly isOptional: boolean;
  /** The value, or a thrown `Mismatch`. */
  read(value: unknown): T;
}

type Kinds = Readonly<Record<string, Kind<unknown>>>;

/** What a table of kinds reads. */
export type Values<K extends Kinds> = {
  readonly [N in keyof K]: K[N] extends Kind<infer T> ? T : never;
};

export const text: Kind<string> = kind("a string", (value) =>
  typeof value === "string" ? { value } : undefined,
);

export const flag: Kind<boolean> = kind("a boolean", (value) =>
  typeof value === "boolean" ? { value } : undefined,
);

/** Any JSON value, null included; it has to be there. */
export const anything: Kind<unknown> = kind("any value", (value) => ({ value }));

export const texts: Kind<readonly string[]> = kind("a sequence", (value) =>
  Array.isArray(value) && value.every((each) => typeof each === "string") ? { value } : undefined,
);

/** A number of a query, which is text; whole and not negative. */
export const unsigned: Kind<number> = {
  expected: "u32",
  isOptional: false,
  read(value) {
    if (value === "") throw new Mismatch("cannot parse integer from empty string");
    if (!/^\+?\d+$/.test(String(value))) throw new Mismatch("invalid digit found in string");
    const number = Number(value);
    if (number > 4_294_967_295) throw new Mismatch("number too large to fit in target type");
    return number;
  },
};

/** A boolean of a query. */
export const flagText: Kind<boolean> = {
  expected: "a boolean",
  isOptional: false,
  read(value) {
    if (value === "true" || value === "false") return value === "true";
    throw new Mismatch("provided string was not `true` or `false`");
  },
};

/** One of these words, in exactly this spelling. */
export function oneOf<T extends string>(words: readonly T[]): Kind<T> {
  const expected = `one of ${words.map((word) => `\`${word}\``).join(", ")}`;
  return {
    expected,
    isOptional: false,
    read(value) {
      const found = words.find((word) => word === value);
      if (found !== undefined) return found;
      if (typeof value !== "string") throw wrongType(value, "string or map");
      throw new Mismatch(`unknown variant \`${value}\`, expected ${expected}`);
    },
  };
}

/** May be absent or null; both give undefined. */
export function optional<T>(inner: Kind<T>): Kind<T | undefined> {
  const { expected } = inner;
  return {
    expected,
    isOptional: true,
    read: (value) => (value == null ? undefined : inner.read(value)),
  };
}

/** An object with these fields; unknown ones are ignored. */
export function record<K extends Kinds>(name: string, kinds: K): Kind<Values<K>> {
  const expected = `struct ${name}`;
  return {
    expected,
    isOptional: false,
    read(value) {
      if (!isObject(value)) throw wrongType(value, expected);
      const entries = Object.entries(kinds).map(([key, each]) => [key, field(value, key, each)]);
      // Each value was read by the kind of its name, which is what Values says.
      return Object.fromEntries(entries) as Values<K>;
    },
  };
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function field(
  parent: Readonly<Record<string, unknown>>,
  name: string,
  each: Kind<unknown>,
): unknown {
  const value = parent[name];
  if (value === undefined && !each.isOptional) throw new Mismatch(`missing field \`${name}\``);
  try {
    return each.read(value);
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error;
    const isPlace = error.message.startsWith("missing field");
    throw isPlace ? error : new Mismatch(`${name}: ${error.message}`);
  }
}

function kind<T>(expected: string, accept: (value: unknown) => { value: T } | undefined): Kind<T> {
  return {
    expected,
    isOptional: false,
    read(value) {
      const accepted = accept(value);
      if (accepted) return accepted.value;
      throw wrongType(value, expected);
    },
  };
}

function wrongType(value: unknown, expected: string): Mismatch {
  return new Mismatch(`invalid type: ${describe(value)}, expected ${expected}`);
}

function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "sequence";
  if (typeof value === "object") return "map";
  if (typeof value === "string") return `string ${JSON.stringify(value)}`;
  const noun =
    typeof value === "boolean" ? "boolean" : Number.isInteger(value) ? "integer" : "floating point";
  return `${noun} \`${String(value)}\``;
}
