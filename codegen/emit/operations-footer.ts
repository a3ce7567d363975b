/**
 * A place for the `operations` interface that grows cheaply. openapi-typescript finds the interface in its list
 * of footers and copies all of its members for each operation that is added; here it finds no more than a
 * hundred at a time. They are taken out of it part by part.
 */
import type TypeScript from "typescript";

/** A statement of the syntax tree, as far as it is looked at. */
interface Statement {
  readonly name?: { readonly text?: string };
  members?: readonly TypeScript.TypeElement[];
}

const partSize = 100;

/** Whether a statement is the interface, or a part of it. */
export const isOperations = ({ name, members }: Statement): boolean =>
  name?.text === "operations" && members !== undefined;

/** The list of footers to hand to openapi-typescript. */
export const createFooter = (): object[] => {
  const footer: Statement[] = [];
  const find = (predicate: (node: Statement) => boolean): Statement | undefined => {
    const last = footer.findLast(predicate);
    return (last?.members?.length ?? 0) < partSize ? last : undefined;
  };
  return Object.defineProperty(footer, "find", { value: find });
};

/** Takes the operations that have been added out of a list of footers, where the first part keeps the place. */
export const takeOperations = (footer: object[]): TypeScript.TypeElement[] => {
  // Statements of the tree, which openapi-typescript has added.
  const parts = (footer as Statement[]).filter(isOperations);
  const taken = parts.flatMap((part) => [...(part.members ?? [])]);
  const [first, ...others] = parts;
  if (first !== undefined) first.members = [];
  for (const part of others) footer.splice(footer.indexOf(part), 1);
  return taken;
};
