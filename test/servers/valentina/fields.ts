// Reads bodies and queries against a table of fields, and tells every problem at once.
import { queryOf } from "../support/request-log.js";
import type { Call } from "./call.js";
import { decodingFailed, savingFailed } from "./failures.js";
import { isObject, type Kind, type Outcome, type Problem, wrongType } from "./kinds.js";

/** One field: its kind, and what stands for it when it is not given. */
export interface Field<T> {
  readonly kind: Kind<unknown>;
  readonly isRequired: boolean;
  readonly isNullable: boolean;
  readonly fallback?: T;
}

export type Fields = Readonly<Record<string, Field<unknown>>>;

/** What a table of fields reads. */
export type Values<F extends Fields> = {
  [N in keyof F]: F[N] extends Field<infer T> ? T : never;
};

/** What it reads of an update: what was given. */
export type Changes<F extends Fields> = Partial<Values<F>>;

export function required<T>(kind: Kind<T>): Field<T> {
  return { kind, isRequired: true, isNullable: false };
}

/** May be absent, but not null. */
export function optional<T>(kind: Kind<T>): Field<T | undefined> {
  return { kind, isRequired: false, isNullable: false };
}

export function defaulted<T>(kind: Kind<T>, fallback: T): Field<T> {
  return { kind, isRequired: false, isNullable: false, fallback };
}

/** Null when it is absent. */
export function nullable<T>(kind: Kind<T>): Field<T | null> {
  return { kind, isRequired: false, isNullable: true, fallback: null };
}

/** A nested object. */
export function record<F extends Fields>(fields: F): Kind<Values<F>> {
  // Each value was read by the field of its name, which is what Values says.
  return { read: (value) => readObject(value, fields, false) as Outcome<Values<F>> };
}

/** A nested object of which any part may be given. */
export function part<F extends Fields>(fields: F): Kind<Changes<F>> {
  // As above; what is missing stays missing.
  return { read: (value) => readObject(value, fields, true) as Outcome<Changes<F>> };
}

export function readBody<F extends Fields>(call: Call, fields: F): Values<F> {
  return accepted(record(fields).read(jsonBody(call)));
}

/** The fields that an update gives. */
export function readChanges<F extends Fields>(call: Call, fields: F): Changes<F> {
  return accepted(part(fields).read(jsonBody(call)));
}

export function readQuery<F extends Fields>(call: Call, fields: F): Values<F> {
  const query = queryOf(call.request);
  const given = Object.entries(fields).flatMap(([name, { kind }]) => {
    const text = query.get(name);
    return text === null ? [] : [[name, kind.fromText?.(text) ?? text]];
  });
  return accepted(record(fields).read(Object.fromEntries(given)));
}

/** The value, or a refusal of what cannot be read before one of what cannot be stored. */
function accepted<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  const unread = outcome.problems.filter(({ when }) => when === "decoding");
  throw unread.length > 0 ? decodingFailed(unread) : savingFailed(outcome.problems);
}

function jsonBody({ request: { json, headers } }: Call): unknown {
  const isJson = /^application\/([\w.-]+\+)?json\b/i.test(headers["content-type"] ?? "");
  if (isJson && json !== undefined) return json;
  throw decodingFailed([{ at: ["body"], message: "Input is no JSON", when: "decoding" }]);
}

function readObject(value: unknown, fields: Fields, isPart: boolean): Outcome<unknown> {
  if (!isObject(value)) return wrongType("object", value);
  const problems: Problem[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const given = value[name];
    if (given === undefined && isPart) continue;
    const outcome = readField(given, field);
    if (outcome.ok) values[name] = outcome.value;
    else problems.push(...outcome.problems.map(({ at, ...p }) => ({ ...p, at: [name, ...at] })));
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: values };
}

function readField(given: unknown, field: Field<unknown>): Outcome<unknown> {
  if (given === undefined && field.isRequired)
    return { ok: false, problems: [{ at: [], message: "Field required", when: "decoding" }] };
  if (given === undefined) return { ok: true, value: structuredClone(field.fallback) };
  if (given === null && field.isNullable) return { ok: true, value: null };
  return field.kind.read(given);
}
