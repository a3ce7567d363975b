/** What a call answers, awaited and otherwise. */
import type {
  GetTokenErrors,
  HealthStatus,
  NeuroGraphApi,
  Token,
} from "../../../generated/neurograph/index.js";
import type { ApiPromise, Attempt, SafeResult, WithResponse } from "../../../src/runtime/index.js";
import { expectTypeOf } from "../support/expect-type.js";

/** a call is a promise of the documented model */
export async function model(api: NeuroGraphApi): Promise<void> {
  const call = api.tokens.get(1);
  expectTypeOf(call).toBe<ApiPromise<Token, GetTokenErrors>>();
  expectTypeOf(await call).toBe<Token>();
  const promise: Promise<Token> = call;
  expectTypeOf(await promise).toBe<Token>();
}

/** then, catch and finally answer ordinary promises */
export function chained(api: NeuroGraphApi): void {
  expectTypeOf(api.tokens.get(1).then(({ text }) => text)).toBe<Promise<Token["text"]>>();
  expectTypeOf(api.tokens.get(1).catch(() => undefined)).toBe<Promise<Token | undefined>>();
}

/** 204 is void, alone and in every wrapping */
export async function noContent(api: NeuroGraphApi): Promise<void> {
  expectTypeOf(await api.tokens.delete(1)).toBe<void>();
  expectTypeOf(await api.grid.tokens.remove(1, 2)).toBe<void>();
  expectTypeOf((await api.tokens.delete(1).withResponse()).data).toBe<void>();
  const result = await api.tokens.delete(1).safe();
  if (result.ok) expectTypeOf(result.data).toBe<void>();
}

/** text is a string */
export async function text(api: NeuroGraphApi): Promise<void> {
  expectTypeOf(await api.metrics.get()).toBe<string>();
}

/** withResponse adds the answer, its attempts and its id */
export async function withResponse(api: NeuroGraphApi): Promise<void> {
  const answer = await api.health.check().withResponse();
  expectTypeOf(answer).toBe<WithResponse<HealthStatus>>();
  expectTypeOf(answer.data).toBe<HealthStatus>();
  expectTypeOf(answer.response).toBe<Response>();
  expectTypeOf(answer.attempts).toBe<readonly Attempt[]>();
  expectTypeOf(answer.requestId).toBe<string | undefined>();
}

/** asResponse is the platform's own response */
export async function asResponse(api: NeuroGraphApi): Promise<void> {
  expectTypeOf(await api.tokens.get(1).asResponse()).toBe<Response>();
}

/** a function of one's own takes any call, and keeps its types */
export async function passedOn(api: NeuroGraphApi): Promise<void> {
  const timed = async <T, E>(call: ApiPromise<T, E>) => ({ result: await call.safe(), ms: 1 });
  const { result } = await timed(api.tokens.get(1));
  expectTypeOf(result).toBe<SafeResult<Token, GetTokenErrors>>();
  const whatever: SafeResult<Token> = result;
  if (whatever.ok) expectTypeOf(whatever.data).toBe<Token>();
}
