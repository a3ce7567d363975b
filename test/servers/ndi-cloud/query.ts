// Whether a document fits the conditions of a query.
import { isObject, type JsonObject, listOf, memberAt, textAt } from "./body.js";
import { classNameOf } from "./document-bodies.js";
import { badRequest } from "./failures.js";

type Condition = Readonly<{ field: string; param1: unknown; param2: unknown }>;

/** All conditions have to hold. What is no query is a thrown 400. */
export function fits(body: JsonObject, structure: readonly unknown[]): boolean {
  return structure.map((node) => nodeFits(body, node)).every(Boolean);
}

function nodeFits(body: JsonObject, node: unknown): boolean {
  if (!isObject(node) || typeof node.operation !== "string")
    throw badRequest("Each condition needs an operation", "error");
  const { operation, field = "", param1, param2 = "" } = node;
  if (operation === "~or") throw badRequest("There is no ~or", "error");
  if (operation === "or") {
    const isEither = [param1, param2].map((side) => fits(body, structureOf(side)));
    return isEither.includes(true);
  }
  const test = tests[operation.replace(/^~/, "")];
  if (!test) throw badRequest(`There is no ${operation}`, "error");
  const holds = test(body, { field: String(field), param1, param2 });
  return operation.startsWith("~") ? !holds : holds;
}

/** `searchstructure` and the sides of an `or` are lists, also of one. */
export function structureOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw badRequest("Conditions come in lists", "error");
}

function fieldOf(body: JsonObject, { field }: Condition): unknown {
  // Classes are found with `isa` alone.
  return field === "document_class.class_name" ? undefined : memberAt(body, field.split("."));
}

const onText =
  (test: (value: string, wanted: string) => boolean) =>
  (body: JsonObject, condition: Condition): boolean => {
    const value = fieldOf(body, condition);
    return typeof value === "string" && test(value, String(condition.param1));
  };

const onNumber =
  (test: (value: number, wanted: number) => boolean) =>
  (body: JsonObject, condition: Condition): boolean => {
    const value = fieldOf(body, condition);
    return typeof value === "number" && test(value, Number(condition.param1));
  };

const tests: Readonly<Record<string, (body: JsonObject, condition: Condition) => boolean>> = {
  isa: (body, { param1 }) => classesOf(body).includes(String(param1)),
  depends_on: (body, { param1, param2 }) =>
    listOf(body.depends_on).some(
      (d) => (param1 === "*" || textAt(d, "name") === param1) && textAt(d, "value") === param2,
    ),
  hasfield: (body, condition) => fieldOf(body, condition) !== undefined,
  exact_string: onText((value, wanted) => value === wanted),
  exact_string_anycase: onText((value, wanted) => value.toLowerCase() === wanted.toLowerCase()),
  contains_string: onText((value, wanted) => value.includes(wanted)),
  regexp: onText((value, wanted) => new RegExp(wanted).test(value)),
  exact_number: onNumber((value, wanted) => value === wanted),
  lessthan: onNumber((value, wanted) => value < wanted),
  lessthaneq: onNumber((value, wanted) => value <= wanted),
  greaterthan: onNumber((value, wanted) => value > wanted),
  greaterthaneq: onNumber((value, wanted) => value >= wanted),
  hasmember: (body, condition) => listOf(fieldOf(body, condition)).includes(condition.param1),
};

/** The document's class and those above it, which are named by where their definitions are. */
function classesOf(body: JsonObject): readonly string[] {
  const above = listOf(memberAt(body, ["document_class", "superclasses"])).map(
    (c) =>
      textAt(c, "class_name") ?? /([^/]+)\.json$/.exec(textAt(c, "definition") ?? "")?.[1] ?? "",
  );
  return [classNameOf(body) ?? "", ...above];
}
