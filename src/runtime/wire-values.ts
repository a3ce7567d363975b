/** Values that are given by name, under their names on the wire. */

/** What becomes of values: those that `Names` knows, under its names, without `undefined`. */
export type WireValues<Values, Names extends Readonly<Record<string, string>>> = {
  -readonly [Name in keyof Values as Name extends keyof Names ? Names[Name] : never]: Exclude<
    Values[Name],
    undefined
  >;
};

/** Renames what is given, by a table from names in code to names on the wire; leaves out the rest. */
export function wireValues<
  Values extends object,
  const Names extends Readonly<Record<string, string>>,
>(values: Values, names: Names): WireValues<Values, Names> {
  const renamed: Record<string, unknown> = {};
  for (const [name, wireName] of Object.entries(names)) {
    const value: unknown = Reflect.get(values, name);
    if (value !== undefined) renamed[wireName] = value;
  }
  // Just what the type says, name by name.
  return renamed as WireValues<Values, Names>;
}
