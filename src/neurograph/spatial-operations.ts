/**
 * Token operations as the reference server understands them. The document cannot hold them: they
 * share verb and path with the operations of the guide.
 */
import type { SpatialToken } from "../../generated/neurograph/models.js";
import type { Operation } from "../runtime/index.js";
import type { SpatialTokenCreate, SpatialTokenUpdate } from "./spatial-types.js";

interface TokenPath {
  readonly path: { readonly token_id: number };
}

/** A page of spatial tokens. */
export interface SpatialTokenList {
  readonly tokens: SpatialToken[];
  readonly total: number;
  readonly limit: number;
  readonly offset: number;
}

const security = [["bearerJwt"], ["bearerApiKey"], ["apiKeyHeader"]];

export const createSpatialToken: Operation<{ body: SpatialTokenCreate }, SpatialToken> = {
  id: "createSpatialToken",
  method: "POST",
  path: "/api/v1/tokens",
  body: "json",
  security,
  idempotent: false,
};

export const listSpatialTokens: Operation<
  { query: { limit: number; offset: number } },
  SpatialTokenList
> = {
  id: "listSpatialTokens",
  method: "GET",
  path: "/api/v1/tokens",
  security,
  idempotent: true,
};

export const getSpatialToken: Operation<TokenPath, SpatialToken> = {
  id: "getSpatialToken",
  method: "GET",
  path: "/api/v1/tokens/{token_id}",
  security,
  idempotent: true,
};

export const updateSpatialToken: Operation<TokenPath & { body: SpatialTokenUpdate }, SpatialToken> =
  {
    id: "updateSpatialToken",
    method: "PUT",
    path: "/api/v1/tokens/{token_id}",
    body: "json",
    security,
    idempotent: true,
  };
