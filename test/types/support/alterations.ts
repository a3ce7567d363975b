/** Ways in which generated code could be wrong, each caught by one proof of the generated type test. */

/** One change to one generated file. */
export interface Alteration {
  readonly title: string;
  /** In `generated/neurograph/resources`. */
  readonly file: string;
  readonly what: RegExp;
  readonly by: string;
  /** The proof that must fail. */
  readonly proof: string;
}

export const alterations: readonly Alteration[] = [
  {
    title: "takes another body",
    file: "tokens.ts",
    what: /create\(\s*body: TokenCreate,/,
    by: "create(body: TokenUpdate,",
    proof: "CreateTokenProof",
  },
  {
    title: "takes a path value of another type",
    file: "tokens.ts",
    what: /get\(\s*tokenId: number,/,
    by: "get(tokenId: string,",
    proof: "GetTokenProof",
  },
  {
    title: "makes an optional query required",
    file: "cdna-quarantine.ts",
    what: /query\?: StartQuarantineQuery,/,
    by: "query: StartQuarantineQuery,",
    proof: "StartQuarantineProof",
  },
  {
    title: "makes an optional body required",
    file: "grid.ts",
    what: /create\(\s*body\?: GridConfig,/,
    by: "create(body: GridConfig,",
    proof: "CreateGridProof",
  },
  {
    title: "has a query of its own",
    file: "websocket.ts",
    what: /(export type BroadcastWebSocketMessageQuery =)[^;]+;/,
    by: "$1 { channel: 'metrics' };",
    proof: "BroadcastWebSocketMessageProof",
  },
  {
    title: "answers another model",
    file: "api-keys.ts",
    what: /(listApiKeys: Operation<\s*Record<string, never>,\s*)APIKeyList/,
    by: "$1APIKey",
    proof: "ListApiKeysProof",
  },
  {
    title: "answers something in place of nothing",
    file: "tokens.ts",
    what: /(delete\(tokenId: number, options\?: CallOptions\): ApiPromise<)void/,
    by: "$1unknown",
    proof: "DeleteTokenProof",
  },
  {
    title: "lists items of another type",
    file: "tokens.ts",
    what: /(TokenList,\s*)Token(,\s*ListTokensErrors)/,
    by: "$1TokenQuery$2",
    proof: "ListTokensProof",
  },
  {
    title: "forgets a documented error",
    file: "tokens.ts",
    what: /(UpdateTokenErrors =\s*Record<401 \| 403) \| 404/,
    by: "$1",
    proof: "UpdateTokenProof",
  },
];
