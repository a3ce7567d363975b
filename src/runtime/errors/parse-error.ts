import type { Issue } from "../validation/validation.js";
import { ClientwrightError } from "./clientwright-error.js";
import type { KnownErrorInit } from "./error-init.js";

/** A success whose body is not what the document says; `text` is what came. */
export class ParseError extends ClientwrightError {
  declare readonly kind: "parse";
  declare readonly status: undefined;
  /** Status of the answer. */
  declare readonly answerStatus: number | undefined;
  declare readonly text: string | undefined;
  /** Filled when answers are validated. */
  declare readonly issues: readonly Issue[] | undefined;

  constructor(message: string, init: KnownErrorInit = {}) {
    super(message, { ...init, kind: "parse" });
  }

  override get name(): string {
    return "ParseError";
  }

  protected static override describes(error: ClientwrightError): boolean {
    return error.kind === "parse";
  }
}
