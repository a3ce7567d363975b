/** Clients over a scripted transport and a clock that leaps over every wait. */
import { AuthClient, type AuthClientOptions, AuthError } from "../../../src/rust-auth/index.js";
import { type Answer, type FakeFetch, fakeFetch, type Script } from "../../../src/testing/index.js";
import { createLeapingClock, type LeapingClock } from "../../support/leaping-clock.js";
import { empty, mara, tokens, week } from "./answers.js";

/** Where the tests' clients find their service. */
export const baseUrl = "https://auth.test/api";

/** A client, and what it did. */
export interface Given {
  readonly client: AuthClient;
  readonly fetch: FakeFetch;
  readonly clock: LeapingClock;
  /** `METHOD /path` of every request, without the base URL's path. */
  readonly sent: () => string[];
  /** `Authorization` of every request, in order. */
  readonly bearers: () => (string | undefined)[];
}

/** A client whose requests are answered by the script. */
export function given(script: Script, options: AuthClientOptions = {}): Given {
  const clock = createLeapingClock();
  const fetch = fakeFetch(script, { clock });
  const client = new AuthClient({ baseUrl, fetch, clock, ...options });
  return {
    client,
    fetch,
    clock,
    sent: () => fetch.lines.map((line) => line.replace(" /api", " ")),
    bearers: () => fetch.requests.map(({ headers }) => headers.authorization),
  };
}

/** What a test may do to the service. */
export interface Service {
  /** Access tokens that are good: of the latest login or refresh, until a test takes them out. */
  readonly good: Set<string>;
  /** What `expires_in` says. Default: a week. */
  expiresIn: number;
  /** Answers refreshes in place of new tokens. */
  refresh: (() => Answer | Promise<Answer | undefined>) | undefined;
}

/** A service with one account, whose tokens have numbers and are good until a test says otherwise. */
export function givenService(options: AuthClientOptions = {}): Given & { service: Service } {
  const service: Service = { good: new Set(), expiresIn: week, refresh: undefined };
  let count = 0;
  const issue = () => {
    count += 1;
    service.good.add(`access-${count}`);
    return tokens(count, { expires_in: service.expiresIn });
  };
  const forBearers =
    (answer: Answer): Answer =>
    ({ headers }) =>
      service.good.has(headers.authorization?.slice("Bearer ".length) ?? "")
        ? (answer as ReturnType<typeof empty>)
        : empty(401);
  const script: Script = {
    "POST /api/auth/login": issue,
    "POST /api/auth/register": issue,
    "POST /api/auth/refresh": async (request) => {
      const answer = (await service.refresh?.()) ?? issue();
      return typeof answer === "function" ? await answer(request) : answer;
    },
    "GET /api/auth/me": forBearers({ json: mara }),
    "POST /api/auth/logout": forBearers({ json: { message: "Logged out successfully" } }),
  };
  return { service, ...given(script, options) };
}

/** The service with a client that has logged in; the login is left out of what was sent. */
export async function givenSignedIn(
  options: AuthClientOptions = {},
  expiresIn = week,
): Promise<Given & { service: Service }> {
  const all = givenService(options);
  all.service.expiresIn = expiresIn;
  await all.client.login("mara.quill@example.org", "Str0ng&Silent!");
  return { ...all, sent: () => all.sent().slice(1), bearers: () => all.bearers().slice(1) };
}

/** The error that a promise rejects with; the test fails if it is none of ours. */
export async function rejection(promise: Promise<unknown>): Promise<AuthError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof AuthError) return error;
  throw new Error(`no AuthError, but ${String(error)}`);
}

/** Message of every call that fails because somebody must log in. */
export const loginAgain = "Authentication failed. Please log in again.";
