/** NeuroGraph: the public names of `clientwright/neurograph`. */
export type {
  APIKey,
  APIKeyCreate,
  APIKeyCreated,
  HealthStatus,
  LoginResponse,
  SpatialToken,
  SystemStatus,
  Token,
  TokenCreate,
  TokenList,
  TokenQuery,
  TokenQueryResult,
  TokenUpdate,
  User,
} from "../../generated/neurograph/models.js";
export { toDate, VERSION } from "../runtime/index.js";
export { type ApiKeyInput, ApiKeysResource } from "./api-keys.js";
export {
  NeuroGraphClient,
  NeuroGraphClient as AsyncNeuroGraphClient,
  withClient,
} from "./client.js";
export {
  AuthenticationError,
  AuthorizationError,
  ConflictError,
  ConnectionError,
  NeuroGraphError,
  type NeuroGraphErrorInit,
  NotFoundError,
  RateLimitError,
  ServerError,
  TimeoutError,
  ValidationError,
} from "./errors.js";
export { HealthResource } from "./health.js";
export {
  disableLogging,
  enableDebugLogging,
  getLogger,
  type LogExtra,
  type LoggingOptions,
  type LogLevel,
  type NeuroGraphLogger,
  setupLogging,
} from "./logging.js";
export { MockNeuroGraphClient } from "./mock/mock-client.js";
export type { MockOptions } from "./mock/mock-state.js";
export type { NeuroGraphClientOptions } from "./options.js";
export {
  asyncRetryWithBackoff,
  type RetryNotice,
  type RetryWrapper,
  type RetryWrapperOptions,
  retryWithBackoff,
  shouldRetry,
} from "./retry.js";
export { RetryConfig, type RetryConfigFields } from "./retry-config.js";
export type { GuideScope, Scope, ServerScope } from "./scopes.js";
export { SpatialTokensResource } from "./spatial-tokens.js";
export type {
  Coordinates,
  SpatialPlaces,
  SpatialTokenCreate,
  SpatialTokenUpdate,
} from "./spatial-types.js";
export {
  type SimilarityOptions,
  type TextQuery,
  type TokenIterateOptions,
  type TokenListOptions,
  TokensResource,
  type VectorQuery,
} from "./tokens.js";
