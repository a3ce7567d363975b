/** Asks a token endpoint for tokens (RFC 6749, sections 4 to 6) and reads its answer. */
import { ApiError, AuthError, ConnectionError, redactJson, scrub } from "../runtime/index.js";
import { readTokenAnswer, readTokenRefusal } from "./token-answer.js";
import type { TokenContext } from "./token-context.js";
import { waitBeforeRetry } from "./token-retry.js";
import type { TokenGrant } from "./tokens.js";

/** One request to a token endpoint. */
export interface TokenRequest {
  /** Absolute, or a path below the API's base URL. */
  readonly url: string;
  readonly body: Readonly<Record<string, string>>;
  /** How the body is written. Default: `form`, as OAuth2 has it. */
  readonly as?: "form" | "json";
  readonly headers?: Readonly<Record<string, string>>;
  /** Values to keep out of errors, should the server quote them. */
  readonly secrets?: readonly string[];
  /** Reads the answer's body. Default: `access_token`, `refresh_token`, `expires_in` (seconds). */
  readonly read?: (body: unknown) => TokenGrant;
}

/**
 * The tokens that the endpoint grants; a failure that may pass is repeated twice. A refusal is an
 * `AuthError` with the endpoint's error code (RFC 6749, section 5.2); its cause is the answer.
 */
export async function requestTokens(
  request: TokenRequest,
  context: TokenContext,
): Promise<TokenGrant> {
  const url = resolve(request.url, context.baseUrl);
  const { response, text } = await sendUntilSettled(request, url, context);
  if (!response.ok) throw refusal(request, url, response, text);
  const grant = (request.read ?? readTokenAnswer)(parse(text));
  if (grant) return grant;
  throw new AuthError(`${lineOf(url, response)}: the answer holds no access token`);
}

interface Answered {
  readonly response: Response;
  readonly text: string;
}

async function sendUntilSettled(
  request: TokenRequest,
  url: URL,
  context: TokenContext,
): Promise<Answered> {
  for (let retries = 0; ; retries += 1) {
    const answered = await send(request, url, context);
    const waitMs = waitBeforeRetry(answered.response, retries, context.clock.now());
    if (waitMs === undefined) return answered;
    context.logger.info(`${lineOf(url, answered.response)}, asking again in ${waitMs} ms`);
    await context.clock.sleep(waitMs, context.signal);
  }
}

async function send(request: TokenRequest, url: URL, context: TokenContext): Promise<Answered> {
  const { signal } = context;
  try {
    const response = await context.fetch(url, {
      method: "POST",
      headers: {
        accept: "application/json",
        "content-type": mediaType(request),
        ...request.headers,
      },
      body: textOf(request),
      // A redirect would carry the secret to wherever the answer points.
      redirect: "manual",
      signal,
    });
    return { response, text: await response.text() };
  } catch (cause) {
    if (signal.aborted) throw signal.reason;
    throw unreachable(request, url, cause);
  }
}

/** What was not sent is the call that needed the tokens, so any call may be repeated. */
function unreachable({ secrets = [] }: TokenRequest, url: URL, cause: unknown): ConnectionError {
  const code = codeOf(cause);
  const message = `POST ${url.pathname}: no answer (${code ?? "the connection failed"})`;
  return new ConnectionError(message, { cause, code, maybeSent: false, secrets });
}

/** The first code down the chain of causes: undici wraps the system's error. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return "code" in error && typeof error.code === "string" ? error.code : codeOf(error.cause);
}

function resolve(url: string, baseUrl: string): URL {
  return /^[a-z][a-z0-9+.-]*:/i.test(url)
    ? new URL(url)
    : new URL(`${baseUrl.replace(/\/+$/, "")}/${url.replace(/^\/+/, "")}`);
}

function mediaType({ as = "form" }: TokenRequest): string {
  return as === "form" ? "application/x-www-form-urlencoded" : "application/json";
}

function textOf({ as = "form", body }: TokenRequest): string {
  return as === "form" ? new URLSearchParams(body).toString() : JSON.stringify(body);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // An HTML page of a gateway, mostly: it holds neither tokens nor a code.
  }
}

function lineOf(url: URL, response: Response): string {
  return `POST ${url.pathname} -> ${response.status}`;
}

function refusal(request: TokenRequest, url: URL, response: Response, text: string): AuthError {
  const { secrets = [] } = request;
  const body = parse(text);
  const { code, description } = readTokenRefusal(body);
  const said = [code, description].filter((part) => part !== undefined).join(": ");
  const message = said === "" ? lineOf(url, response) : `${lineOf(url, response)} (${said})`;
  const { status, headers } = response;
  // Without the secrets that the server quotes, else an error would keep it from being a cause.
  const safe = body === undefined ? scrub(text, secrets) : redactJson(body, secrets);
  const cause = new ApiError(message, { status, headers, code, body: safe, secrets });
  return new AuthError(message, { code, cause, secrets });
}
