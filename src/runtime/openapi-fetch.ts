/** The only importer of openapi-fetch: its typed client for `client.api`, and how it puts a URL together. */
import createClient, { type Client, createFinalURL } from "openapi-fetch";
import type { WrittenBody } from "./serialize/body.js";

export {
  createFinalURL,
  createQuerySerializer,
  default as createFetchClient,
  defaultBodySerializer,
  defaultPathSerializer,
  mergeHeaders,
  removeTrailingSlash,
  serializeArrayParam,
  serializeObjectParam,
  serializePrimitiveParam,
  wrapAsPathBasedClient,
} from "openapi-fetch";

/** openapi-fetch's client typed by an API's `paths`. */
export type PathsClient<Paths extends object> = Client<Paths>;

/** A client of openapi-fetch whose requests go through the given function. */
export function createPathsClient<Paths extends object>(
  baseUrl: string,
  send: (request: Request) => Promise<Response>,
): PathsClient<Paths> {
  return createClient<Paths>({ baseUrl, fetch: send });
}

/** The parts of a request that openapi-fetch writes, and the serialisers it writes them with. */
export interface SerialiseInit {
  readonly baseUrl: string;
  readonly params: {
    readonly path: Readonly<Record<string, unknown>>;
    readonly query: Readonly<Record<string, unknown>>;
  };
  readonly body: unknown;
  readonly contentType: string | undefined;
  readonly pathSerializer: (url: string, values: Record<string, unknown>) => string;
  readonly querySerializer: (values: Record<string, unknown>) => string;
  readonly bodySerializer: (body: unknown, contentType: string | undefined) => WrittenBody;
}

/** What a serialised request consists of, before headers. */
export interface Serialised {
  readonly url: string;
  readonly body: WrittenBody | undefined;
}

/**
 * Serialises one operation. The client's verbs would do the same and then build a `Request` and two `Headers`, which
 * costs as much again as everything else in a call (see bench/call.mjs); their parts are exported for this use.
 */
export function serialise(path: string, init: SerialiseInit): Serialised {
  return {
    url: createFinalURL(path, init),
    body: init.body === undefined ? undefined : init.bodySerializer(init.body, init.contentType),
  };
}
