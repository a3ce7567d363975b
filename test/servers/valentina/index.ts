// What tests import.
export type { DeveloperWish } from "./accounts.js";
export type { RateLimitPolicy, ValentinaServerOptions } from "./options.js";
export { type KeyHolder, startValentinaServer, type ValentinaServer } from "./server.js";
export type { ValentinaState } from "./state.js";
