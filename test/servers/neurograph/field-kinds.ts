// Kinds of input values and the sentences in which pydantic refuses them.

/** Why a value was refused; `at` leads from the field to a nested value. */
export interface Problem {
  readonly message: string;
  readonly type: string;
  readonly at?: string;
}

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Checks one kind of value. */
export interface Kind<T> {
  parse(value: unknown): Parsed<T>;
  /** Reads the text of a path segment or query value; without it the text itself is taken. */
  fromText?(text: string): unknown;
}

interface NumberRules {
  readonly min?: number;
  readonly max?: number;
}

export function string(rules: { minLength?: number; maxLength?: number } = {}): Kind<string> {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY } = rules;
  return {
    parse(value) {
      if (typeof value !== "string")
        return refused("Input should be a valid string", "string_type");
      const length = [...value].length;
      if (length < minLength)
        return refused(`String should have at least ${characters(minLength)}`, "string_too_short");
      if (length > maxLength)
        return refused(`String should have at most ${characters(maxLength)}`, "string_too_long");
      return { ok: true, value };
    },
  };
}

export function oneOf(values: readonly string[]): Kind<string> {
  const known = values.map((value) => `'${value}'`).join(", ");
  return {
    parse(value) {
      if (typeof value === "string" && values.includes(value)) return { ok: true, value };
      return refused(`Input should be ${known}`, "enum");
    },
  };
}

export function integer(rules: NumberRules = {}): Kind<number> {
  return {
    fromText: numberFromText,
    parse(value) {
      if (typeof value === "string")
        return refused(
          "Input should be a valid integer, unable to parse string as an integer",
          "int_parsing",
        );
      if (!Number.isInteger(value)) return refused("Input should be a valid integer", "int_type");
      return withinRange(Number(value), rules);
    },
  };
}

export function number(rules: NumberRules = {}): Kind<number> {
  return {
    fromText: numberFromText,
    parse(value) {
      if (typeof value !== "number" || !Number.isFinite(value))
        return refused("Input should be a valid number", "float_type");
      return withinRange(value, rules);
    },
  };
}

export const boolean: Kind<boolean> = {
  fromText: (text) => ({ true: true, false: false, "1": true, "0": false })[text] ?? text,
  parse(value) {
    if (typeof value === "boolean") return { ok: true, value };
    return refused("Input should be a valid boolean", "bool_type");
  },
};

export const object: Kind<Readonly<Record<string, unknown>>> = {
  parse(value) {
    if (isObject(value)) return { ok: true, value };
    return refused("Input should be a valid dictionary", "dict_type");
  },
};

/** `length` asks for exactly that many items. */
export function list<T>(item: Kind<T>, length?: number): Kind<T[]> {
  return {
    parse(value) {
      if (!Array.isArray(value)) return refused("Input should be a valid list", "list_type");
      if (length !== undefined && value.length !== length)
        return refused(
          `List should have ${length} items after validation, not ${value.length}`,
          value.length < length ? "too_short" : "too_long",
        );
      return inEach(value, item);
    },
  };
}

/** A coordinate triple; each number may be missing or null. */
export const coordinates: Kind<(number | undefined)[]> = {
  parse(value) {
    if (!isObject(value)) return refused("Input should be a valid dictionary", "dict_type");
    const axes = [value.x, value.y, value.z];
    const wrong = axes.findIndex((axis) => axis != null && typeof axis !== "number");
    if (wrong < 0)
      return { ok: true, value: axes.map((axis) => (typeof axis === "number" ? axis : undefined)) };
    const problem = { message: "Input should be a valid number", type: "float_type" };
    return { ok: false, problems: [{ ...problem, at: ["x", "y", "z"][wrong] ?? "" }] };
  },
};

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function inEach<T>(values: readonly unknown[], item: Kind<T>): Parsed<T[]> {
  const parsed = values.map((value) => item.parse(value));
  const problems = parsed.flatMap((result, index) =>
    result.ok ? [] : result.problems.map((problem) => ({ ...problem, at: String(index) })),
  );
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, value: parsed.flatMap((result) => (result.ok ? [result.value] : [])) };
}

function withinRange(value: number, { min, max }: NumberRules): Parsed<number> {
  if (min !== undefined && value < min)
    return refused(`Input should be greater than or equal to ${min}`, "greater_than_equal");
  if (max !== undefined && value > max)
    return refused(`Input should be less than or equal to ${max}`, "less_than_equal");
  return { ok: true, value };
}

function numberFromText(text: string): unknown {
  return /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : text;
}

function characters(count: number): string {
  return count === 1 ? "1 character" : `${count} characters`;
}

function refused(message: string, type: string): { ok: false; problems: readonly Problem[] } {
  return { ok: false, problems: [{ message, type }] };
}
