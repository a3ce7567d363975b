// Failed answers: what went wrong as a value, and its shapes on the wire.
import { type Answer, jsonAnswer, textAnswer, withHeaders } from "../support/answers.js";
import type { Problem } from "./kinds.js";

/** Problem details (RFC 9457), the framework's own envelope, or a page for people. */
export type FailureForm = "problem" | "framework" | "page";

interface FailureFacts {
  readonly form?: FailureForm;
  /** Some refusals say no more than their status. */
  readonly detail?: string;
  /** Further members of the problem. */
  readonly members?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown by guards and handlers; becomes the answer. */
export class ApiFailure extends Error {
  override readonly name = "ApiFailure";
  readonly status: number;
  readonly form: FailureForm;
  readonly detail: string | undefined;
  readonly members: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, facts: FailureFacts = {}) {
    super(facts.detail ?? titles[status] ?? "");
    this.status = status;
    this.form = facts.form ?? "problem";
    this.detail = facts.detail;
    this.members = facts.members ?? {};
    this.headers = facts.headers ?? {};
  }
}

const titles: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  413: "Request Entity Too Large",
  429: "Too Many Requests",
  500: "Internal Server Error",
};

export const internalDetail =
  "Something went wrong on our end. Please contact support if the issue persists.";

/** What the request says cannot be read: fields by name. */
export function decodingFailed(problems: readonly Problem[]): ApiFailure {
  const invalid_parameters = problems.map(({ at, message }) => ({
    message,
    field: at.at(-1) ?? "body",
  }));
  const detail = "Validation failed for one or more fields.";
  return new ApiFailure(400, { detail, members: { invalid_parameters } });
}

/** What the request says may not be stored: fields by path. */
export function savingFailed(problems: readonly Problem[]): ApiFailure {
  const invalid_parameters = problems.map(({ at, message }) => ({ field: at, message }));
  return validationError(invalid_parameters);
}

/** A refusal of named fields that the server raises by hand. */
export function fieldsRefused(fields: Readonly<Record<string, string>>): ApiFailure {
  return validationError(Object.entries(fields).map(([field, message]) => ({ field, message })));
}

function validationError(invalid_parameters: readonly object[]): ApiFailure {
  return new ApiFailure(400, {
    detail: "A validation error occurred.",
    members: { invalid_parameters },
  });
}

/** A rule of the game or of the house; the field is not known. */
export function ruleBroken(detail: string): ApiFailure {
  const invalid_parameters = [
    { field: "body", message: "One or more fields did not pass validation." },
  ];
  return new ApiFailure(400, { detail, members: { invalid_parameters } });
}

export function notEnoughXp(current_xp: number, required_xp: number): ApiFailure {
  return new ApiFailure(400, {
    detail: "User does not have enough XP to complete the action.",
    members: { current_xp, required_xp },
  });
}

export function unauthorized(detail: string): ApiFailure {
  return new ApiFailure(401, { detail });
}

/** The guards that ask for a storyteller or a player give no detail. */
export function forbidden(detail?: string): ApiFailure {
  return new ApiFailure(403, detail === undefined ? {} : { detail });
}

export function notFound(detail: string): ApiFailure {
  return new ApiFailure(404, { detail });
}

export function conflict(detail: string): ApiFailure {
  return new ApiFailure(409, { detail });
}

/** What nobody foresaw; the framework answers by itself. */
export function unforeseen(): ApiFailure {
  return new ApiFailure(500, { form: "framework", detail: "Internal Server Error" });
}

/** Failures become answers; anything else that is thrown is a defect of this server. */
export function answerOrFailure(instance: string, answer: () => Answer): Answer {
  try {
    return answer();
  } catch (error) {
    if (error instanceof ApiFailure) return failureAnswer(error, instance);
    console.error(error);
    return failureAnswer(unforeseen(), instance);
  }
}

/** Puts a failure on the wire; `instance` is the address of the request. */
export function failureAnswer(failure: ApiFailure, instance: string): Answer {
  return withHeaders(bodyOf(failure, instance), failure.headers);
}

function bodyOf({ form, status, detail, members }: ApiFailure, instance: string): Answer {
  const title = titles[status] ?? "Error";
  if (form === "framework") return jsonAnswer(status, { status_code: status, detail });
  if (form === "page")
    return textAnswer(status, "text/html; charset=utf-8", `<!doctype html><h1>${title}</h1>`);
  const said = detail === undefined ? {} : { detail };
  const type = { "content-type": "application/problem+json" };
  return jsonAnswer(status, { status, title, ...said, instance, ...members }, type);
}
