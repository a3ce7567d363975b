/** The parts that answers have in common. Pure. */
import { isRecord, type JsonRecord, textOf } from "../../runtime/index.js";

/** A success that is not what its model needs. */
export class UnexpectedShape extends Error {
  override readonly name = "UnexpectedShape";
}

/** Any JSON object. */
export function toObject(answer: unknown): JsonRecord {
  if (isRecord(answer)) return answer;
  throw new UnexpectedShape("the answer is not a JSON object");
}

/** Any JSON object; an empty body counts as one without members. */
export function toObjectOrEmpty(answer: unknown): JsonRecord {
  return isRecord(answer) ? answer : {};
}

/** The id of a thing: `id` of lists, `_id` of single ones, and what one program makes of that. */
export function idOf(thing: JsonRecord): string | undefined {
  return textOf(thing.id) || textOf(thing._id) || textOf(thing.x_id) || undefined;
}

/** The object with its id under `id`. */
export function withId(answer: unknown): JsonRecord {
  const thing = toObject(answer);
  const id = idOf(thing);
  if (id === undefined) throw new UnexpectedShape("the answer has no id");
  return { ...thing, id };
}

/** Objects of a list with their ids under `id`; what has none stays as it is. */
export function withIds(list: unknown): readonly unknown[] {
  return toList(list).map((item) => {
    const id = isRecord(item) ? idOf(item) : undefined;
    return isRecord(item) && id !== undefined ? { ...item, id } : item;
  });
}

/** A list; nothing, and an object without members, counts as an empty one. */
export function toList(list: unknown): readonly unknown[] {
  return Array.isArray(list) ? list : [];
}

/** A list of one for a single object. */
export function toListOfObjects(value: unknown): readonly unknown[] {
  return isRecord(value) && Object.keys(value).length > 0 ? [value] : toList(value);
}

/** 0 and 1 for truth values. */
export function toFlag(value: unknown): unknown {
  return value === 0 || value === 1 ? value === 1 : value;
}
