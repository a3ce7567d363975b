/** Rust Auth Service: the public names of `clientwright/rust-auth`. */
export type {
  AdminActionRequest,
  AdminActionResponse,
  AdminActionType,
  ClientManagement,
  DashboardStats,
  HealthResponse,
  LiveResponse,
  MfaChallenge,
  MfaMethodInfo,
  MfaSetupRequest,
  MfaSetupResult,
  MfaStatus,
  MfaType,
  OAuth2Metadata,
  PaginatedClients,
  PaginatedSecurityEvents,
  PaginatedUsers,
  ReadyResponse,
  RealTimeMetrics,
  SecurityEvent,
  StatsResponse,
  SystemMetrics,
  TokenIntrospection,
  TokenRequest,
  TokenResponse,
  UserManagement,
  UserMetadata,
  UserRole,
} from "../../generated/rust-auth/models.js";
export { createPkcePair, type PkcePair } from "../auth/index.js";
export { VERSION } from "../runtime/index.js";
export { type ActionOptions, AdminResource } from "./admin.js";
export { AuthClient } from "./client.js";
export type { Environment } from "./environment.js";
export { AuthError, type AuthErrorInit } from "./errors.js";
export type { FieldErrors } from "./field-errors.js";
export { type MfaCode, MfaResource } from "./mfa.js";
export type {
  AuthResponse,
  LoginRequest,
  ProfileChanges,
  RegisterRequest,
  User,
} from "./models.js";
export { OAuth2Resource } from "./oauth2.js";
export type { AuthClientOptions, SignOutReason, TokenInput } from "./options.js";
export type { PageOptions, WalkOptions } from "./page-options.js";
export type { RateLimit } from "./rate-limit.js";
export { type Authenticated, type IncomingRequest, requireUser } from "./require-user.js";
