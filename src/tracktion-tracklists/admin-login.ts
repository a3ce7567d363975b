/** The login of an administrator, done when an operation first needs it. */
import { errors } from "../../generated/tracktion-tracklists/errors.js";
import type { AdminTokenResponse } from "../../generated/tracktion-tracklists/models.js";
import {
  adminLogin,
  adminRefresh,
} from "../../generated/tracktion-tracklists/resources/admin-auth.js";
import { passwordLogin, type TokenGrant, type TokenProvider } from "../auth/index.js";
import { type Caller, ClientwrightError, type Clock } from "../runtime/index.js";

/** Name and password of an administrator. */
export interface AdminAccount {
  readonly username: string;
  readonly password: string;
}

/**
 * Logs in, and renews the access token before it expires.
 *
 * @param caller Answers the client that logs in; asked at the first login.
 */
export function createAdminLogin(
  { username, password }: AdminAccount,
  caller: () => Caller,
  clock: Clock | undefined,
): TokenProvider {
  return passwordLogin({
    login: async ({ signal }) => {
      const options = { auth: false, signal } as const;
      const sent = caller().call(adminLogin, { body: { username, password } }, options);
      return grantOf(await sent.catch((error: unknown) => rethrowWithout(password, error)));
    },
    // The server takes any good token as refresh token, and wants it in the address.
    refresh: async (refresh_token, { signal }) => {
      const options = { auth: false, retry: false, signal } as const;
      const sent = caller().call(adminRefresh, { query: { refresh_token } }, options);
      return grantOf(await sent.catch((error: unknown) => rethrowWithout(refresh_token, error)));
    },
    // Each of the two calls has the client's own limit.
    timeoutMs: 0,
    ...(clock && { clock }),
  });
}

function grantOf({ access_token, refresh_token, expires_in }: AdminTokenResponse): TokenGrant {
  return {
    accessToken: access_token,
    expiresInMs: expires_in * 1000,
    ...(refresh_token !== null && { refreshToken: refresh_token }),
  };
}

/** Answers may quote what was sent: the error is made again without the secret. */
function rethrowWithout(secret: string, error: unknown): never {
  if (!(error instanceof ClientwrightError)) throw error;
  const { init, message } = error;
  throw errors.create(message, { ...init, secrets: [...(init.secrets ?? []), secret] });
}
