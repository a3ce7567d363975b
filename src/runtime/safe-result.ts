/** The types of `.safe()`: errors told apart by status. */
import type { AbortError } from "./errors/abort-error.js";
import type { ApiError } from "./errors/api-error.js";
import type { AuthError } from "./errors/auth-error.js";
import type { ConfigError } from "./errors/config-error.js";
import type { ConnectionError } from "./errors/connection-error.js";
import type { ParseError } from "./errors/parse-error.js";
import type { RequestValidationError } from "./errors/request-validation-error.js";
import type { TimeoutError } from "./errors/timeout-error.js";

/** A success, or an error that was not thrown. */
export type SafeResult<T, E = unknown> =
  | { readonly ok: true; readonly data: T; readonly response: Response }
  | { readonly ok: false; readonly error: SafeError<E>; readonly response?: Response };

/** Every way in which a call can fail; `status` is undefined where there was no answer that counts as an error. */
export type SafeError<E = unknown> = AnswerError<E> | NoAnswerError;

/** Errors that are not answers of the server. */
export type NoAnswerError =
  | ConnectionError
  | TimeoutError
  | AbortError
  | ParseError
  | RequestValidationError
  | AuthError
  | ConfigError;

/** An answer that is not a success, by status: its body as documented, else unknown. */
export type AnswerError<E = unknown> = {
  [Status in ErrorStatus]: ApiError & {
    readonly status: Status;
    readonly body: ErrorBody<E, Status>;
  };
}[ErrorStatus];

/** Body of one status: documented for it, for its range, or for all others. */
export type ErrorBody<E, Status extends ErrorStatus> = Status extends keyof E
  ? E[Status]
  : RangeOf<Status> extends keyof E
    ? E[RangeOf<Status>]
    : "default" extends keyof E
      ? E["default"]
      : unknown;

type RangeOf<Status> = Status extends ClientErrorStatus
  ? "4XX"
  : Status extends ServerErrorStatus
    ? "5XX"
    : "3XX";

/** Statuses that are no success (IANA registry, and what proxies and CDNs add). */
export type ErrorStatus = RedirectStatus | ClientErrorStatus | ServerErrorStatus;

type RedirectStatus = 300 | 301 | 302 | 303 | 304 | 305 | 307 | 308;

type ClientErrorStatus =
  | 400
  | 401
  | 402
  | 403
  | 404
  | 405
  | 406
  | 407
  | 408
  | 409
  | 410
  | 411
  | 412
  | 413
  | 414
  | 415
  | 416
  | 417
  | 418
  | 419
  | 420
  | 421
  | 422
  | 423
  | 424
  | 425
  | 426
  | 428
  | 429
  | 431
  | 440
  | 449
  | 451
  | 498
  | 499;

type ServerErrorStatus =
  | 500
  | 501
  | 502
  | 503
  | 504
  | 505
  | 506
  | 507
  | 508
  | 509
  | 510
  | 511
  | 520
  | 521
  | 522
  | 523
  | 524
  | 525
  | 526
  | 527
  | 529
  | 530
  | 598
  | 599;
