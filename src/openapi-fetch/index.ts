/** Entry of `clientwright/openapi-fetch`: all that openapi-fetch exports, over the policies of `clientwright/runtime`. */
export type * from "openapi-fetch";
export {
  createFinalURL,
  createQuerySerializer,
  defaultBodySerializer,
  defaultPathSerializer,
  mergeHeaders,
  removeTrailingSlash,
  serializeArrayParam,
  serializeObjectParam,
  serializePrimitiveParam,
  wrapAsPathBasedClient,
} from "../runtime/openapi-fetch.js";
export {
  createClient as default,
  createPathBasedClient,
  type PolicyClient,
} from "./create-client.js";
export type { CallPolicies, ClientOptions } from "./options.js";
