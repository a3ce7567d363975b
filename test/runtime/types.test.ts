/** Promises made in types. What matters is that this file compiles; `tsc` is part of the type check. */
import { describe, expectTypeOf, it } from "vitest";
import {
  ApiClient,
  type ApiPromise,
  type CallOptions,
  ClientwrightError,
  ConnectionError,
  createErrorFamily,
  NotFoundError,
  type Operation,
  type Page,
  type PagedOperation,
  type PagePromise,
  type SafeResult,
} from "../../src/runtime/index.js";
import { description } from "../support/given-client.js";

interface Thing {
  id: number;
}
interface Problem {
  message: string;
}
interface Invalid {
  fields: string[];
}
type Errors = Record<401 | 403, Problem> & Record<422, Invalid> & Record<"5XX", string>;
declare const getThing: Operation<{ path: { id: number } }, Thing, Errors>;
declare const removeThing: Operation<{ path: { id: number } }, void>;
declare const listThings: PagedOperation<
  { query?: { q?: string } | undefined },
  { data: Thing[] },
  Thing,
  Errors
>;

interface ApiAuth {
  bearer?: string;
}

describe("types", () => {
  it("of calls are those of their operations", () => {
    const use = (client: ApiClient, query: { q?: string } | undefined, options?: CallOptions) => {
      expectTypeOf(client.call(getThing, { path: { id: 1 } }, options)).toEqualTypeOf<
        ApiPromise<Thing, Errors>
      >();
      expectTypeOf(client.call(removeThing, { path: { id: 1 } })).resolves.toEqualTypeOf<void>();
      expectTypeOf(client.paginate(listThings, { query })).toEqualTypeOf<
        PagePromise<Thing, { data: Thing[] }, Errors>
      >();
      expectTypeOf(client.paginate(listThings, {})).resolves.toEqualTypeOf<
        Page<Thing, { data: Thing[] }>
      >();
      // @ts-expect-error: the path value is required
      client.call(getThing, {});
      // @ts-expect-error: and has a type
      client.call(getThing, { path: { id: "1" } });
    };
    expectTypeOf(use).toBeFunction();
  });

  it("of safe results narrow by status", () => {
    const use = (result: SafeResult<Thing, Errors>) => {
      if (result.ok) return expectTypeOf(result.data).toEqualTypeOf<Thing>();
      const { error } = result;
      switch (error.status) {
        case 401:
          return expectTypeOf(error.body).toEqualTypeOf<Problem>();
        case 422:
          return expectTypeOf(error.body).toEqualTypeOf<Invalid>();
        case 503:
          return expectTypeOf(error.body).toEqualTypeOf<string>();
        case 404:
          return expectTypeOf(error.body).toEqualTypeOf<unknown>();
        case undefined:
          if (error.kind === "connection")
            return expectTypeOf(error.maybeSent).toEqualTypeOf<boolean>();
          if (error.kind === "timeout") return expectTypeOf(error.limitMs).toEqualTypeOf<number>();
          return expectTypeOf(error.kind).toEqualTypeOf<
            "abort" | "parse" | "validation" | "auth" | "config"
          >();
        default:
          return expectTypeOf(error.headers).toEqualTypeOf<Headers>();
      }
    };
    expectTypeOf(use).toBeFunction();
  });

  it("of caught errors narrow by class", () => {
    const use = (error: unknown) => {
      if (error instanceof NotFoundError) expectTypeOf(error.status).toEqualTypeOf<404>();
      else if (error instanceof ConnectionError)
        expectTypeOf(error.maybeSent).toEqualTypeOf<boolean>();
      else expectTypeOf(error).toEqualTypeOf<unknown>();
    };
    expectTypeOf(use).toBeFunction();
  });

  it("of families and options take what generated code has", () => {
    class Base extends ClientwrightError {}
    class Missing extends Base {
      declare readonly status: 404;
    }
    const errors = createErrorFamily({ base: Base, statuses: { 404: Missing, "5XX": Base } });
    const auth: ApiAuth = {};
    expectTypeOf(new ApiClient({ ...description, errors }, { auth })).toEqualTypeOf<ApiClient>();
  });
});
