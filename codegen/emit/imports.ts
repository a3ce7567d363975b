/** Import statements of generated files. */
import { list, print, space } from "./layout.js";
import { quote } from "./literals.js";

/** Names imported from one place; a name may start with `type `. */
export interface Import {
  readonly from: string;
  readonly names: Iterable<string>;
  /** Whether only types are imported. */
  readonly typeOnly: boolean;
}

const bare = (name: string): string => name.replace(/^type /, "").toLowerCase();

const compare = (a: string, b: string): number =>
  bare(a) < bare(b) ? -1 : bare(a) > bare(b) ? 1 : a < b ? -1 : 1;

const statement = ({ from, names, typeOnly }: Import): string => {
  const sorted = [...new Set(names)].sort(compare);
  const clause = list("{", sorted, "}", space);
  return print([typeOnly ? "import type " : "import ", clause, ` from ${quote(from)};`]);
};

/** The statements, one per place; places without names are left out. */
export const importStatements = (imports: readonly Import[]): string =>
  imports
    .filter(({ names }) => [...names].length > 0)
    .map((one) => `${statement(one)}\n`)
    .join("");
