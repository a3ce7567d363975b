/** The Tracktion clients under the guide's names. */
import {
  type ApiKeyList,
  ApiKeyManager,
  type ApiKeyWithSecret,
  type BatchSearchResult,
  generateHmacSignature,
  type JwtAuthClient,
  type OAuthTokenResponse,
  RateLimitError,
  RobustApiHandler,
  RobustTracktionClient,
  retryWithBackoff,
  SecureTracktionClient,
  type TokenResponse,
  type Track,
  TracktionApiError,
  TracktionClient,
  type TracktionConfig,
  TracktionError,
  type UserProfile,
  withRetry,
} from "clientwright/tracktion";
import type { ClientwrightError } from "../../../src/runtime/index.js";
import { expectTypeOf } from "../support/expect-type.js";

/** a client is made of options or of its key */
export function made(): TracktionClient[] {
  return [
    new TracktionClient(),
    new TracktionClient("tk_live_1"),
    new TracktionClient({ apiKey: "tk_live_1", baseUrl: "http://localhost:8000", cache: true }),
    new RobustTracktionClient({ apiKey: "tk_live_1", maxRetries: 5, baseDelayMs: 500 }),
    new SecureTracktionClient({ apiKey: "tk_live_1", hmacSecret: "s", hmacScheme: "newline" }),
  ];
}

/** a client out of environment or file is of the class that was asked */
export async function found(): Promise<void> {
  expectTypeOf(TracktionClient.fromEnv()).toBe<TracktionClient>();
  expectTypeOf(RobustTracktionClient.fromEnv({ maxRetries: 1 })).toBe<RobustTracktionClient>();
  expectTypeOf(SecureTracktionClient.fromEnv({ env: {} })).toBe<SecureTracktionClient>();
  const robust = await RobustTracktionClient.fromConfig("config.json", { baseDelayMs: 1 });
  expectTypeOf(robust).toBe<RobustTracktionClient>();
}

/** searches answer tracks, and the safe one null as well */
export async function searches(client: RobustTracktionClient): Promise<void> {
  expectTypeOf(await client.searchTracks("house", { limit: 5 })).toBe<Track[]>();
  expectTypeOf(await client.safeSearchTracks("house")).toBe<Track[] | null>();
  expectTypeOf(await client.searchTracksWithRetry("house", { mood: "calm" })).toBe<Track[]>();
  for await (const track of client.iterateTracks("house")) expectTypeOf(track).toBe<Track>();
  for (const result of await client.batchSearchTracks(["a"])) {
    expectTypeOf(result).toBe<BatchSearchResult>();
    if ("tracks" in result) expectTypeOf(result.tracks).toBe<Track[]>();
    else expectTypeOf(result.error).toBe<string>();
  }
}

/** what a path answers is said by its caller */
export async function paths(client: TracktionClient): Promise<void> {
  expectTypeOf(await client.get<{ a: number }>("/x", { query: { q: 1 } })).toBe<{ a: number }>();
  expectTypeOf(await client.post("/x", { a: 1 })).toBe<unknown>();
}

/** a secure request takes data where there is a body */
export async function secure(client: SecureTracktionClient): Promise<void> {
  const sent = client.makeSecureRequest<{ status: string }>("POST", "/x", { a: 1 });
  expectTypeOf(await sent).toBe<{ status: string }>();
  await client.makeSecureRequest("GET", "/x", undefined, { query: { a: 1 } });
  expectTypeOf(await generateHmacSignature("s", 1_700_000_000, "GET", "/x")).toBe<string>();
}

/** a login has tokens or none, and answers responses and JSON */
export async function logins(client: JwtAuthClient): Promise<void> {
  expectTypeOf(await client.login("a", "b")).toBe<boolean>();
  expectTypeOf(await client.loginDetailed("a", "b")).toBe<TokenResponse>();
  expectTypeOf(client.accessToken).toBe<string | undefined>();
  expectTypeOf(await client.makeAuthenticatedRequest("GET", "/x")).toBe<Response>();
  expectTypeOf(await client.requestJson<{ a: 1 }>("GET", "/x")).toBe<{ a: 1 }>();
  expectTypeOf(await client.getUserProfile()).toBe<UserProfile>();
}

/** a manager takes a token, or a function that may have none yet */
export async function managers(client: JwtAuthClient): Promise<void> {
  const manager = new ApiKeyManager({ token: () => client.accessToken });
  const scopes = ["search", "of our own"];
  const created = await manager.createApiKey({ name: "a", permissions: ["read"], scopes });
  expectTypeOf(created).toBe<ApiKeyWithSecret>();
  expectTypeOf(created.key).toBe<string>();
  expectTypeOf(await manager.listApiKeys()).toBe<ApiKeyList>();
}

/** a handler takes a method of its client, with the arguments of that method */
export async function handled(client: TracktionClient): Promise<void> {
  const handler = new RobustApiHandler(client);
  expectTypeOf(handler.client).toBe<TracktionClient>();
  const tracks = await handler.handleApiCall(client.searchTracks, "house", { limit: 1 });
  expectTypeOf(tracks).toBe<Track[]>();
  expectTypeOf(await handler.handleApiCall(() => 1)).toBe<number>();
}

/** the retry wrappers keep arguments and result */
export async function retried(): Promise<void> {
  const search = async (query: string, limit?: number) => ({ query, limit });
  type Wrapped = (this: unknown, query: string, limit?: number) => ReturnType<typeof search>;
  expectTypeOf(withRetry(search)).toBe<Wrapped>();
  expectTypeOf(withRetry({ maxRetries: 1 })(search)).toBe<Wrapped>();
  expectTypeOf(await retryWithBackoff(() => search("a"), { baseDelayMs: 1 })).toBe<{
    query: string;
    limit: number | undefined;
  }>();
}

/** a method is decorated by the standard */
export class Decorated {
  readonly client = new TracktionClient();

  @withRetry({ maxRetries: 5 })
  async search(query: string): Promise<Track[]> {
    return this.client.searchTracks(query);
  }
}

/** caught errors are told apart by class */
export function caught(error: unknown): void {
  if (error instanceof RateLimitError) {
    expectTypeOf(error.retryAfter).toBe<number>();
    expectTypeOf(error.limit).toBe<number | undefined>();
  }
  if (error instanceof TracktionApiError) {
    expectTypeOf(error.statusCode).toBe<number | undefined>();
    expectTypeOf(error.errorCode).toBe<string | undefined>();
  }
  if (error instanceof TracktionError)
    expectTypeOf(error satisfies ClientwrightError).toBe<TracktionError>();
}

/** configuration and OAuth tokens have their members */
export function values(config: TracktionConfig, token: OAuthTokenResponse): void {
  expectTypeOf(config.timeoutMs).toBe<number>();
  expectTypeOf(token.access_token).toBe<string>();
}
