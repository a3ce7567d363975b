/** What an error says of the request that it happened to. */
import type { Call } from "../call-state.js";
import { redactUrl } from "../log/redact.js";
import { secretsOf } from "../policies/secrets.js";
import type { ErrorInit } from "./error-init.js";

/** Operation, attempts and address; what must not be printed goes along, so that it can be taken out. */
export function aboutRequest({ operation, attempts, sent }: Call): Omit<ErrorInit, "kind"> {
  const { id, method, path } = operation;
  const secrets = secretsOf(sent);
  const url = sent === undefined ? {} : { url: redactUrl(sent.url, secrets) };
  return { operation: { id, method, path }, attempts, secrets, ...url };
}
