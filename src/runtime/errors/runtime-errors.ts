/** The family of clients that have no names of their own. */
import { AbortError } from "./abort-error.js";
import { ApiError } from "./api-error.js";
import { AuthError } from "./auth-error.js";
import { AuthenticationError } from "./authentication-error.js";
import { BadRequestError } from "./bad-request-error.js";
import { ClientwrightError } from "./clientwright-error.js";
import { ConfigError } from "./config-error.js";
import { ConflictError } from "./conflict-error.js";
import { ConnectionError } from "./connection-error.js";
import { createErrorFamily, type ErrorFamily } from "./error-family.js";
import { NotFoundError } from "./not-found-error.js";
import { ParseError } from "./parse-error.js";
import { PermissionError } from "./permission-error.js";
import { RateLimitError } from "./rate-limit-error.js";
import { RequestValidationError } from "./request-validation-error.js";
import { ServerError } from "./server-error.js";
import { TimeoutError } from "./timeout-error.js";
import { UnprocessableError } from "./unprocessable-error.js";

/** Errors under the runtime's own names. */
export const runtimeErrors: ErrorFamily = /* @__PURE__ */ createErrorFamily({
  base: ClientwrightError,
  statuses: {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableError,
    429: RateLimitError,
    "5XX": ServerError,
  },
  kinds: {
    answer: ApiError,
    connection: ConnectionError,
    timeout: TimeoutError,
    abort: AbortError,
    parse: ParseError,
    validation: RequestValidationError,
    auth: AuthError,
    config: ConfigError,
  },
});
