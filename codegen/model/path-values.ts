/** Path values: what fills a path's template, in its order, under names that a signature can have. */
import { namesIn } from "../load/template.js";
import { mediaOf } from "./media-types.js";
import type { OperationContext, RawParameter } from "./parameters.js";
import { fixedArguments, reservedWords } from "./reserved.js";
import { isShort, member, operationRoot, plain, shortType } from "./type-references.js";
import type { Alias, PathValue, TypeReference } from "./types.js";
import { camel, wordsOf } from "./words.js";

/** Names of path values in a signature: no reserved word, no name of another argument or of the operation's value. */
const nameValues = (wireNames: readonly string[], constant: string): string[] => {
  const taken = new Set([constant]);
  return wireNames.map((wireName) => {
    const stem = camel(wordsOf(wireName)) || "value";
    const candidates = [stem, `${stem}Value`, `${stem}InPath`, `${stem}Parameter`];
    const isFree = (name: string): boolean =>
      !taken.has(name) && !fixedArguments.has(name) && !reservedWords.has(name);
    const name = candidates.find(isFree) ?? `${stem}${taken.size + 1}`;
    taken.add(name);
    return name;
  });
};

/** The part of schema.ts that describes an operation's parameters of one location. */
export const memberOfGroup = (
  context: OperationContext,
  location: "path" | "query" | "header" | "cookie",
  optional: boolean,
): TypeReference => {
  const { operation } = context;
  const root = operationRoot(operation.path, operation.verb, operation.node);
  const group = member(member(root, "parameters"), location);
  return optional ? { kind: "present", of: group } : group;
};

/** Makes the path values of an operation. */
export const buildPathValues = (
  declared: readonly RawParameter[],
  context: OperationContext,
): { readonly pathValues: PathValue[]; readonly aliases: Alias[] } => {
  const { operation, names, constant, scope, resolve } = context;
  const wireNames = namesIn(operation.template);
  const scoped = wireNames.filter((name) => scope.includes(name));
  const given = wireNames.filter((name) => !scope.includes(name));
  const spelled = new Map<string, string>();
  for (const list of [scoped, given]) {
    nameValues(list, constant).forEach((name, index) => {
      spelled.set(list[index] ?? "", name);
    });
  }
  const aliases: Alias[] = [];
  const pathValues = wireNames.map((wireName): PathValue => {
    const node = declared.find((one) => one.node.name === wireName)?.node;
    const name = spelled.get(wireName) ?? wireName;
    const content = mediaOf(node?.content, resolve)[0]?.node.schema;
    const schema = node?.schema ?? content;
    const short = schema === undefined ? plain("string") : shortType(schema, names.models, resolve);
    const full = member(memberOfGroup(context, "path", false), wireName);
    if (short !== undefined && isShort(short))
      return { name, wireName, type: short, scoped: scope.includes(wireName) };
    const alias = names.alias(
      constant,
      camel(wordsOf(wireName)).replace(/^./u, (c) => c.toUpperCase()),
    );
    aliases.push({ name: alias, type: short ?? full });
    return {
      name,
      wireName,
      type: { kind: "alias", name: alias },
      scoped: scope.includes(wireName),
    };
  });
  return { pathValues, aliases };
};
