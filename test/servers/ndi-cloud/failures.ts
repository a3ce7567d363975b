// What can go wrong, as values that handlers throw.
import { type Answer, jsonAnswer, textAnswer } from "../support/answers.js";
import type { Oddities } from "./oddities.js";

/** Member of the body that has the sentence for people. */
type Place = "message" | "error" | "errors";

/** Thrown by handlers; becomes the answer. */
export class ApiFailure extends Error {
  override readonly name = "ApiFailure";
  readonly status: number;
  readonly place: Place;
  readonly more: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    message: string,
    place: Place = "message",
    more: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.status = status;
    this.place = place;
    this.more = more;
  }
}

export const badRequest = (message: string, place: Place = "message"): ApiFailure =>
  new ApiFailure(400, message, place);

/** The account service has a code for programs. */
export const cognitoFailure = (code: string, message: string): ApiFailure =>
  new ApiFailure(400, message, "errors", { code });

export const unauthorized = (message = "Unauthorized"): ApiFailure =>
  new ApiFailure(401, message, message === "Unauthorized" ? "message" : "error");

export const forbidden = (message = "not allowed"): ApiFailure =>
  new ApiFailure(403, message, "error");

export const notFound = (thing: string): ApiFailure => new ApiFailure(404, `No such ${thing}`);

/** What the database says to an id that has not the form of one. */
export const castError = (id: string): ApiFailure =>
  new ApiFailure(500, `Cast to ObjectId failed for "${id}"`);

export const gatewayTimeout = (): ApiFailure => new ApiFailure(504, "Endpoint request timed out");

/** A failure on the wire, in the form that the server is switched to. */
export function failureAnswer(
  { status, message, place, more }: ApiFailure,
  form: Oddities["errorForm"],
): Answer {
  switch (form) {
    case "documented":
      return jsonAnswer(status, { [place]: message, ...more });
    case "nested":
      return jsonAnswer(status, { error: { message }, ...more });
    case "text":
      return textAnswer(status, "text/plain", message);
    case "html":
      return textAnswer(status, "text/html", `<html><body><h1>${message}</h1></body></html>`);
    case "empty":
      return { status, headers: {}, body: "" };
    default:
      return jsonAnswer(status, { [form]: message, ...more });
  }
}
