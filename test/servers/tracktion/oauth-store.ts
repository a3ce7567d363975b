// OAuth clients, the codes they trade in, and the tokens they get.
import { randomBytes } from "node:crypto";
import type { Scope } from "./rights.js";

/** An application that is registered. */
export interface OAuthClient {
  readonly secret: string;
  readonly redirectUris: readonly string[];
  readonly scopes: readonly Scope[];
  /** Whose data it sees without a user. */
  readonly userId: string;
}

/** What a code or a token is good for; `expiresAt` in Unix milliseconds. */
export interface Grant {
  readonly clientId: string;
  readonly userId: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt: number;
}

/** A grant that waits for its code to be traded in. */
export interface CodeGrant extends Grant {
  readonly redirectUri: string;
}

export interface OAuthStore {
  readonly clients: Map<string, OAuthClient>;
  readonly codes: Map<string, CodeGrant>;
  readonly tokens: Map<string, Grant>;
}

/** Life of an access token. */
export const oauthTokenSeconds = 3_600;

/** Life of a code: at most ten minutes (RFC 6749, section 4.1.2). */
export const codeSeconds = 600;

export function createOAuthStore(): OAuthStore {
  const client: OAuthClient = {
    secret: "s3",
    redirectUris: ["https://app.example/callback"],
    scopes: ["search", "tracklists"],
    userId: "user_77",
  };
  return { clients: new Map([["app_1", client]]), codes: new Map(), tokens: new Map() };
}

/** Remembers a grant under a new random name. */
export function remember<G extends Grant>(
  grants: Map<string, G>,
  prefix: string,
  grant: G,
): string {
  const name = `${prefix}_${randomBytes(12).toString("hex")}`;
  grants.set(name, grant);
  return name;
}

/** The grant of a token that still counts. */
export function grantOf({ tokens }: OAuthStore, token: string, now: number): Grant | undefined {
  const grant = tokens.get(token);
  return grant && grant.expiresAt > now ? grant : undefined;
}
