/** A Rust Auth Service on a clock of its own, and a client that reaches it over real sockets. */
import { AuthClient, type AuthClientOptions } from "clientwright/rust-auth";
import { onTestFinished } from "vitest";
import {
  type RustAuthServer,
  type RustAuthServerOptions,
  startRustAuthServer,
  usualPassword,
} from "../servers/rust-auth/index.js";
import { createLeapingClock, type LeapingClock } from "../support/leaping-clock.js";

/** The account that tests speak of. */
export const email = "mara.quill@example.org";

export const me = "GET /auth/me";
export const refresh = "POST /auth/refresh";

export interface GivenService {
  readonly server: RustAuthServer;
  readonly client: AuthClient;
  /** Time for both sides; the client's waits leap. */
  readonly clock: LeapingClock;
  /** Puts the server's clock ahead of the client's, or behind. */
  skewServer(ms: number): void;
  /** Forgets what the server was asked so far. */
  forget(): void;
  /** Requests of that kind since then. */
  count(request: string): number;
}

/** Nothing is timed out unless a test asks for it: leaps of one call would end the others. */
export const givenService = async (
  serverOptions: RustAuthServerOptions = {},
  options: AuthClientOptions = {},
): Promise<GivenService> => {
  const clock = createLeapingClock();
  let skew = 0;
  const now = () => clock.now() + skew;
  const server = await startRustAuthServer({ now, ...serverOptions });
  onTestFinished(() => server.close());
  server.state.addUser({ email });
  const client = new AuthClient({ baseUrl: server.url, clock, timeoutMs: 0, ...options });
  onTestFinished(() => client.close());
  let forgotten = 0;
  return {
    server,
    client,
    clock,
    skewServer: (ms) => {
      skew += ms;
    },
    forget: () => {
      forgotten = server.requests.length;
    },
    count: (request) =>
      server.requests.slice(forgotten).filter(({ method, path }) => `${method} ${path}` === request)
        .length,
  };
};

/** The same after a login. */
export const givenLogin = async (
  serverOptions: RustAuthServerOptions = {},
  options: AuthClientOptions = {},
): Promise<GivenService> => {
  const all = await givenService(serverOptions, options);
  await all.client.login(email, usualPassword);
  all.forget();
  return all;
};
