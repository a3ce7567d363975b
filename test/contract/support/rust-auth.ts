/** `AuthClient` and the stateful Rust Auth Service with Prism between them, on one clock. */
import { AuthClient, type AuthClientOptions } from "clientwright/rust-auth";
import { expect, onTestFinished } from "vitest";
import { type PrismServer, startPrismFor } from "../../../codegen/prism/prism.js";
import { readDocument } from "../../../codegen/prism/read-document.js";
import {
  type RustAuthServer,
  type RustAuthServerOptions,
  startRustAuthServer,
  type UserWish,
  usualPassword,
} from "../../servers/rust-auth/index.js";
import { createLeapingClock, type LeapingClock } from "../../support/leaping-clock.js";

const document = await readDocument("specs/rust-auth/openapi.yaml");

/** Address of the account that most tests speak of. */
export const email = "mara.quill@example.org";

/** Its registration; the password passes the strict policy. */
export const account = { email, password: usualPassword, firstName: "Mara", lastName: "Quill" };

/** The account of an administrator. */
export const root = { email: "root@example.org", role: "admin" } as const;

/** What a test has: clients know the address of the proxy only. */
export interface Given {
  readonly server: RustAuthServer;
  /** Whatever departs from the document fails the test, unless the test takes it. */
  readonly prism: PrismServer;
  readonly clock: LeapingClock;
  readonly client: AuthClient;
  clientOf(options?: AuthClientOptions): AuthClient;
  /** Adds an account, and a client that is signed in to it. */
  signedIn(wish: UserWish): Promise<AuthClient>;
  /** What the server received so far, as `METHOD /path`; emptied by reading. */
  takeRequests(): string[];
  /** `Authorization` of what it received, as long as `takeRequests` has not been called. */
  bearers(): (string | undefined)[];
}

export const given = async (
  serverOptions: RustAuthServerOptions = {},
  options: AuthClientOptions = {},
): Promise<Given> => {
  const clock = createLeapingClock();
  const server = await startRustAuthServer({ now: clock.now, ...serverOptions });
  onTestFinished(() => server.close());
  const prism = await startPrismFor(document, { proxyTo: server.url });
  onTestFinished(async () => {
    await prism.close();
    expect(prism.takeViolations()).toEqual([]);
  });
  const clientOf = (more: AuthClientOptions = {}): AuthClient => {
    const client = new AuthClient({ baseUrl: prism.url, clock, ...options, ...more });
    onTestFinished(() => client.close());
    return client;
  };
  let taken = 0;
  const news = () => server.requests.slice(taken);
  return {
    server,
    prism,
    clock,
    clientOf,
    client: clientOf(),
    async signedIn(wish) {
      server.state.addUser(wish);
      const client = clientOf();
      await client.login(wish.email, wish.password ?? usualPassword);
      taken = server.requests.length;
      return client;
    },
    takeRequests() {
      const lines = news().map(({ method, path }) => `${method} ${path}`);
      taken = server.requests.length;
      return lines;
    },
    bearers: () => news().map(({ headers }) => headers["authorization"]),
  };
};

/** An administrator beside an account whose address is not confirmed. */
export const givenAdmin = async (): Promise<Given & { admin: AuthClient; userId: string }> => {
  const all = await given();
  const admin = await all.signedIn(root);
  const { userId } = all.server.state.addUser({ email, emailVerified: false });
  return { ...all, admin, userId };
};
