// The device flow up to the user's consent; the token endpoint does not know its grant.
import { randomInt, randomUUID } from "node:crypto";
import { oauth2Failure } from "../failures.js";
import { allowedScopes } from "./authorization.js";
import type { OAuth2Store } from "./store.js";

const deviceSeconds = 600;
const pollSeconds = 5;

/** Without letters and digits that look alike. */
const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** `DeviceAuthorizationResponse`; an OAuth2 error for clients that may not. */
export function authorizeDevice(
  store: OAuth2Store,
  wish: { readonly client_id: string; readonly scope: string | undefined },
  baseUrl: string,
  now: number,
): Record<string, unknown> {
  const client = store.clients.get(wish.client_id);
  if (!client) throw oauth2Failure("Invalid client");
  if (!client.grantTypes.includes("device_code"))
    throw oauth2Failure("Device code grant not allowed for this client");
  const deviceCode = randomUUID();
  const userCode = Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join("");
  store.devices.set(deviceCode, {
    userCode,
    clientId: client.clientId,
    scopes: allowedScopes(wish.scope, client.scopes),
    expiresAt: now + deviceSeconds * 1000,
    userId: null,
  });
  return {
    device_code: deviceCode,
    user_code: userCode,
    verification_uri: `${baseUrl}/device`,
    verification_uri_complete: `${baseUrl}/device?user_code=${userCode}`,
    expires_in: deviceSeconds,
    interval: pollSeconds,
  };
}

/** True when a device waits under this code; it is the user's from now on. */
export function connectDevice(
  store: OAuth2Store,
  userCode: string,
  userId: string,
  now: number,
): boolean {
  const device = [...store.devices.values()].find(
    (each) => each.userCode === userCode && now < each.expiresAt,
  );
  if (device) device.userId = userId;
  return device !== undefined;
}
