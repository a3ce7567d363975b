/** Makes the guide's errors out of answers and failures. */
import {
  createErrorFamily,
  type ErrorFamily,
  type ErrorInit,
  type Issue,
} from "../runtime/index.js";
import { withInput } from "../runtime/validation/index.js";
import { type APIErrorInit, said } from "./error-text.js";
import {
  APIError,
  AuthenticationError,
  AuthorizationError,
  ConfigurationError,
  ConflictError,
  NotFoundError,
  RateLimitError,
  RequestValidationError,
  ServerError,
  ValidationError,
} from "./errors/index.js";
import { readRateLimit } from "./rate-limit.js";

const classes: ErrorFamily = /* @__PURE__ */ createErrorFamily({
  base: APIError,
  statuses: {
    400: ValidationError,
    401: AuthenticationError,
    403: AuthorizationError,
    404: NotFoundError,
    409: ConflictError,
    429: RateLimitError,
    "5XX": ServerError,
  },
  kinds: { validation: RequestValidationError, config: ConfigurationError },
});

/** The errors of Valentina Noir clients: class by status, message by what the server says. */
export const valentinaErrors: ErrorFamily = {
  base: APIError,
  create: (message, init) => {
    if (init.kind === "validation") return refusal(message, init);
    if (init.kind !== "answer") return classes.create(message, init);
    const known: ErrorInit & APIErrorInit = { ...init, ...limitOf(init) };
    return classes.create(sentenceOf(init), known);
  },
};

/** The server's sentence, else its title, else the body as it came, else the status. */
function sentenceOf({ body, text, status }: ErrorInit): string {
  const raw = text ?? (typeof body === "string" ? body : JSON.stringify(body));
  return said(body, "detail") ?? said(body, "title") ?? (raw || `HTTP ${status}`);
}

/** What the runtime makes of the headers follows another order: this API's first policy counts. */
function limitOf({ status, headers, retryAt, retryAfterMs }: ErrorInit): APIErrorInit {
  if (status !== 429 || headers === undefined) return {};
  const { retryAfter, remaining } = readRateLimit(headers);
  if (retryAfter === undefined) return { retryAfterMs: undefined, retryAt: undefined, remaining };
  const now = retryAt === undefined ? undefined : retryAt.getTime() - (retryAfterMs ?? 0);
  const wait = retryAfter * 1000;
  return {
    retryAfterMs: wait,
    retryAt: now === undefined ? undefined : new Date(now + wait),
    remaining,
  };
}

/** Paths are those of the body or the query alone, as people gave them. */
function refusal(message: string, init: ErrorInit): APIError {
  const issues = (init.issues ?? []).map((issue): Issue => {
    const path = issue.path.replace(/^(body|query|path|header)\.(?=.)/, "");
    return withInput({ ...issue, path }, issue.input);
  });
  const parts = issues.map(({ path, message: about }) => `${path}: ${about}`);
  const text = parts.length === 0 ? message : `Request validation failed: ${parts.join("; ")}`;
  return new RequestValidationError(text, { ...init, issues });
}
