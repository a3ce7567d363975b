// How a test can set up the Rust Auth Service test server, and the defaults.
import type { TlsIdentity } from "../support/listener.js";

/** `server` has the real server's field names, `guide` those of the guide's own test fixtures. */
export type BodyShape = "server" | "guide";

/**
 * `nested` is the real server: its JSON envelope from some routes and no body from others. `flat` is
 * the documented envelope from every route, `empty` no body from any. The framework's own refusals
 * are plain text in all three.
 */
export type ErrorShape = "nested" | "flat" | "empty";

/** `lenient` asks for 8 characters, `strict` for everything that the real server asks for. */
export type PasswordPolicy = "lenient" | "strict";

/**
 * `off` counts nothing and sends no header. The others count and announce what is left on answers
 * that pass; a refusal of `silent` says nothing of it, as on the real server, and one of `announced`
 * carries `Retry-After` and the rest.
 */
export type RateLimiting = "off" | "silent" | "announced";

/** Everything is optional. */
export interface RustAuthServerOptions {
  /** Accounts cannot log in before their e-mail address is verified. Default false. */
  readonly requireVerification?: boolean;
  /** Default `lenient`. */
  readonly passwordPolicy?: PasswordPolicy;
  /** Default `server`. */
  readonly bodyShape?: BodyShape;
  /** Default `nested`. */
  readonly errorShape?: ErrorShape;
  /** Serve `POST /auth/change-password`, which only the guide knows. Default true. */
  readonly changePasswordRoute?: boolean;
  /** Serve OAuth2 and MFA, which the real server has in its source only. Default true. */
  readonly unroutedGroups?: boolean;
  /** Where a proxy before the service mounts it, such as `/api`. Default: at the root. */
  readonly basePath?: string;
  /** Life of an access token; refresh tokens live seven times as long. Default 604,800 (7 days). */
  readonly accessTokenSeconds?: number;
  /** Default `off`. */
  readonly rateLimiting?: RateLimiting;
  /** Clock in milliseconds. Default `Date.now`. */
  readonly now?: () => number;
  /** Secret of the HS256 signatures. */
  readonly jwtSecret?: string;
  /** Serve HTTPS with this identity. */
  readonly tls?: TlsIdentity;
}

/** The options with defaults filled in. */
export type Settings = Required<Omit<RustAuthServerOptions, "tls">>;

/** Fills in the defaults. */
export function settingsFrom(options: RustAuthServerOptions): Settings {
  return {
    requireVerification: options.requireVerification ?? false,
    passwordPolicy: options.passwordPolicy ?? "lenient",
    bodyShape: options.bodyShape ?? "server",
    errorShape: options.errorShape ?? "nested",
    changePasswordRoute: options.changePasswordRoute ?? true,
    unroutedGroups: options.unroutedGroups ?? true,
    basePath: options.basePath ?? "",
    accessTokenSeconds: options.accessTokenSeconds ?? 604_800,
    rateLimiting: options.rateLimiting ?? "off",
    now: options.now ?? Date.now,
    jwtSecret: options.jwtSecret ?? "rust-auth-test-secret-0123456789",
  };
}
