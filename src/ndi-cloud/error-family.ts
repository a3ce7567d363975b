/** Makes the guide's errors out of answers and failures, with what the body says. */
import {
  ClientwrightError,
  createErrorFamily,
  type ErrorFamily,
  type ErrorInit,
  reasonPhrases,
  summaryOf,
} from "../runtime/index.js";
import { readErrorBody } from "./error-body.js";
import {
  NdiApiError,
  NdiAuthError,
  NdiConfigError,
  NdiConnectionError,
  NdiError,
  NdiNotFoundError,
  NdiPermissionError,
  NdiServerError,
  NdiTimeoutError,
  NdiValidationError,
} from "./errors.js";

const classes: ErrorFamily = /* @__PURE__ */ createErrorFamily({
  base: NdiError,
  statuses: {
    401: NdiAuthError,
    403: NdiPermissionError,
    404: NdiNotFoundError,
    "5XX": NdiServerError,
  },
  operations: {
    // An account that nobody knows is a login that failed; so is an answer without a token.
    login: { "2XX": NdiAuthError, 404: NdiAuthError },
    // A code that is refused comes with a status of success.
    confirmForgotPassword: { "2XX": NdiAuthError },
  },
  kinds: {
    answer: NdiApiError,
    connection: NdiConnectionError,
    timeout: NdiTimeoutError,
    parse: NdiApiError,
    validation: NdiValidationError,
    auth: NdiAuthError,
    config: NdiConfigError,
  },
});

/**
 * The errors of NDI Cloud clients. The class depends on the status; the message is the server's sentence, or the reason
 * phrase of the status. [NDI-114]
 */
export const ndiErrors: ErrorFamily = {
  base: NdiError,
  create: (message, init) =>
    init.kind === "answer" ? fromAnswer(message, init) : classes.create(message, init),
};

function fromAnswer(fallback: string, init: ErrorInit): ClientwrightError {
  const said = readErrorBody(init.body);
  const { status = 0, statusText } = init;
  // Made by hand, or read from a success: its maker has worded it.
  const isWorded = init.headers === undefined || (status >= 200 && status < 300);
  const own = isWorded ? summaryOf(fallback, init) : undefined;
  const reason = own ?? statusText ?? reasonPhrases[status] ?? `HTTP ${status}`;
  // Single words in `error` are no codes of this API.
  const code = said.code ?? (init.headers === undefined ? init.code : undefined);
  return classes.create(said.message ?? reason, { ...init, code });
}

/** An error of another family as one of ours; anything else stays what it is. */
export function adoptError(error: unknown): unknown {
  if (!(error instanceof ClientwrightError) || error instanceof NdiError) return error;
  return ndiErrors.create(error.message, { ...error.init, cause: error });
}
