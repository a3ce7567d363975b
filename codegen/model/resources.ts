/** Resources: a group's operations in its scope, and the resources within it. */

import { namesIn } from "../load/template.js";
import { suggest } from "../suggest.js";
import { extension } from "../vocabulary.js";
import type { Context, RawOperation } from "./context.js";
import type { Group } from "./grouping.js";
import type { Names } from "./names.js";

import type { Operation, Resource, ScopeValue } from "./types.js";

/** What resources are built with. */
export interface ResourceContext extends Context {
  readonly names: Names;
  build(operation: RawOperation, scope: readonly string[]): Operation;
}

const reportOutsiders = (
  group: Group,
  scope: readonly string[],
  { findings }: ResourceContext,
): void => {
  for (const operation of group.operations) {
    const known = namesIn(operation.template);
    for (const name of scope) {
      if (known.includes(name)) continue;
      findings.error({
        rule: "scope",
        at: operation.at,
        message: `The resource "${group.segments.join(".")}" has the scope "${name}", but ${operation.path} has no such part.`,
        advice:
          known.length > 0
            ? suggest(name, known)
            : `Give the operation another \`resource\` in its \`${extension}\`.`,
      });
    }
  }
};

/** Values of the scope, typed as the first operation that has them. */
const scopeValues = (
  wireNames: readonly string[],
  operations: readonly Operation[],
  descendants: readonly Resource[],
): ScopeValue[] =>
  wireNames.flatMap((wireName) => {
    const fromOperations = operations
      .flatMap(({ pathValues }) => pathValues)
      .find((value) => value.wireName === wireName);
    const fromChildren = descendants
      .flatMap(({ scope }) => scope)
      .find((value) => value.wireName === wireName);
    const found = fromOperations ?? fromChildren;
    return found === undefined ? [] : [{ name: found.name, wireName, type: found.type }];
  });

/** Makes a resource of a group, within the scope of its parent. */
export const buildResource = (
  group: Group,
  inherited: readonly string[],
  context: ResourceContext,
): Resource => {
  const own = (group.scope ?? []).filter((name) => !inherited.includes(name));
  const scopeNames = [...inherited, ...own];
  reportOutsiders(group, scopeNames, context);
  const operations = group.operations.map((operation) => context.build(operation, scopeNames));
  const children = group.children.map((child) => buildResource(child, scopeNames, context));
  const scope = scopeValues(scopeNames, operations, children);
  const named = context.names.groups.get(group);
  const className = named?.className ?? "";
  return {
    className,
    property: named?.property ?? "",
    file: named?.file ?? "",
    documentation: {
      ...(group.description !== undefined && { description: group.description }),
      deprecated: false,
    },
    scopeName: scope.length === 0 ? undefined : context.names.groupType(className, "Scope"),
    scope,
    ownScope: scope.filter(({ wireName }) => own.includes(wireName)),
    operations,
    children,
  };
};
