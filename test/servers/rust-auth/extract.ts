// Reads bodies and queries as the real server's framework does, with its refusals as plain text.
import { queryOf } from "../support/request-log.js";
import type { Call } from "./call.js";
import { textFailure } from "./failures.js";
import { type Kind, Mismatch } from "./kinds.js";

/** A JSON body, or a thrown 415, 413, 400 or 422, in this order. */
export function readJson<T>(call: Call, kind: Kind<T>): T {
  const type = call.request.headers["content-type"] ?? "";
  if (!/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type))
    throw textFailure(415, "Expected request with `Content-Type: application/json`");
  const text = readText(call);
  const where = placeAfter(text);
  const { json } = call.request;
  if (json === undefined)
    throw textFailure(400, `Failed to parse the request body as JSON: expected value at ${where}`);
  const prefix = "Failed to deserialize the JSON body into the target type";
  return reading(kind, json, (problem) => textFailure(422, `${prefix}: ${problem} at ${where}`));
}

/** A form, or a thrown 415, 413 or 422. */
export function readForm<T>(call: Call, kind: Kind<T>): T {
  const type = call.request.headers["content-type"] ?? "";
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type))
    throw textFailure(
      415,
      "Form requests must have `Content-Type: application/x-www-form-urlencoded`",
    );
  const values = Object.fromEntries(new URLSearchParams(readText(call)));
  return reading(kind, values, (problem) =>
    textFailure(422, `Failed to deserialize form body: ${problem}`),
  );
}

/** The query, or a thrown 400. */
export function readQuery<T>(call: Call, kind: Kind<T>): T {
  const values = Object.fromEntries(queryOf(call.request));
  return reading(kind, values, (problem) =>
    textFailure(400, `Failed to deserialize query string: ${problem}`),
  );
}

function readText({ body }: Call): string {
  if (body.kind === "complete") return body.text;
  throw textFailure(413, "Failed to buffer the request body: length limit exceeded");
}

function reading<T>(kind: Kind<T>, value: unknown, refuse: (problem: string) => Error): T {
  try {
    return kind.read(value);
  } catch (error) {
    throw error instanceof Mismatch ? refuse(error.message) : error;
  }
}

/** Where a deserialiser stands that has read it all. */
function placeAfter(text: string): string {
  const lines = text.split("\n");
  return `line ${lines.length} column ${lines.at(-1)?.length ?? 0}`;
}
