/** Entry of `clientwright/runtime`: what generated clients are made of, and what their users may name. */
export type { ServerSentEvent } from "./answer/events.js";
export { ApiClient, type Caller } from "./api-client.js";
export { ApiPromise, type WithResponse } from "./api-promise.js";
export type { Capabilities } from "./call-state.js";
export { essentials, everything, renewals, retries, serverMessages } from "./capabilities.js";
export { type Clock, sleepOn, systemClock } from "./clock.js";
export { createCaller, type OperationCaller } from "./create-caller.js";
export { toDate } from "./dates.js";
export { AbortError } from "./errors/abort-error.js";
export { ApiError } from "./errors/api-error.js";
export { AuthError } from "./errors/auth-error.js";
export { AuthenticationError } from "./errors/authentication-error.js";
export { BadRequestError } from "./errors/bad-request-error.js";
export { ClientwrightError } from "./errors/clientwright-error.js";
export { ConfigError } from "./errors/config-error.js";
export { ConflictError } from "./errors/conflict-error.js";
export { ConnectionError } from "./errors/connection-error.js";
export {
  createErrorFamily,
  type ErrorClass,
  type ErrorClasses,
  type ErrorFamily,
  type ErrorFamilyNames,
} from "./errors/error-family.js";
export type {
  Attempt,
  ErrorInit,
  ErrorKind,
  ErrorOperation,
  KnownErrorInit,
} from "./errors/error-init.js";
export { NotFoundError } from "./errors/not-found-error.js";
export { ParseError } from "./errors/parse-error.js";
export { PermissionError } from "./errors/permission-error.js";
export { RateLimitError } from "./errors/rate-limit-error.js";
export { reasonPhrases } from "./errors/reason-phrases.js";
export { RequestValidationError } from "./errors/request-validation-error.js";
export { runtimeErrors } from "./errors/runtime-errors.js";
export { ServerError } from "./errors/server-error.js";
export { summaryOf } from "./errors/summary.js";
export { TimeoutError } from "./errors/timeout-error.js";
export { UnprocessableError } from "./errors/unprocessable-error.js";
export { createConsoleLogger, environmentLogger } from "./log/console-logger.js";
export { type LogFields, type Logger, type LogLevel, silentLogger } from "./log/logger.js";
export {
  isSecretName,
  redacted,
  redactHeaders,
  redactJson,
  redactUrl,
  scrub,
} from "./log/redact.js";
export type * from "./operation.js";
export type * from "./options.js";
export { CountedPage } from "./pagination/counted-page.js";
export {
  type AllOptions,
  allItems,
  type EachOptions,
  eachItem,
  type NoFilters,
  onePage,
} from "./pagination/listing.js";
export type { Page } from "./pagination/page.js";
export { type CollectOptions, PagePromise, type WalkOptions } from "./pagination/page-promise.js";
export {
  isRecord,
  type JsonRecord,
  textOf,
  type WithoutEmptyFields,
  withoutEmptyFields,
} from "./records.js";
export { backoffMs } from "./retry/backoff.js";
export { retryAfterMs } from "./retry/retry-after.js";
export {
  defaultRetry,
  type RetryFailure,
  type RetryOptions,
  type RetrySaid,
} from "./retry/retry-options.js";
export type {
  AnswerError,
  ErrorBody,
  ErrorStatus,
  NoAnswerError,
  SafeError,
  SafeResult,
} from "./safe-result.js";
export type { WrittenBody } from "./serialize/body.js";
export { createFilePart } from "./serialize/file-part.js";
export type { FilePart } from "./serialize/multipart.js";
export { withServer } from "./server-variables.js";
export { ScopedService, Service } from "./service.js";
export type { RequestInput } from "./undocumented.js";
export type {
  JsonSchema,
  OperationRequests,
  RequestSchemas,
} from "./validation/request-schemas.js";
export type { CheckedCall, Issue, Validation, ValueLocation } from "./validation/validation.js";
export { VERSION } from "./version.js";
export { type WireValues, wireValues } from "./wire-values.js";
