/** The guide's models, in camelCase, out of what the server sends. Answers have been checked before. */
import type {
  UserMetadata,
  UserResponse,
  UserRole,
  AuthResponse as WireAuthResponse,
} from "../../generated/rust-auth/models.js";
import { toDate } from "../runtime/index.js";

/** An account. A plain object: it survives spreading and JSON, where dates become text. */
export interface User {
  readonly id: string;
  /** In lower case. */
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  /** First and last name with a blank between them. [RA-109] */
  readonly fullName: string;
  /** False when the account may not sign in. */
  readonly isActive: boolean;
  /** Whether the mail address is confirmed. */
  readonly isVerified: boolean;
  /** One of the known roles, or one that a later server knows. */
  readonly role: UserRole | (string & {});
  readonly createdAt: Date;
  /** Logins count as changes. */
  readonly updatedAt: Date;
  /** Null before the first login; absent when the server does not say. [RA-110] */
  readonly lastLogin?: Date | null;
}

/** Tokens, and whom they stand for. */
export interface AuthResponse {
  readonly accessToken: string;
  /** Absent when the server gave none. [RA-115] */
  readonly refreshToken?: string;
  /** `Bearer` when the server does not say. [RA-112] */
  readonly tokenType: string;
  /** Seconds until the access token expires, as on the wire; 0 when the server does not say. */
  readonly expiresIn: number;
  readonly user: User;
}

/** Credentials of an account. */
export interface LoginRequest {
  readonly email: string;
  readonly password: string;
}

/** A new account. The server asks for names of 2 to 50 characters and a strong password. */
export interface RegisterRequest extends LoginRequest {
  readonly firstName: string;
  readonly lastName: string;
  /** Facts that the server keeps with the account and never tells. */
  readonly metadata?: UserMetadata;
}

/** What shall change; what is left out, undefined or null stays as it is. [RA-072] */
export interface ProfileChanges {
  readonly firstName?: string | null | undefined;
  readonly lastName?: string | null | undefined;
  readonly email?: string | null | undefined;
}

/** A user out of the server's or the guide's names. [RA-100, RA-105] */
export function toUser(wire: UserResponse): User {
  const { first_name: firstName, last_name: lastName, last_login: lastLogin } = wire;
  return {
    id: wire.user_id ?? wire.id ?? "",
    email: wire.email,
    firstName,
    lastName,
    fullName: `${firstName} ${lastName}`,
    isActive: wire.is_active,
    isVerified: wire.email_verified ?? wire.is_verified ?? false,
    role: wire.role,
    createdAt: toDate(wire.created_at),
    updatedAt: toDate(wire.updated_at),
    ...(lastLogin !== undefined && { lastLogin: lastLogin === null ? null : toDate(lastLogin) }),
  };
}

/** Tokens and user of a login, a registration or a renewal. */
export function toAuthResponse(wire: WireAuthResponse): AuthResponse {
  return {
    accessToken: wire.access_token,
    ...(wire.refresh_token && { refreshToken: wire.refresh_token }),
    tokenType: wire.token_type ?? "Bearer",
    expiresIn: wire.expires_in,
    user: toUser(wire.user),
  };
}
