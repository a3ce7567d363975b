/** One page of a list. */
import { performCall } from "../call.js";
import type { Call, ClientCore } from "../call-state.js";
import { type CallState, createCall } from "../create-call.js";
import type { OperationArguments, PagedOperation } from "../operation.js";
import type { CallOptions } from "../options.js";
import { asking } from "./asked.js";
import { numberAt, valueAt } from "./dotted-path.js";
import { nextPage } from "./next-page.js";
import type { NextPage } from "./turn.js";

/** One page of a list. */
export interface Page<Item, Body = unknown> {
  readonly items: readonly Item[];
  /** The answer as it came. */
  readonly body: Body;
  /** Count of all items, where the server tells. */
  readonly total: number | undefined;
  readonly hasNext: boolean;
  readonly response: Response;
  /**
   * The page after this one, with the same query and options. `signal` ends this one call, beside the signal that
   * the list may have.
   * @throws {ConfigError} when there is none.
   */
  next(options?: { readonly signal?: AbortSignal }): Promise<Page<Item, Body>>;
}

/** What all pages of one list share. */
export interface Listing {
  readonly core: ClientCore;
  readonly operation: PagedOperation<OperationArguments, unknown, unknown>;
  readonly args: OperationArguments;
  readonly options: CallOptions | undefined;
  /** Positions that were asked for, to stop servers that go in circles. */
  readonly marks: readonly string[];
  readonly seen: number;
}

/** The call for a listing's current page. */
export function pageCall({ core, operation, args, options }: Listing, next?: NextPage): CallState {
  const call = createCall(core, operation, args, options);
  if (next?.kind === "url") call.pageUrl = next.url;
  return call;
}

/** A page out of its answer. */
export function createPage<Item, Body>(listing: Listing, call: Call): Page<Item, Body> {
  const { pages } = listing.operation;
  const { answer: body, response } = call;
  if (response === undefined) throw call.error("there is no answer", { kind: "config" });
  const items = itemsOf(call, body, pages.items);
  const seen = listing.seen + items.length;
  const next = nextPage(pages, {
    args: listing.args,
    url: call.sent?.url ?? "",
    body,
    headers: response.headers,
    count: items.length,
    seen,
  });
  return {
    // The document names the type of the list's items, and of the whole answer.
    items: items as readonly Item[],
    body: body as Body,
    total: numberAt(body, pages.total),
    hasNext: next !== undefined,
    response,
    async next({ signal } = {}) {
      if (next === undefined) throw call.error("there is no next page", { kind: "config" });
      const following = followingListing(listing, call, next, seen);
      const result = (done: Call): unknown => createPage(following, done);
      const state = pageCall(following, urlInReach(call, next));
      const made = performCall(state, { result });
      // Made two lines above.
      return (await (signal === undefined ? made : ending(state, signal, made))) as Page<
        Item,
        Body
      >;
    },
  };
}

/** Ends a call that has begun when the signal says so. */
async function ending<T>(call: Call, signal: AbortSignal, made: Promise<T>): Promise<T> {
  const stop = (): void =>
    call.stop(call.error("aborted", { kind: "abort", cause: signal.reason }));
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await made;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

function itemsOf(call: Call, body: unknown, path: string): readonly unknown[] {
  const items = valueAt(body, path) ?? [];
  if (Array.isArray(items)) return items;
  throw call.error(`the answer has no list at "${path}"`, { kind: "parse" });
}

function followingListing(listing: Listing, call: Call, next: NextPage, seen: number): Listing {
  if (listing.marks.includes(next.mark)) {
    throw call.error("the server names a page that was already read", { kind: "parse" });
  }
  const { args, operation } = listing;
  return {
    ...listing,
    args: next.kind === "values" ? asking(operation.pages, args, next.values) : args,
    marks: [...listing.marks, next.mark],
    seen,
  };
}

/** A URL that the server names, with the parameters of the original query that it leaves out. */
function urlInReach(call: Call, next: NextPage): NextPage {
  if (next.kind !== "url") return next;
  const from = new URL(call.sent?.url ?? call.baseUrl);
  const to = URL.canParse(next.url, from) ? new URL(next.url, from) : undefined;
  if (to === undefined || to.origin !== from.origin || to.username !== "" || to.password !== "") {
    throw call.error("the server names a next page of another origin", { kind: "parse" });
  }
  // Added afresh by whoever holds them.
  for (const name of call.sent?.secretQuery ?? []) to.searchParams.delete(name);
  for (const name of new Set(from.searchParams.keys())) {
    if (to.searchParams.has(name) || call.sent?.secretQuery.includes(name)) continue;
    for (const value of from.searchParams.getAll(name)) to.searchParams.append(name, value);
  }
  to.hash = "";
  return { ...next, url: to.href };
}
