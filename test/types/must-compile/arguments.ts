/** What methods ask for: path values first, then body or query, then options. */
import type {
  APIKey,
  BroadcastWebSocketMessageErrors,
  BroadcastWebSocketMessageQuery,
  Channel,
  CreateGridErrors,
  CreateTokenErrors,
  FindNeighborsErrors,
  FindNeighborsQuery,
  GetApiKeyErrors,
  GetCurrentUserErrors,
  GetTokenErrors,
  GridConfig,
  GridCreatedEnvelope,
  ListTokensErrors,
  ListTokensQuery,
  NeighborsEnvelope,
  NeuroGraphApi,
  Scope,
  Token,
  TokenCreate,
  TokenList,
  TokenUpdate,
  UpdateTokenErrors,
  User,
  WebSocketBroadcastResult,
  WebSocketMessage,
} from "../../../generated/neurograph/index.js";
import type { ApiPromise, CallOptions, PagePromise } from "../../../src/runtime/index.js";
import { expectType, expectTypeOf } from "../support/expect-type.js";

/** required path values and bodies come before options */
export function required({ apiKeys, tokens }: NeuroGraphApi): void {
  expectTypeOf(tokens.create).toBe<
    (body: TokenCreate, options?: CallOptions) => ApiPromise<Token, CreateTokenErrors>
  >();
  expectTypeOf(tokens.get).toBe<
    (tokenId: number, options?: CallOptions) => ApiPromise<Token, GetTokenErrors>
  >();
  expectTypeOf(tokens.update).toBe<
    (
      tokenId: number,
      body: TokenUpdate,
      options?: CallOptions,
    ) => ApiPromise<Token, UpdateTokenErrors>
  >();
  expectTypeOf(apiKeys.get).toBe<
    (keyId: string, options?: CallOptions) => ApiPromise<APIKey, GetApiKeyErrors>
  >();
}

/** what the document leaves optional may be left out */
export function optional({ auth, grid, tokens }: NeuroGraphApi): void {
  expectTypeOf(tokens.list).toBe<
    (
      query?: ListTokensQuery,
      options?: CallOptions,
    ) => PagePromise<Token, TokenList, ListTokensErrors>
  >();
  expectTypeOf(grid.create).toBe<
    (body?: GridConfig, options?: CallOptions) => ApiPromise<GridCreatedEnvelope, CreateGridErrors>
  >();
  expectTypeOf(auth.getCurrentUser).toBe<
    (options?: CallOptions) => ApiPromise<User, GetCurrentUserErrors>
  >();
}

/** a required query parameter makes the query required */
export function requiredQuery({ websocket }: NeuroGraphApi): void {
  expectTypeOf(websocket.broadcast).toBe<
    (
      body: WebSocketMessage,
      query: BroadcastWebSocketMessageQuery,
      options?: CallOptions,
    ) => ApiPromise<WebSocketBroadcastResult, BroadcastWebSocketMessageErrors>
  >();
  expectType<BroadcastWebSocketMessageQuery>().toBe<{ channel: Channel }>();
}

/** nested resources keep the order of the path */
export function nested({ grid }: NeuroGraphApi): void {
  expectTypeOf(grid.tokens.findNeighbors).toBe<
    (
      gridId: number,
      tokenId: number,
      query?: FindNeighborsQuery,
      options?: CallOptions,
    ) => ApiPromise<NeighborsEnvelope, FindNeighborsErrors>
  >();
}

/** an open list of values takes the known ones and any other */
export function openUnions({ apiKeys, websocket }: NeuroGraphApi): void {
  const scopes: Scope[] = ["tokens:read", "something:new"];
  expectTypeOf(apiKeys.create({ name: "CI robot", scopes })).toBe<
    ReturnType<typeof apiKeys.create>
  >();
  expectTypeOf(websocket.getChannel("a channel of tomorrow")).toBe<
    ReturnType<typeof websocket.getChannel>
  >();
}

/** a nullable property takes null, an optional one may be left out */
export function nullable({ tokens, apiKeys }: NeuroGraphApi): unknown[] {
  return [
    tokens.create({ text: "hello", metadata: null }),
    tokens.create({ text: "hello" }),
    apiKeys.create({ name: "CI robot", expires_in_days: null }),
  ];
}
