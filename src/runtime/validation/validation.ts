/** The hooks by which requests and answers are checked: no validator is part of the runtime. */
import type { LogFields } from "../log/logger.js";
import type { Operation, OperationArguments } from "../operation.js";

/** Where a checked value is. */
export type ValueLocation = "path" | "query" | "header" | "cookie" | "body" | "answer";

/** One thing that is wrong with a value. */
export interface Issue {
  /** Where in the request or answer, e.g. `body.items[0].text`. */
  readonly path: string;
  readonly message: string;
  /** Machine-readable reason, e.g. `required` or `too_small`. */
  readonly code: string;
  /** The value at fault, where the validator tells. Not enumerable, and so not printed: it may be a secret. */
  readonly input?: unknown;
}

/** The issue with the value at fault. */
export function withInput(issue: Issue, input: unknown): Issue {
  return Object.defineProperty(issue, "input", { value: input, configurable: true });
}

/** A call as its checks see it. */
export interface CheckedCall {
  readonly operation: Operation;
  readonly args: OperationArguments;
  readonly options: { readonly contentType?: string };
  readonly response: Response | undefined;
  /** Parsed body of the answer. */
  readonly answer: unknown;
  readonly logger: { warn(message: string, fields?: LogFields): void };
  /** Makes an error of the call. */
  error(
    about: string,
    init: { readonly kind: "validation" | "parse"; readonly issues: readonly Issue[] },
  ): Error;
}

/** Checks requests before they are sent and answers as they arrive; made by `createValidation`. */
export interface Validation {
  /** Rejects with a `RequestValidationError` when something is wrong; nothing is sent then. */
  checkRequest(call: CheckedCall): Promise<void>;
  /** Reports what is wrong with a success's parsed body, or rejects with a `ParseError`. */
  checkAnswer(call: CheckedCall): Promise<void>;
}
