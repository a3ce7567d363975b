/** What an error is made of. Types only. */
import type { AnyMethod } from "../operation.js";
import type { Issue } from "../validation/validation.js";

/** What went wrong: an answer that is not a success, or one of the ways to get no usable answer. */
export type ErrorKind =
  | "answer"
  | "connection"
  | "timeout"
  | "abort"
  | "parse"
  | "validation"
  | "auth"
  | "config";

/** The operation an error belongs to. */
export interface ErrorOperation {
  readonly id: string;
  readonly method: AnyMethod;
  /** Path template: parameter values never appear in errors. */
  readonly path: string;
}

/** One attempt of a call. */
export interface Attempt {
  /** 1 for the first. */
  readonly attempt: number;
  /** Status of the answer, if there was one. */
  readonly status?: number;
  /** Code of the failure, if there was no answer, e.g. `ECONNREFUSED`, `TIMEOUT`. */
  readonly code?: string;
  /** Milliseconds waited after it, before the next; 0 for the last. */
  readonly waitMs: number;
  readonly requestId?: string;
}

/** Everything an error may know. What is absent does not apply to its kind. */
export interface ErrorInit {
  readonly kind: ErrorKind;
  readonly cause?: unknown;
  readonly operation?: ErrorOperation | undefined;
  readonly attempts?: readonly Attempt[];
  /** Status of the answer. */
  readonly status?: number;
  /** Reason phrase of the answer; HTTP/2 has none. */
  readonly statusText?: string | undefined;
  /** The server's error code, or the system's for a failed connection. */
  readonly code?: string | undefined;
  /** What the server says in particular, e.g. errors by field. */
  readonly details?: unknown;
  /** Parsed error body; the text when it is not JSON; undefined when empty. */
  readonly body?: unknown;
  readonly headers?: Headers;
  readonly requestId?: string | undefined;
  /** Address that was asked, secrets taken out. It may hold values of parameters. */
  readonly url?: string | undefined;
  /** Wait that the server asked for, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  readonly retryAt?: Date | undefined;
  /** `connection`: whether the server may have received the request. */
  readonly maybeSent?: boolean;
  /** `timeout`: which limit passed, and how long it was in milliseconds. */
  readonly limit?: "attempt" | "deadline";
  readonly limitMs?: number;
  /** `parse`: status of the answer that could not be read. */
  readonly answerStatus?: number | undefined;
  /** `answer`: the body as text, if it was read. `parse`: the text that could not be read. */
  readonly text?: string | undefined;
  /** `validation` and `parse`: what is wrong. */
  readonly issues?: readonly Issue[];
  /** Values to keep out of everything printed; never kept on the error. */
  readonly secrets?: readonly string[];
}

/** An error of a kind known by its class: what its constructor takes besides the message. */
export type KnownErrorInit = Omit<ErrorInit, "kind">;
