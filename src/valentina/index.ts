/** Valentina Noir: the public names of `clientwright/valentina`. */
export type * from "../../generated/valentina/services.js";
export { VERSION } from "../runtime/index.js";
export { VClient } from "./client.js";
export {
  APIConfig,
  type APIConfigOptions,
  type MoreOptions,
  type VClientOptions,
} from "./config.js";
export * from "./errors/index.js";
export * from "./models/index.js";
export * from "./registry.js";
