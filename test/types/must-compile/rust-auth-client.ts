/** The Rust Auth client under the guide's names. */
import type { IncomingMessage } from "node:http";
import {
  AuthClient,
  type AuthClientOptions,
  AuthError,
  type AuthResponse,
  type PaginatedUsers,
  type RateLimit,
  requireUser,
  type SignOutReason,
  type User,
  type UserManagement,
} from "clientwright/rust-auth";
import type { Tokens } from "../../../src/auth/index.js";
import { ClientwrightError } from "../../../src/runtime/index.js";
import { expectTypeOf } from "../support/expect-type.js";

/** a client is made of an address, of options, of both, or of nothing */
export const clients: readonly AuthClient[] = [
  new AuthClient(),
  new AuthClient("https://auth.example.com/api"),
  new AuthClient(new URL("https://auth.example.com/api"), { maxRetries: 5 }),
  new AuthClient({ baseUrl: "https://localhost:8443/api", timeoutMs: 30_000, verifySsl: false }),
  AuthClient.fromEnv(),
  AuthClient.fromEnv({ AUTH_TIMEOUT: "5" }, { maxRetries: 0 }),
];

/** logins and renewals answer tokens with a user, everything about the user the user */
export async function signingIn(client: AuthClient): Promise<void> {
  const account = { email: "a@b.example", password: "x", firstName: "A", lastName: "B" };
  expectTypeOf(await client.register(account)).toBe<AuthResponse>();
  expectTypeOf(await client.login("a@b.example", "x")).toBe<AuthResponse>();
  expectTypeOf(await client.refresh()).toBe<AuthResponse>();
  expectTypeOf(await client.getCurrentUser()).toBe<User>();
  expectTypeOf(await client.updateProfile({ firstName: "Jane" })).toBe<User>();
  expectTypeOf((await client.getCurrentUser()).createdAt).toBe<Date>();
}

/** what answers nothing answers nothing */
export async function quiet(client: AuthClient): Promise<void> {
  expectTypeOf(await client.logout()).toBe<void>();
  expectTypeOf(await client.changePassword("x", "y")).toBe<void>();
  expectTypeOf(await client.forgotPassword("a@b.example")).toBe<void>();
  expectTypeOf(await client.resetPassword("t", "y")).toBe<void>();
  expectTypeOf(await client.verifyEmail("t")).toBe<void>();
}

/** tokens are at hand without waiting */
export function tokens(client: AuthClient, answer: AuthResponse): void {
  expectTypeOf(client.isAuthenticated()).toBe<boolean>();
  expectTypeOf(client.getAccessToken()).toBe<string | undefined>();
  expectTypeOf(client.withToken("t")).toBe<AuthClient>();
  expectTypeOf(client.lastRateLimit).toBe<RateLimit | undefined>();
  client.setTokens(answer);
  client.setTokens({ accessToken: "t", expiresIn: 60 });
  client.clearTokens();
}

/** lists are walked item by item, and read page by page */
export async function lists({ admin }: AuthClient): Promise<void> {
  expectTypeOf(await admin.listUsers({ page: 1, limit: 20 })).toBe<PaginatedUsers>();
  for await (const user of admin.iterateUsers({ maxPages: 2 }))
    expectTypeOf(user).toBe<UserManagement>();
  for await (const user of admin.iterateSearch("x")) expectTypeOf(user).toBe<UserManagement>();
}

/** whatever is thrown is an AuthError, which is also the runtime's */
export function errors(error: unknown): void {
  if (!(error instanceof AuthError)) return;
  expectTypeOf(error.statusCode).toBe<number | undefined>();
  expectTypeOf(error.details).toBe<Readonly<Record<string, unknown>>>();
  expectTypeOf(error.retryAfter).toBe<number | undefined>();
  expectTypeOf(error instanceof ClientwrightError).toBe<boolean>();
}

/** hooks know what happened, and the generated operations are within reach */
export const options: AuthClientOptions = {
  onTokensChanged: (held) => expectTypeOf(held).toBe<Tokens | undefined>(),
  onSignedOut: (reason) => expectTypeOf(reason).toBe<SignOutReason>(),
};

/** requests of any framework will do */
export async function requests(
  client: AuthClient,
  request: Request,
  incoming: IncomingMessage,
): Promise<void> {
  await requireUser(client, incoming);
  expectTypeOf((await requireUser(client, request)).user).toBe<User>();
  await requireUser(client, { headers: { authorization: "Bearer t" } });
  const { data } = await client.api.GET("/health");
  expectTypeOf(data?.version).toBe<string | undefined>();
}
