/** Which resource's file declares which types. */
import type { Resource } from "../model/types.js";

/** Files of types with a name of their own, by name. */
export type Declarations = ReadonlyMap<string, string>;

const flatten = (resources: readonly Resource[]): Resource[] =>
  resources.flatMap((resource) => [resource, ...flatten(resource.children)]);

/** Aliases and error types of all resources. */
export const declarationsOf = (resources: readonly Resource[]): Declarations =>
  new Map(
    flatten(resources).flatMap(({ operations, file }) =>
      operations.flatMap((operation): [string, string][] => [
        ...operation.aliases.map(({ name }): [string, string] => [name, file]),
        ...(operation.errorsType.kind === "alias"
          ? [[operation.errorsType.name, file] as [string, string]]
          : []),
      ]),
    ),
  );
