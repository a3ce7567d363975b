/** The names that openapi-fetch exports, used as wrappers of it use them. */
import createClient, {
  type BodySerializer,
  type Client,
  type ClientForPath,
  type ClientMethod,
  type ClientOptions,
  type ClientPathsWithMethod,
  type ClientRequestMethod,
  createFinalURL,
  createQuerySerializer,
  type DefaultParamsOption,
  defaultBodySerializer,
  defaultPathSerializer,
  type FetchOptions,
  type FetchResponse,
  type HeadersOptions,
  type MaybeOptionalInit,
  type MergedOptions,
  type MethodResponse,
  type Middleware,
  type MiddlewareCallbackParams,
  type MiddlewareRequestParams,
  mergeHeaders,
  type ParamsOption,
  type ParseAs,
  type ParseAsResponse,
  type PathBasedClient,
  type PathSerializer,
  type QuerySerializer,
  type QuerySerializerOptions,
  type RequestBodyOption,
  type RequestOptions,
  removeTrailingSlash,
  serializeArrayParam,
  serializeObjectParam,
  serializePrimitiveParam,
  wrapAsPathBasedClient,
} from "openapi-fetch";
import type { components, paths } from "../../../generated/neurograph/schema.js";
import { expectType, expectTypeOf } from "../support/expect-type.js";

type Json = "application/json";
type Token = components["schemas"]["Token"];
type GetToken = paths["/api/v1/tokens/{token_id}"]["get"];

/** options and middlewares of a wrapper */
export function wrapper(options: ClientOptions, ...middlewares: Middleware[]): Client<paths> {
  const client = createClient<paths>({ ...options, baseUrl: options.baseUrl ?? "/api" });
  client.use(...middlewares);
  client.eject(...middlewares);
  return client;
}

/** a middleware with a class of its own */
export const login: Middleware = {
  async onRequest({ request, schemaPath, params, options, id }: MiddlewareCallbackParams) {
    expectTypeOf(params).toBe<MiddlewareRequestParams>();
    expectTypeOf(options).toBe<MergedOptions>();
    request.headers.set("Authorization", `${schemaPath} ${id}`);
    return request;
  },
  onResponse: ({ response }) => new Response(response.body, response),
  onError: ({ error }) => new Error("failed", { cause: error }),
};

/** a library that is generic over clients finds the paths of one */
export function generic(): void {
  const pathsOf = <Paths extends object>(_client: Client<Paths>): (keyof Paths)[] => [];
  expectTypeOf(pathsOf(createClient<paths>())).toBe<(keyof paths)[]>();
  const client = createClient<paths>();
  type Gets = ClientPathsWithMethod<typeof client, "get">;
  expectType<"/health" extends Gets ? true : false>().toBe<true>();
  type Found = MethodResponse<typeof client, "get", "/api/v1/tokens/{token_id}">;
  expectType<Found>().toBe<Token>();
}

/** the types that responses and inits are made of */
export function parts(): void {
  expectType<
    NonNullable<FetchResponse<GetToken, object, "application/json">["data"]>
  >().toBe<Token>();
  expectType<ParseAsResponse<Token, { parseAs: "text" }>>().toBe<string>();
  expectType<ParseAs>().toBe<"json" | "text" | "blob" | "arrayBuffer" | "stream">();
  expectType<Client<never, Json>["GET"]>().toBe<ClientMethod<never, "get", Json>>();
  expectType<Client<never, Json>["request"]>().toBe<ClientRequestMethod<never, Json>>();
}

/** inits, made ahead of the call */
export async function inits(): Promise<void> {
  const params: ParamsOption<GetToken> = { params: { path: { token_id: 1 } } };
  const options: RequestOptions<GetToken> & FetchOptions<GetToken> = { ...params, parseAs: "json" };
  const init: MaybeOptionalInit<paths["/api/v1/tokens/{token_id}"], "get"> = options;
  const body: RequestBodyOption<paths["/api/v1/tokens"]["post"]> = { body: { text: "x" } };
  const loose: DefaultParamsOption = { params: { query: { a: 1 } } };
  const client = createClient<paths>();
  await client.GET("/api/v1/tokens/{token_id}", init);
  await client.POST("/api/v1/tokens", {
    ...body,
    ...{ headers: { "X-A": String(loose.params?.query?.a) } },
  });
  const byPath: PathBasedClient<paths> = wrapAsPathBasedClient(client);
  const tokens: ClientForPath<paths["/api/v1/tokens"], "application/json"> = wrapAsPathBasedClient(
    createClient<paths, "application/json">(),
  )["/api/v1/tokens"];
  await byPath["/api/v1/tokens"].POST(body);
  await tokens.POST(body);
}

/** the helpers */
export function helpers(): unknown[] {
  const styles: QuerySerializerOptions = { object: { style: "form", explode: true } };
  const query: QuerySerializer<unknown> = createQuerySerializer(styles);
  const path: PathSerializer = defaultPathSerializer;
  const body: BodySerializer<unknown> = defaultBodySerializer;
  const headers: HeadersOptions = { "X-A": [1, "b"] };
  const parts = { baseUrl: "", params: { path: { id: 1 } } };
  return [
    createFinalURL("/x/{id}", { ...parts, querySerializer: query, pathSerializer: path }),
    mergeHeaders(headers, new Headers(), undefined),
    removeTrailingSlash("/x/"),
    serializeArrayParam("a", [1], { style: "form", explode: true }),
    serializeObjectParam("a", { b: 1 }, { style: "deepObject", explode: true }),
    serializePrimitiveParam("a", "b", { allowReserved: true }),
    body,
  ];
}
