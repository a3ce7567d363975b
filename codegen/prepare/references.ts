/** References within a document, as pointers and as names of schemas. */
import { pathOf, pointerTo } from "../diagnostics.js";
import type { Node } from "../document.js";

const prefix = "#/components/schemas/";

/** The reference to a named schema (RFC 6901 within a URI fragment). */
export const referenceTo = (name: string, rest: readonly (string | number)[] = []): string =>
  pointerTo(["components", "schemas", name.replaceAll("%", "%25"), ...rest]);

/** The named schema that a reference points at or into, and the way from there. */
export interface SchemaPointer {
  readonly name: string;
  readonly rest: readonly (string | number)[];
}

export const schemaPointer = (reference: unknown): SchemaPointer | undefined => {
  if (typeof reference !== "string" || !reference.startsWith(prefix)) return undefined;
  const [, , name, ...rest] = pathOf(reference);
  return name === undefined ? undefined : { name: String(name), rest };
};

/** The name of the schema that a node refers to as a whole. */
export const referredName = ({ $ref }: Node): string | undefined => {
  const pointer = schemaPointer($ref);
  return pointer?.rest.length === 0 ? pointer.name : undefined;
};

/** The first candidate that is free, or the last one with a number. */
export const freeName = (
  candidates: readonly string[],
  isTaken: (name: string) => boolean,
): string => {
  const free = candidates.find((name) => !isTaken(name));
  if (free !== undefined) return free;
  const stem = candidates.at(-1) ?? "";
  let count = 2;
  while (isTaken(`${stem}${count}`)) count++;
  return `${stem}${count}`;
};
