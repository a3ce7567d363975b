// Registration of OAuth2 clients.
import { jsonAnswer } from "../../support/answers.js";
import type { Call, Route } from "../call.js";
import { readJson, readQuery } from "../extract.js";
import { wrappedFailure } from "../failures.js";
import { flag, flagText, optional, record, text, texts, unsigned } from "../kinds.js";
import {
  clientBody,
  isRedirectUri,
  newClientId,
  newClientSecret,
  type OAuth2Client,
  requestedGrantTypes,
  storedGrantType,
} from "../oauth2/clients.js";

const clients = "/oauth2/clients";

export const oauth2ClientRoutes: readonly Route[] = [
  { method: "POST", path: clients, access: "bearer", handle: register },
  { method: "GET", path: clients, access: "bearer", handle: list },
  { method: "GET", path: `${clients}/{client_id}`, access: "bearer", handle: show },
  { method: "PUT", path: `${clients}/{client_id}`, access: "bearer", handle: update },
  { method: "DELETE", path: `${clients}/{client_id}`, access: "bearer", handle: remove },
];

const links = {
  logo_uri: optional(text),
  contact_email: optional(text),
  tos_uri: optional(text),
  policy_uri: optional(text),
};

const registrationRequest = record("ClientRegistrationRequest", {
  ...links,
  client_name: text,
  client_description: optional(text),
  redirect_uris: texts,
  grant_types: texts,
  scope: optional(text),
  application_type: optional(text),
});

const updateRequest = record("ClientUpdateRequest", {
  ...links,
  client_name: optional(text),
  client_description: optional(text),
  redirect_uris: optional(texts),
  grant_types: optional(texts),
  scope: optional(text),
  is_active: optional(flag),
});

const clientQuery = record("ClientQuery", {
  limit: optional(unsigned),
  offset: optional(unsigned),
  name: optional(text),
  active: optional(flagText),
  grant_type: optional(text),
});

/** The one answer of this group that is not wrapped. */
function register(call: Call) {
  const { oauth2, settings } = call.state;
  const wish = readJson(call, registrationRequest);
  requireUris(wish.redirect_uris);
  requireGrantTypes(wish.grant_types);
  const isPublic = wish.application_type !== undefined && wish.application_type !== "web";
  const now = settings.now();
  const client: OAuth2Client = {
    clientId: newClientId(),
    secret: isPublic ? null : newClientSecret(),
    name: named(wish.client_name),
    description: wish.client_description ?? null,
    redirectUris: wish.redirect_uris,
    scopes: (wish.scope ?? "read").split(/\s+/),
    grantTypes: wish.grant_types.map(storedGrantType),
    isPublic,
    links: linksOf(wish),
    createdAt: now,
    updatedAt: now,
    isActive: true,
  };
  oauth2.clients.set(client.clientId, client);
  return jsonAnswer(200, registrationBody(client, wish));
}

function registrationBody(
  client: OAuth2Client,
  wish: { grant_types: readonly string[]; application_type: string | undefined },
): Record<string, unknown> {
  const isLocal = client.redirectUris.some((uri) => /localhost|127\.0\.0\.1|^urn:/.test(uri));
  return {
    client_id: client.clientId,
    client_secret: client.secret,
    client_id_issued_at: Math.floor(client.createdAt / 1000),
    client_secret_expires_at: null,
    client_name: client.name,
    client_description: client.description,
    redirect_uris: client.redirectUris,
    grant_types: wish.grant_types,
    scope: client.scopes.join(" "),
    ...client.links,
    application_type: wish.application_type ?? (isLocal ? "native" : "web"),
    token_endpoint_auth_method: client.isPublic ? "none" : "client_secret_basic",
  };
}

function list(call: Call) {
  const wish = readQuery(call, clientQuery);
  const { limit = 100, offset = 0, name = "", active, grant_type } = wish;
  const found = [...call.state.oauth2.clients.values()].filter(
    (client) =>
      client.name.toLowerCase().includes(name.toLowerCase()) &&
      (active === undefined || client.isActive === active) &&
      (grant_type === undefined || client.grantTypes.includes(storedGrantType(grant_type))),
  );
  return wrapped(found.slice(offset, offset + limit).map(clientBody));
}

function show(call: Call) {
  return wrapped(clientBody(wanted(call, 404)));
}

function update(call: Call) {
  const wish = readJson(call, updateRequest);
  const client = wanted(call, 400);
  if (wish.redirect_uris) requireUris(wish.redirect_uris);
  if (wish.grant_types) requireGrantTypes(wish.grant_types);
  client.name = wish.client_name === undefined ? client.name : named(wish.client_name);
  client.description = wish.client_description ?? client.description;
  client.redirectUris = wish.redirect_uris ?? client.redirectUris;
  client.grantTypes = wish.grant_types?.map(storedGrantType) ?? client.grantTypes;
  client.scopes = wish.scope?.split(/\s+/) ?? client.scopes;
  client.links = linksOf(wish, client.links);
  client.isActive = wish.is_active ?? client.isActive;
  client.updatedAt = call.state.settings.now();
  return wrapped(clientBody(client));
}

function remove(call: Call) {
  const { clientId } = wanted(call, 404);
  call.state.oauth2.clients.delete(clientId);
  return wrapped(true);
}

function wanted({ state, params }: Call, status: number): OAuth2Client {
  const client = state.oauth2.clients.get(params["client_id"] ?? "");
  if (!client) throw wrappedFailure(status, "Client not found");
  return client;
}

function wrapped(data: unknown) {
  return jsonAnswer(200, { success: true, data, message: null });
}

function named(name: string): string {
  if (name.length < 1 || name.length > 255)
    throw wrappedFailure(400, "Client name must be between 1 and 255 characters");
  return name;
}

function requireUris(uris: readonly string[]): void {
  if (uris.length < 1 || uris.length > 10 || new Set(uris).size < uris.length)
    throw wrappedFailure(400, "Between 1 and 10 different redirect URIs are required");
  const wrong = uris.find((uri) => !isRedirectUri(uri));
  if (wrong !== undefined) throw wrappedFailure(400, `Invalid redirect URI: ${wrong}`);
}

function requireGrantTypes(grantTypes: readonly string[]): void {
  const known: readonly string[] = requestedGrantTypes;
  const wrong = grantTypes.find((grantType) => !known.includes(grantType));
  if (wrong !== undefined) throw wrappedFailure(400, `Invalid grant type: ${wrong}`);
  if (grantTypes.length === 0) throw wrappedFailure(400, "At least one grant type is required");
}

type SentLinks = Readonly<Record<keyof typeof links, string | undefined>>;

function linksOf(wish: SentLinks, former?: OAuth2Client["links"]): OAuth2Client["links"] {
  return {
    logo_uri: wish.logo_uri ?? former?.logo_uri ?? null,
    contact_email: wish.contact_email ?? former?.contact_email ?? null,
    tos_uri: wish.tos_uri ?? former?.tos_uri ?? null,
    policy_uri: wish.policy_uri ?? former?.policy_uri ?? null,
  };
}
