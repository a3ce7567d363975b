/** Remembers the answers behind promises, so that a call that takes several requests can be asked for its last one. */
import { ApiPromise, type Caller } from "../runtime/index.js";

/** A call that can be asked for its answer, whatever its types are. */
interface Answering {
  safe(): PromiseLike<{ readonly response?: Response }>;
}

/** The latest call that a promise stands for. */
interface Exchange {
  latest?: Answering;
}

const exchanges = new WeakMap<object, Exchange>();

/** Does something with a client; the promise can be asked for the last answer. */
export function exchanged<T>(client: Caller, task: (caller: Caller) => Promise<T>): Promise<T> {
  const exchange: Exchange = {};
  const promise = task(recording(client, exchange));
  exchanges.set(promise, exchange);
  return promise;
}

/** The last answer behind a promise of this client, once it has settled; undefined when there was none. */
export async function lastResponse(promise: PromiseLike<unknown>): Promise<Response | undefined> {
  const latest: Answering | undefined =
    promise instanceof ApiPromise ? promise : exchanges.get(promise)?.latest;
  return await latest?.safe().then(
    ({ response }) => response,
    () => undefined, // What others threw has no answer.
  );
}

function recording(client: Caller, exchange: Exchange): Caller {
  const record = <P extends Answering>(promise: P): P => {
    exchange.latest = promise;
    return promise;
  };
  return {
    call: (operation, args, options) => record(client.call(operation, args, options)),
    paginate: (operation, args, options) => record(client.paginate(operation, args, options)),
  };
}

/** The same call, by what `normalise` makes of its answers. */
export function normalised<Result, Errors>(
  call: ApiPromise<unknown, Errors>,
): ApiPromise<Result, Errors> {
  // `Result` is a model of models.ts; answers/ makes it of every success.
  return call as ApiPromise<Result, Errors>;
}
