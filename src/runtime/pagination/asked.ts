/** What a request says of the page that it wants: in its query, or in its JSON body. */
import type { OperationArguments, Pages } from "../operation.js";
import { valueAt, withValueAt } from "./dotted-path.js";

/** The value that a request gives for a parameter of paging; undefined for null too. */
export function askedFor(pages: Pages, args: OperationArguments, name: string): unknown {
  if (pages.in === "body") return valueAt(args.body, name) ?? undefined;
  // A query has names, in which dots mean nothing.
  const { query = {} } = args;
  return Object.hasOwn(query, name) ? (Reflect.get(query, name) ?? undefined) : undefined;
}

/** The arguments with other values for parameters of paging; undefined leaves what is there. */
export function asking<Args extends OperationArguments>(
  pages: Pages,
  args: Args,
  values: Readonly<Record<string, unknown>>,
): Args {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  if (pages.in !== "body")
    return { ...args, query: { ...args.query, ...Object.fromEntries(given) } };
  const body = given.reduce<unknown>(
    (whole, [name, value]) => withValueAt(whole, name, value),
    args.body,
  );
  return { ...args, body };
}
