/** Tracktion: the public names of `clientwright/tracktion`. */
export type {
  ApiKey,
  ApiKeyList,
  ApiKeyStats,
  ApiKeyWithSecret,
  BatchSearchResponse,
  BatchStatus,
  BpmBatchResponse,
  BpmCacheResponse,
  BpmDetectResponse,
  BpmHealth,
  IpRule,
  IpWhitelist,
  OAuthTokenResponse,
  RefreshResponse,
  RevokeKeyResponse,
  SensitiveOperationRequest,
  SensitiveOperationResponse,
  Tier,
  TokenResponse,
  TokenUser,
  Track,
  TrackSearchResponse,
  UserProfile,
  Webhook,
  WebhookCreateRequest,
  WebhookEvent,
  WebhookPayload,
  WebhookTestResult,
} from "../../generated/tracktion/models.js";
export { type ApiHandlerOptions, RobustApiHandler } from "./api-handler.js";
export {
  type ApiKeyInput,
  type ApiKeyListOptions,
  ApiKeyManager,
  type Permission,
  type Scope,
} from "./api-key-manager.js";
export { assertSuccess } from "./assert-success.js";
export {
  BaseTracktionClient,
  type BatchQuery,
  type IpWhitelistInput,
  type SafeSearchOptions,
} from "./base-client.js";
export type { BatchSearchResult } from "./batch-search.js";
export {
  type BpmBatchInput,
  type BpmDetectInput,
  type BpmFileInput,
  type BpmOptions,
  BpmResource,
} from "./bpm.js";
export { type MoreOptions, TracktionClient } from "./client.js";
export {
  defaultConfigPath,
  placeholderKey,
  sampleConfig,
  type TracktionConfig,
  type TracktionConfigFile,
} from "./config.js";
export { type ConfigFileOptions, createConfigFile, loadConfig } from "./config-file.js";
export type { FieldError } from "./error-body.js";
export {
  AuthenticationError,
  PermissionError,
  RateLimitError,
  TracktionApiError,
  TracktionConnectionError,
  TracktionError,
  type TracktionErrorInit,
  TracktionTimeoutError,
} from "./errors.js";
export { type AnyCaseMethod, TracktionHttpClient } from "./http-client.js";
export type { JobWaitOptions, TracklistJob } from "./jobs.js";
export { JwtAuthClient } from "./jwt-client.js";
export {
  type AuthorizeRequest,
  buildAuthorizeUrl,
  type ClientCredentials,
  type CodeExchange,
  clientCredentials,
  exchangeCode,
  readAuthorizeCallback,
} from "./oauth.js";
export type {
  ApiKeyManagerOptions,
  BaseClientOptions,
  HmacScheme,
  JwtClientOptions,
  RobustClientOptions,
  SearchCacheOptions,
  SecureClientOptions,
  TokenPair,
  TracktionClientOptions,
} from "./options.js";
export type { RateLimitState, RetryAfterSource } from "./rate-limit.js";
export {
  type RetryBackoffOptions,
  type Retrying,
  type RetryNotice,
  type RetryWrapper,
  retryWithBackoff,
  withRetry,
} from "./retry.js";
export {
  type BatchSearchOptions,
  type FreeSearchOptions,
  RobustTracktionClient,
} from "./robust-client.js";
export type { SearchOptions } from "./search.js";
export {
  type BodylessMethod,
  type SecureCallOptions,
  SecureTracktionClient,
} from "./secure-client.js";
export { generateHmacSignature } from "./signature.js";
export { isTestKey } from "./test-keys.js";
export { VERSION } from "./version.js";
export { readWebhookPayload } from "./webhook-payload.js";
