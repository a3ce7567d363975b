/** What a paged list answers: a page, its items, all pages, all items. */
import type {
  ListTokensErrors,
  NeuroGraphApi,
  Token,
  TokenList,
} from "../../../generated/neurograph/index.js";
import type { Page, PagePromise } from "../../../src/runtime/index.js";
import { expectTypeOf } from "../support/expect-type.js";

/** awaiting gives a page with items of the list's type */
export async function page(api: NeuroGraphApi): Promise<void> {
  const list = api.tokens.list({ limit: 10 });
  expectTypeOf(list).toBe<PagePromise<Token, TokenList, ListTokensErrors>>();
  const first = await list;
  expectTypeOf(first).toBe<Page<Token, TokenList>>();
  expectTypeOf(first.items).toBe<readonly Token[]>();
  expectTypeOf(first.body).toBe<TokenList>();
  expectTypeOf(first.total).toBe<number | undefined>();
  expectTypeOf(await first.next()).toBe<Page<Token, TokenList>>();
}

/** iterating gives items */
export async function items(api: NeuroGraphApi): Promise<void> {
  for await (const token of api.tokens.list()) expectTypeOf(token).toBe<Token>();
  for await (const token of api.tokens.list().items({ prefetch: true }))
    expectTypeOf(token).toBe<Token>();
}

/** pages() gives pages, all() gives one list of items */
export async function walks(api: NeuroGraphApi): Promise<void> {
  for await (const page of api.tokens.list().pages())
    expectTypeOf(page).toBe<Page<Token, TokenList>>();
  expectTypeOf(await api.tokens.list().all({ maxItems: 50 })).toBe<Token[]>();
}
