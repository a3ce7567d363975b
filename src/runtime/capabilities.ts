/** What clients can do. A small one is given few, so that bundles hold only what is used. */

import { readEvents } from "./answer/events.js";
import { readJson } from "./answer/json.js";
import { readLines } from "./answer/lines.js";
import { readLocation } from "./answer/location.js";
import { readBinary, readNothing, readText } from "./answer/plain.js";
import type { Capabilities } from "./call-state.js";
import { serverMessage } from "./errors/server-message.js";
import { environmentLogger } from "./log/console-logger.js";
import { checkKind, writeAs } from "./media-choice.js";
import { anySecret } from "./policies/any-secret.js";
import { followRedirects, redirectMode } from "./policies/follow-redirects.js";
import { headerSecret } from "./policies/header-secret.js";
import { logExchange } from "./policies/log.js";
import { renewCredentials } from "./policies/renew.js";
import { createRetry } from "./policies/retry.js";
import { signRequest } from "./policies/sign-request.js";
import { applyPolicies } from "./policies/user-policies.js";
import { retryAfterMs } from "./retry/retry-after.js";
import { writeBinary, writeJson, writeText } from "./serialize/body.js";
import { writeForm } from "./serialize/form.js";
import { writeMultipart } from "./serialize/multipart.js";
import { plainStyles } from "./serialize/plain-style.js";
import { reportProgress } from "./serialize/progress.js";
import { untilAborted } from "./serialize/stop-stream.js";
import { allStyles } from "./serialize/style.js";
import { withoutNulls } from "./serialize/without-nulls.js";

/**
 * One attempt with limits, credentials in headers, typed errors without secrets: JSON in and out, parameters in default
 * style. Redirects are refused, and so are credentials that can be renewed.
 */
export const essentials: Capabilities = {
  bodies: { json: writeJson },
  answers: { json: readJson, none: readNothing },
  styles: plainStyles,
  secrets: headerSecret,
};

/** Retries, and what servers ask to wait: `{ ...essentials, ...retries }`. */
export const retries: Pick<Capabilities, "retry" | "hints"> = {
  retry: createRetry,
  hints: retryAfterMs,
};

/** Errors say what the server says in its body: `{ ...essentials, ...serverMessages }`. Without, the reason phrase. */
export const serverMessages: Pick<Capabilities, "messages"> = { messages: serverMessage };

/** Providers that can renew what was refused, such as logins: `{ ...essentials, ...renewals }`. */
export const renewals: Pick<Capabilities, "renew"> = { renew: renewCredentials };

/** Everything that an OpenAPI document and this package's options can ask for. */
export const everything: Capabilities = {
  bodies: {
    json: writeJson,
    text: writeText,
    binary: writeBinary,
    form: writeForm,
    multipart: writeMultipart,
  },
  answers: {
    json: readJson,
    text: readText,
    none: readNothing,
    binary: readBinary,
    events: readEvents,
    lines: readLines,
    location: readLocation,
  },
  styles: allStyles,
  secrets: anySecret,
  writeAs,
  checkKind,
  sign: signRequest,
  retry: createRetry,
  hints: retryAfterMs,
  policies: applyPolicies,
  log: logExchange,
  logger: environmentLogger,
  redirects: followRedirects,
  redirectMode,
  progress: reportProgress,
  untilAborted,
  withoutNulls,
  messages: serverMessage,
  renew: renewCredentials,
};
