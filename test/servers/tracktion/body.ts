// Reads queries and bodies of calls; what does not fit is a thrown 400 or 422.
import { queryOf, type RecordedRequest } from "../support/request-log.js";
import { badRequest, type FieldProblem, invalidBody } from "./failures.js";

export type JsonObject = Readonly<Record<string, unknown>>;

/** The body, which has to be a JSON object that is sent as JSON. */
export function jsonBody(request: RecordedRequest): JsonObject {
  const { body, json, headers } = request;
  if (body === "") throw invalidBody(problem([], "missing", "Field required", null));
  if (!/^application\/json\b/i.test(headers["content-type"] ?? "") || !isObject(json))
    throw invalidBody(problem([], "model_attributes_type", "Input should be an object", body));
  return json;
}

/** A form (RFC 6749, appendix B). */
export function formBody({ body, headers }: RecordedRequest): URLSearchParams {
  if (/^application\/x-www-form-urlencoded\b/i.test(headers["content-type"] ?? ""))
    return new URLSearchParams(body);
  throw badRequest("The request has to be a form.");
}

/** A text that has to be there; blank is as good as none. */
export function text(body: JsonObject, name: string): string {
  const value = optionalText(body, name);
  if (value !== undefined && value.trim() !== "") return value;
  if (value === undefined) throw invalidBody(problem([name], "missing", "Field required", body));
  throw invalidBody(problem([name], "string_too_short", "String should not be blank", value));
}

export function optionalText(body: JsonObject, name: string): string | undefined {
  const value = body[name];
  if (value === undefined || typeof value === "string") return value;
  throw invalidBody(problem([name], "string_type", "Input should be a valid string", value));
}

/** A time to come, in Unix milliseconds. Null is not the same as absent. */
export function optionalTime(body: JsonObject, name: string): number | undefined {
  const value = optionalText(body, name);
  if (value === undefined) return undefined;
  const time = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(value) ? Date.parse(value) : NaN;
  if (!Number.isNaN(time)) return time;
  throw invalidBody(problem([name], "datetime_parsing", "Input should be a valid date", value));
}

/** A list whose items a guard accepts. */
export function list<T>(
  body: JsonObject,
  name: string,
  isItem: (item: unknown) => item is T,
): readonly T[] {
  const value = body[name];
  if (value === undefined) throw invalidBody(problem([name], "missing", "Field required", body));
  if (!Array.isArray(value))
    throw invalidBody(problem([name], "list_type", "Input should be a valid list", value));
  const wrong = value.findIndex((item) => !isItem(item));
  if (wrong < 0) return value.filter(isItem);
  throw invalidBody(problem([name, wrong], "enum", "Input should be a known value", value[wrong]));
}

/** A whole number of the query, or its default. */
export function wholeNumber(
  request: RecordedRequest,
  name: string,
  { fallback, minimum }: { fallback: number; minimum: number },
): number {
  const value = queryOf(request).get(name);
  if (value === null) return fallback;
  if (/^\d+$/.test(value) && Number(value) >= minimum) return Number(value);
  throw badRequest(`${name} has to be a whole number of at least ${minimum}.`);
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isText(value: unknown): value is string {
  return typeof value === "string";
}

function problem(
  path: readonly (string | number)[],
  type: string,
  msg: string,
  input: unknown,
): FieldProblem {
  return { type, loc: ["body", ...path], msg, input };
}
