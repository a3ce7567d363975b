// What the OAuth2 part remembers: clients, codes, tokens and devices. Times are Unix milliseconds.
import { demoClients, type OAuth2Client } from "./clients.js";
import type { ChallengeMethod } from "./pkce.js";

/** A code on its way from the authorisation to the token endpoint. */
export interface AuthorizationCode {
  readonly clientId: string;
  readonly userId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly challenge: string;
  readonly method: ChallengeMethod;
  readonly expiresAt: number;
  isUsed: boolean;
}

/** An access token. `userId` is null for a client of its own. */
export interface AccessGrant {
  readonly clientId: string;
  readonly userId: string | null;
  readonly scopes: readonly string[];
  readonly issuedAt: number;
  readonly expiresAt: number;
  isRevoked: boolean;
}

/** A refresh token and the access token that it replaces. */
export interface RefreshGrant extends AccessGrant {
  readonly accessToken: string;
  isUsed: boolean;
}

/** A device that waits for its user. */
export interface DeviceGrant {
  readonly userCode: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly expiresAt: number;
  userId: string | null;
}

export interface OAuth2Store {
  readonly clients: Map<string, OAuth2Client>;
  readonly codes: Map<string, AuthorizationCode>;
  readonly accessTokens: Map<string, AccessGrant>;
  readonly refreshTokens: Map<string, RefreshGrant>;
  /** By device code. */
  readonly devices: Map<string, DeviceGrant>;
}

/** Two clients, a confidential and a public one, and nothing else. */
export function createOAuth2Store(now: number): OAuth2Store {
  const clients = demoClients(now).map((client) => [client.clientId, client] as const);
  return {
    clients: new Map(clients),
    codes: new Map(),
    accessTokens: new Map(),
    refreshTokens: new Map(),
    devices: new Map(),
  };
}
