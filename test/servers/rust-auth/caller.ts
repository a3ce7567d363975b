// Callers of the Rust Auth Service test server for its own tests.
import { onTestFinished } from "vitest";
import { type Caller, createCaller, type Reply } from "../support/caller.js";
import type { RustAuthServerOptions } from "./options.js";
import { type RustAuthServer, startRustAuthServer } from "./server.js";
import { type UserWish, usualPassword } from "./users.js";

/** A clock that only moves when told to. */
export interface SetClock {
  ms: number;
}

/** A server on a clock of its own; it ends with the test. */
export async function givenServer(
  options: RustAuthServerOptions = {},
): Promise<{ server: RustAuthServer; clock: SetClock; call: Caller }> {
  const clock = { ms: Date.parse("2026-01-05T08:00:00Z") };
  const server = await startRustAuthServer({ now: () => clock.ms, ...options });
  onTestFinished(() => server.close());
  return { server, clock, call: createCaller(server.url) };
}

/** What a registration sends. */
export function registration(email = "mara.quill@example.org"): Record<string, unknown> {
  return { email, password: usualPassword, first_name: "Mara", last_name: "Quill" };
}

/** The login answer of an account with the usual password. */
export function login(
  server: RustAuthServer,
  email: string,
  password = usualPassword,
): Promise<Reply> {
  return createCaller(server.url)("POST /auth/login", { body: { email, password } });
}

/** Adds an account and logs it in. */
export async function signedIn(server: RustAuthServer, wish: UserWish): Promise<Caller> {
  server.state.addUser(wish);
  return createCaller(server.url, String((await login(server, wish.email)).at("access_token")));
}
