/** The NeuroGraph client under the guide's names. */
import {
  type APIKey,
  type APIKeyCreated,
  type ApiKeyInput,
  AsyncNeuroGraphClient,
  type HealthStatus,
  MockNeuroGraphClient,
  type NeuroGraphClient,
  NeuroGraphError,
  RateLimitError,
  RetryConfig,
  retryWithBackoff,
  type Scope,
  type SpatialToken,
  type SystemStatus,
  type Token,
  type TokenQueryResult,
  withClient,
} from "clientwright/neurograph";
import type { ErrorResponse } from "../../../generated/neurograph/index.js";
import type { ClientwrightError } from "../../../src/runtime/index.js";
import { expectType, expectTypeOf } from "../support/expect-type.js";

/** tokens are answered without pages and envelopes */
export async function tokens({ tokens }: NeuroGraphClient): Promise<void> {
  expectTypeOf(await tokens.create({ text: "hello", metadata: { a: 1 } })).toBe<Token>();
  expectTypeOf(await tokens.list({ limit: 5 })).toBe<Token[]>();
  expectTypeOf(await tokens.delete(1)).toBe<boolean>();
  expectTypeOf(await tokens.query({ queryVector: [1], topK: 3 })).toBe<TokenQueryResult[]>();
  expectTypeOf(await tokens.queryByText({ text: "hello" })).toBe<TokenQueryResult[]>();
  for await (const token of tokens.iterate({ pageSize: 50 })) expectTypeOf(token).toBe<Token>();
}

/** API keys are answered as a list, and their secret only when they are made */
export async function apiKeys({ apiKeys }: NeuroGraphClient): Promise<void> {
  expectTypeOf(await apiKeys.create({ name: "CI robot", expiresInDays: 30 })).toBe<APIKeyCreated>();
  expectTypeOf(await apiKeys.list()).toBe<APIKey[]>();
  expectTypeOf(await apiKeys.revoke("id")).toBe<boolean>();
  expectType<Extract<"api_key", keyof APIKey>>().toBe<never>();
}

/** scopes are known texts, and any other */
export function scopes(): ApiKeyInput {
  const own: Scope = "something:new";
  expectType<Extract<Scope, "tokens:read">>().toBe<"tokens:read">();
  return { name: "CI robot", scopes: ["tokens:read", own] };
}

/** health, status and spatial tokens have their models */
export async function others({ health, spatialTokens }: NeuroGraphClient): Promise<void> {
  expectTypeOf(await health.check()).toBe<HealthStatus>();
  expectTypeOf(await health.status()).toBe<SystemStatus>();
  expectTypeOf(await spatialTokens.create()).toBe<SpatialToken>();
  expectTypeOf(await spatialTokens.clear()).toBe<number>();
}

/** safe() narrows here as well */
export async function safe({ tokens }: NeuroGraphClient): Promise<void> {
  const result = await tokens.get(1).safe();
  if (!result.ok && result.error.status === 404)
    expectTypeOf(result.error.body).toBe<ErrorResponse>();
}

/** caught errors are told apart by class */
export function caught(error: unknown): void {
  if (error instanceof RateLimitError) {
    expectTypeOf(error.retryAfter).toBe<number | undefined>();
    expectTypeOf(error.retryAt).toBe<Date | undefined>();
  }
  if (error instanceof NeuroGraphError) {
    expectTypeOf(error.statusCode).toBe<number | undefined>();
    expectTypeOf(error.errorCode).toBe<string | undefined>();
    expectTypeOf(error.details).toBe<Readonly<Record<string, unknown>>>();
    expectTypeOf(error satisfies ClientwrightError).toBe<NeuroGraphError>();
  }
}

/** the retry wrapper keeps arguments and result */
export function retried(): void {
  const create = async (text: string, weight?: number) => ({ text, weight });
  const config = new RetryConfig({ maxRetries: 5 });
  type Wrapped = (this: unknown, text: string, weight?: number) => ReturnType<typeof create>;
  expectTypeOf(retryWithBackoff(create)).toBe<Wrapped>();
  expectTypeOf(retryWithBackoff({ config })(create)).toBe<Wrapped>();
}

/** withClient answers what its task answers */
export async function scoped(): Promise<void> {
  const task = (client: NeuroGraphClient) => client.tokens.get(1);
  expectTypeOf(await withClient({ apiKey: "key" }, task)).toBe<Token>();
}

/** the mock and the asynchronous name are the same kind of client */
export function kinds(): NeuroGraphClient[] {
  return [new MockNeuroGraphClient(), new AsyncNeuroGraphClient({ apiKey: async () => "key" })];
}
