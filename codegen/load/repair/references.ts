/** References into parts that are no components: the parts become components, and the references point there. */
import { pathOf, pointerTo } from "../../diagnostics.js";
import { isNode, isReference, type ReferenceNode } from "../../document.js";
import { pascal, wordsOf } from "../../model/words.js";
import { componentGroups } from "../component-groups.js";
import type { Kind } from "../shapes.js";
import { type Fields, setField } from "./draft.js";
import { componentsOf } from "./operations.js";
import { findPart, type Part } from "./parts.js";
import { addRequired } from "./property-required.js";
import { asKind } from "./reference-kinds.js";
import type { Change, Draft } from "./repair.js";

/** Whether every percent sign is one of percent-encoding: others are not read alike by everybody. */
const isEncoded = (reference: string): boolean => {
  try {
    return decodeURIComponent(reference) !== "";
  } catch {
    // A percent sign of its own.
    return false;
  }
};

/** Whether a reference is to a component of a kind. Asked of every reference of a document. */
const isOfGroup = (reference: string, kind: Kind): boolean => {
  const prefix = `#/components/${componentGroups[kind]}/`;
  const isName = reference.startsWith(prefix) && !reference.includes("/", prefix.length);
  return isName && (!reference.includes("%") || isEncoded(reference));
};

/** What a chain of references ends in. */
interface End {
  readonly pointer: string;
  readonly part: Part;
}

/** Follows parts that are references themselves to the one that is none, or that is a component already. */
const endOf = (root: unknown, kind: Kind, start: string): End | undefined => {
  const seen = new Set<string>();
  for (let pointer = start; !seen.has(pointer); ) {
    seen.add(pointer);
    const part = findPart(root, pointer);
    if (part === undefined || (Array.isArray(part.value) && kind === "schema")) return undefined;
    if (!isReference(part.value) || isOfGroup(pointer, kind)) return { pointer, part };
    pointer = part.value.$ref;
  }
  return undefined;
};

/** Segments that say where in the grammar of OpenAPI a part is, and not what it is about. */
const grammar = new Set([
  ..."components schemas responses parameters requestBodies headers definitions paths content schema".split(
    " ",
  ),
  ..."properties patternProperties additionalProperties allOf anyOf oneOf not $defs get put post".split(
    " ",
  ),
  ..."delete options head patch trace requestBody".split(" "),
]);

const wordsFor = (segment: string): string => {
  if (segment === "items" || segment === "additionalProperties") return "Item";
  if (/^\d+$/.test(segment) || grammar.has(segment) || segment.includes("/json")) return "";
  return pascal(wordsOf(segment.startsWith("x-") ? segment.slice(2) : segment));
};

const responseNames: Readonly<Record<string, string>> = {
  "2": "Answer",
  "4": "Error",
  "5": "Error",
};

/** Words of a path below `paths`: the operation's name, and whether it is of a request or an answer. */
const nameInPaths = (
  root: unknown,
  [, path = "", verb = "", ...rest]: readonly string[],
): string => {
  const operation = findPart(root, pointerTo(["paths", path, verb]))?.value;
  const id: unknown = isNode(operation) ? operation.operationId : undefined;
  const stem = typeof id === "string" && id !== "" ? id : `${verb} ${path}`;
  const status = rest[0] === "responses" ? rest[1] : undefined;
  const role = rest.includes("requestBody") ? "Body" : "";
  const answer = status === undefined ? role : (responseNames[status.charAt(0)] ?? "Answer");
  const inner = rest.filter((segment) => segment !== status && segment !== "responses");
  return pascal(wordsOf(stem)) + answer + inner.map(wordsFor).join("");
};

/** A name for a part, made of where it is. */
const nameFor = (root: unknown, path: readonly string[]): string => {
  if (path[0] === "paths" && path.length > 2) return nameInPaths(root, path);
  const last = path.at(-1) ?? "";
  // A part of a list or a folder of parts: its own name is enough.
  if (path.length <= 3 && path[0] !== "components") return last;
  const name = path
    .slice(path[0] === "components" ? 2 : 1)
    .map(wordsFor)
    .join("");
  return name === "" ? last : name;
};

const isTaken = (group: Fields, name: string): boolean => Object.hasOwn(group, name);

/** The wanted name, or one made of more words; numbers only when all words are taken. */
const freeName = (group: Fields, wanted: string, path: readonly string[]): string => {
  const plain = wanted.replace(/[^A-Za-z0-9._-]/g, "_") || "Part";
  const long = pascal(path.flatMap((segment) => wordsOf(segment)));
  const candidates =
    path.length < 5 ? [plain, long, `${plain}Part`] : [plain, `${plain}Part`, long];
  const free = candidates.find((name) => name !== "" && !isTaken(group, name));
  if (free !== undefined) return free;
  let number = 2;
  while (isTaken(group, `${plain}${number}`)) number++;
  return `${plain}${number}`;
};

/** The schema that a property is of. */
const ownerOf = (root: unknown, pointer: string): Fields | undefined => {
  const owner = findPart(root, pointerTo(pathOf(pointer).slice(0, -2)))?.value;
  // A draft's parts may be changed.
  return isNode(owner) ? (owner as Fields) : undefined;
};

const pointerFor = (kind: Kind, name: string): string =>
  pointerTo(["components", componentGroups[kind] ?? "", name]);

/** Makes a component of a part; answers the pointer to it. */
const hoist = (draft: Draft, moved: Set<object>, kind: Kind, { pointer, part }: End): string => {
  const path = pathOf(pointer);
  const group = componentsOf(draft.root, componentGroups[kind] ?? "");
  const name = freeName(group, nameFor(draft.root, path), path);
  const isComponent = path[0] === "components" && path.length === 3;
  const isKnown = isComponent && Object.values(componentGroups).includes(String(path[1]));
  // A component of another kind stays what it is, and so does what was moved before.
  const isCopied = isKnown || moved.has(part.value);
  const value = isCopied ? draft.origins.copy(part.value) : part.value;
  setField(group, name, asKind(kind, value));
  if (isCopied) return pointerFor(kind, name);
  moved.add(part.value);
  const reference: ReferenceNode = { $ref: pointerFor(kind, name) };
  draft.origins.adopt(reference, part.value);
  setField(part.parent, part.key, reference);
  return reference.$ref;
};

/** A property that says of itself that it is required cannot say so any more once it is a component. */
const keepRequired = function* ({ root }: Draft, { pointer, part }: End): Generator<Change> {
  const [name = "", group] = pathOf(pointer).reverse();
  const owner = group === "properties" ? ownerOf(root, pointer) : undefined;
  if (owner === undefined || !isNode(part.value) || part.value.required !== true) return;
  yield {
    in: part.value,
    key: "required",
    message: '"required" must be a list of strings. The property is taken for a required one.',
  };
  Reflect.deleteProperty(part.value, "required");
  addRequired(owner, name);
};

const isOdd = (kind: Kind, reference: string): boolean =>
  kind !== "pathItem" && !isOfGroup(reference, kind);

/** One round over the references; answers whether any was changed. */
const repairRound = function* (draft: Draft): Generator<Change, boolean> {
  const found = draft.survey().references.filter(({ kind, node }) => isOdd(kind, node.$ref));
  // All are looked up before any is moved: a part may be within another.
  const ends = found.map(({ kind, node }) => endOf(draft.root, kind, node.$ref));
  const made = new Map<Kind, Map<object, string>>();
  const moved = new Set<object>();
  for (const [index, { kind, node }] of found.entries()) {
    const end = ends[index];
    if (end === undefined) continue;
    if (asKind(kind, end.part.value) === undefined) {
      yield {
        in: node,
        key: "$ref",
        message: `"${node.$ref}" is something else than what belongs here; it is left out.`,
      };
      Reflect.deleteProperty(node, "$ref");
      continue;
    }
    const known = made.get(kind) ?? new Map<object, string>();
    made.set(kind, known);
    const pointer = isOfGroup(end.pointer, kind) ? end.pointer : known.get(end.part.value);
    yield {
      in: node,
      key: "$ref",
      message: `"${node.$ref}" is no component; the client takes what it points at for one.`,
    };
    if (pointer === undefined) yield* keepRequired(draft, end);
    const target = pointer ?? hoist(draft, moved, kind, end);
    known.set(end.part.value, target);
    setField(node, "$ref", target);
  }
  return made.size > 0;
};

/** Parts that become components may hold references that nobody looked at before. */
export const repairReferences = function* (draft: Draft): Generator<Change> {
  while (yield* repairRound(draft));
};
