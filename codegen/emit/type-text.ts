/** Type references as TypeScript. */
import type { Field, TypeReference } from "../model/types.js";
import { group, indent, join, type Layout, soft, space, whenBroken } from "./layout.js";
import { quote, typeKey } from "./literals.js";

/** `name<A, B>`, one argument per line where they do not fit. */
export const generic = (name: string, args: readonly Layout[]): Layout =>
  group([`${name}<`, indent([soft, join(args, [",", space])]), soft, ">"]);

/** `Name<A, B>`. */
export const genericType = (name: string, args: readonly TypeReference[]): Layout =>
  generic(name, args.map(typeLayout));

/** Members of an object type: `{ a: string; b?: number | undefined }`. */
export const objectType = (members: readonly Layout[]): Layout =>
  members.length === 0
    ? "Record<string, never>"
    : group(["{", indent([space, join(members, [";", space])]), whenBroken(";"), space, "}"]);

const isUnknown = (type: TypeReference): boolean =>
  type.kind === "plain" && type.name === "unknown";

/** One member of an object type; an optional one may also be passed as `undefined`. */
export const fieldLayout = ({ name, optional, type }: Field): Layout => {
  const key = `${typeKey(name)}${optional ? "?" : ""}: `;
  if (!optional || isUnknown(type)) return [key, typeLayout(type)];
  if (type.kind !== "union") return [key, typeLayout(type), " | undefined"];
  return [key, typeLayout({ ...type, of: [...type.of, { kind: "plain", name: "undefined" }] })];
};

const unionLayout = (parts: readonly TypeReference[]): Layout =>
  group(indent([soft, whenBroken("| "), join(parts.map(typeLayout), [space, "| "])]));

const needsParentheses = ({ kind }: TypeReference): boolean =>
  kind === "union" || kind === "changed";

const changedLayout = (
  of: TypeReference,
  without: readonly string[],
  fields: readonly Field[],
): Layout => {
  const keys = join(without.map(quote), " | ");
  const rest = generic("Omit", [typeLayout(of), keys]);
  return fields.length === 0 ? rest : [rest, " & ", objectType(fields.map(fieldLayout))];
};

const memberKey = (key: string | number): Layout =>
  group(["[", indent([soft, typeof key === "number" ? String(key) : quote(key)]), soft, "]"]);

/** The layout of a type. */
export const typeLayout = (type: TypeReference): Layout => {
  switch (type.kind) {
    case "model":
    case "alias":
    case "plain":
    case "root":
      return type.name;
    case "runtime":
      return type.of === undefined ? type.name : genericType(type.name, [type.of]);
    case "array":
      return needsParentheses(type.of)
        ? ["(", typeLayout(type.of), ")[]"]
        : [typeLayout(type.of), "[]"];
    case "stream":
      return genericType("AsyncIterable", [type.of]);
    case "union":
      return unionLayout(type.of);
    case "member":
      return [typeLayout(type.of), memberKey(type.key)];
    case "element":
      return [typeLayout(type.of), "[number]"];
    case "present":
      return genericType("NonNullable", [type.of]);
    case "changed":
      return changedLayout(type.of, type.without, type.with);
  }
};

/** Tells of each reference that a type is made of, itself included. */
export const visitType = (type: TypeReference, visit: (part: TypeReference) => void): void => {
  visit(type);
  switch (type.kind) {
    case "runtime":
      if (type.of !== undefined) visitType(type.of, visit);
      break;
    case "array":
    case "stream":
    case "member":
    case "element":
    case "present":
      visitType(type.of, visit);
      break;
    case "union":
      for (const part of type.of) visitType(part, visit);
      break;
    case "changed":
      visitType(type.of, visit);
      for (const field of type.with) visitType(field.type, visit);
      break;
    default:
  }
};
