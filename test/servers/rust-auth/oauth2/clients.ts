// OAuth2 clients: how they are registered, changed and shown.
import { randomBytes, randomUUID } from "node:crypto";
import { zuluTimestamp } from "../timestamps.js";

/** Grant types as requests name them. */
export const requestedGrantTypes = [
  "authorization_code",
  "client_credentials",
  "refresh_token",
  "implicit",
  "urn:ietf:params:oauth:grant-type:device_code",
] as const;

/** One client; tests may change it. Times are Unix milliseconds. */
export interface OAuth2Client {
  readonly clientId: string;
  readonly secret: string | null;
  name: string;
  description: string | null;
  redirectUris: readonly string[];
  scopes: readonly string[];
  /** As stored: `device_code`, not the long name of requests. */
  grantTypes: readonly string[];
  readonly isPublic: boolean;
  links: ClientLinks;
  readonly createdAt: number;
  updatedAt: number;
  isActive: boolean;
}

/** Addresses for people. */
export interface ClientLinks {
  readonly logo_uri: string | null;
  readonly contact_email: string | null;
  readonly tos_uri: string | null;
  readonly policy_uri: string | null;
}

export const noLinks: ClientLinks = {
  logo_uri: null,
  contact_email: null,
  tos_uri: null,
  policy_uri: null,
};

export function storedGrantType(requested: string): string {
  return requested.endsWith(":device_code") ? "device_code" : requested;
}

export function newClientId(): string {
  return `client_${randomUUID().replaceAll("-", "")}`;
}

export function newClientSecret(): string {
  return randomBytes(24).toString("base64url");
}

/** https, or plain http to `localhost`; never with a fragment. */
export function isRedirectUri(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, hash } = new URL(text);
  return hash === "" && (protocol === "https:" || hostname.startsWith("localhost"));
}

/** `OAuth2Client`, with its secret in clear as on the real server. */
export function clientBody(client: OAuth2Client): Record<string, unknown> {
  return {
    client_id: client.clientId,
    client_secret: client.secret,
    name: client.name,
    description: client.description,
    redirect_uris: client.redirectUris,
    allowed_scopes: client.scopes,
    allowed_grant_types: client.grantTypes,
    is_public: client.isPublic,
    ...client.links,
    created_at: zuluTimestamp(client.createdAt),
    updated_at: zuluTimestamp(client.updatedAt),
    is_active: client.isActive,
  };
}

/** The clients that every server starts with. */
export function demoClients(now: number): OAuth2Client[] {
  const common = {
    description: null,
    scopes: ["openid", "profile", "email", "read", "write"],
    grantTypes: requestedGrantTypes.map(storedGrantType),
    links: noLinks,
    createdAt: now,
    updatedAt: now,
    isActive: true,
  };
  return [
    {
      ...common,
      clientId: "client_web",
      secret: "web-secret-0123456789",
      name: "Reader Web",
      redirectUris: ["https://reader.example.org/callback"],
      isPublic: false,
    },
    {
      ...common,
      clientId: "client_native",
      secret: null,
      name: "Reader App",
      redirectUris: ["http://localhost:7777/callback"],
      isPublic: true,
    },
  ];
}
