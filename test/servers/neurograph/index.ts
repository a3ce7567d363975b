// What tests import.
export { hashApiKey, prefixOfApiKey } from "./api-key-store.js";
export { embed, similarity } from "./embeddings.js";
export { checkJwt, type JwtClaims, signJwt } from "./jwt.js";
export type { ErrorShape, NeuroGraphServerOptions, Profile, RateLimitOptions } from "./options.js";
export { type NeuroGraphServer, startNeuroGraphServer } from "./server.js";
export type { NeuroGraphState } from "./state.js";
