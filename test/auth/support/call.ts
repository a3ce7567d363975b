/** Calls and login servers for tests of providers, without a client around them. */
import type { AuthProvider, CallContext, Operation } from "../../../src/runtime/index.js";
import { silentLogger } from "../../../src/runtime/index.js";
import { type ManualClock, manualClock } from "../../../src/testing/index.js";

const operation: Operation = {
  id: "getThing",
  method: "GET",
  path: "/things",
  security: [["bearer"]],
  idempotent: true,
};

/** A call as the runtime describes it to a provider. */
export function givenCall(parts: Partial<CallContext> = {}): CallContext {
  return {
    operation,
    attempt: 1,
    deadline: undefined,
    signal: undefined,
    logger: silentLogger,
    clock: manualClock(),
    fetch: () => Promise.reject(new Error("no network in this test")),
    baseUrl: "https://api.example.com",
    ...parts,
  };
}

/** Headers that a provider gives to a request. */
export async function headersFrom(
  provider: AuthProvider,
  call: CallContext = givenCall(),
): Promise<Record<string, string>> {
  const request = new Request("https://api.example.com/things");
  return Object.fromEntries((await provider.authenticate(request, call)).headers);
}

/** The authorization that a provider gives to a call. */
export async function authorizationFrom(
  provider: AuthProvider,
  call: CallContext = givenCall(),
): Promise<string | undefined> {
  return (await headersFrom(provider, call)).authorization;
}

export const unauthorized = (headers: Record<string, string> = {}): Response =>
  new Response(null, { status: 401, headers });

/** A failure as an API's error has it: what matters is the status. */
export function failure(status: number, message = `answered ${status}`): Error {
  return Object.assign(new Error(message), { status });
}

/** Log lines as one text. */
export function recordingLogger() {
  const lines: string[] = [];
  const write = (message: string, fields?: object): void => {
    lines.push(`${message} ${JSON.stringify(fields ?? {})}`);
  };
  return { logger: { debug: write, info: write, warn: write, error: write }, lines };
}

/** A login server of its own kind: numbers its tokens, counts what it is asked. */
export interface LoginServer {
  readonly clock: ManualClock;
  logins: number;
  refreshes: number;
  /** Refresh tokens as they came in. */
  readonly presented: string[];
  /** Replaces the next answers: an error to throw, by request. */
  failWith: Error | undefined;
  /** Holds answers back until `release`. */
  hold(): void;
  release(): void;
  readonly login: () => Promise<ServerGrant>;
  readonly refresh: (refreshToken: string) => Promise<ServerGrant>;
}

interface ServerGrant {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresInMs: number;
}

/** Grants `access-n` and `refresh-n` for 15 minutes; each refresh token works once. */
export function givenLoginServer(clock: ManualClock = manualClock()): LoginServer {
  let count = 0;
  let gate: Promise<void> | undefined;
  let open = (): void => {};
  const grant = async (): Promise<ServerGrant> => {
    await gate;
    if (server.failWith) throw server.failWith;
    count += 1;
    return {
      accessToken: `access-${count}`,
      refreshToken: `refresh-${count}`,
      expiresInMs: 900_000,
    };
  };
  const server: LoginServer = {
    clock,
    logins: 0,
    refreshes: 0,
    presented: [],
    failWith: undefined,
    hold: () => {
      gate = new Promise((resolve) => {
        open = resolve;
      });
    },
    release: () => {
      open();
      gate = undefined;
    },
    login: () => {
      server.logins += 1;
      return grant();
    },
    refresh: async (refreshToken) => {
      server.refreshes += 1;
      server.presented.push(refreshToken);
      const expected = `refresh-${count}`;
      if (refreshToken !== expected) throw failure(401, "refresh token is used up");
      return await grant();
    },
  };
  return server;
}
