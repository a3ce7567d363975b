/**
 * A place for the `operations` interface that grows cheaply. openapi-typescript finds the interface in its list
 * of footers and copies all of its members for each operation that is added; here it finds no more than a
 * hundred at a time, and the parts are joined at the end.
 */

/** A statement of the syntax tree, as far as it is looked at. */
interface Statement {
  readonly name?: { readonly text?: string };
  members?: readonly object[];
}

const partSize = 100;

const isOperations = ({ name, members }: Statement): boolean =>
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

/** The statements with the parts of `operations` joined into the first. */
export const joinOperations = (statements: readonly object[]): object[] => {
  const [first, ...others] = statements.filter(isOperations) as readonly Statement[];
  if (first?.members === undefined || others.length === 0) return [...statements];
  const members = [first, ...others].flatMap((part) => [...(part.members ?? [])]);
  // A list of the tree is an array with a position of its own (-1: made, not parsed).
  first.members = Object.assign(members, { pos: -1, end: -1, hasTrailingComma: false });
  return statements.filter((statement) => !others.includes(statement));
};
