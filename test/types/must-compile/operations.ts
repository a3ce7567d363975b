/** Operations as values, the typed verbs, and what no document describes. */
import {
  type CreateTokenErrors,
  createGrid,
  createToken,
  deleteToken,
  type GridCreatedEnvelope,
  type ListTokensErrors,
  listTokens,
  type NeuroGraphApi,
  neuroGraph,
  type Token,
  type TokenList,
  updateToken,
} from "../../../generated/neurograph/index.js";
import {
  type ApiPromise,
  createCaller,
  essentials,
  type PagePromise,
} from "../../../src/runtime/index.js";
import { expectTypeOf } from "../support/expect-type.js";

/** call() answers what the operation's value carries */
export async function call(api: NeuroGraphApi): Promise<void> {
  const created = api.call(createToken, { body: { text: "hello" } });
  expectTypeOf(created).toBe<ApiPromise<Token, CreateTokenErrors>>();
  const args = { path: { token_id: 1 }, body: { text: "hello" } };
  expectTypeOf(await api.call(updateToken, args)).toBe<Token>();
  expectTypeOf(await api.call(deleteToken, { path: { token_id: 1 } })).toBe<void>();
  expectTypeOf(await api.call(createGrid, {})).toBe<GridCreatedEnvelope>();
}

/** call() of a paged operation answers the body, paginate() the pages */
export async function paged(api: NeuroGraphApi): Promise<void> {
  expectTypeOf(await api.call(listTokens, {})).toBe<TokenList>();
  expectTypeOf(api.paginate(listTokens, { query: { limit: 5 } })).toBe<
    PagePromise<Token, TokenList, ListTokensErrors>
  >();
}

/** the smallest client is typed by the same values */
export async function smallest(): Promise<void> {
  const client = createCaller(neuroGraph, {}, essentials);
  expectTypeOf(await client.call(createToken, { body: { text: "hello" } })).toBe<Token>();
}

/** the verbs of openapi-fetch are typed by the document's paths */
export async function verbs({ api }: NeuroGraphApi): Promise<void> {
  const path = { token_id: 1 };
  const { data, error, response } = await api.GET("/api/v1/tokens/{token_id}", {
    params: { path },
  });
  expectTypeOf(data).toBe<Token | undefined>();
  expectTypeOf(response).toBe<Response>();
  if (error !== undefined) expectTypeOf(error.success).toBe<false>();
}

/** what no document describes is unknown until it is narrowed */
export async function undocumented(api: NeuroGraphApi): Promise<void> {
  expectTypeOf(await api.request("GET", "/debug/{part}", { path: { part: 1 } })).toBe<unknown>();
}
