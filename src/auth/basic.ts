/** User name and password with every request (RFC 7617). */
import { type AuthProvider, ConfigError } from "../runtime/index.js";
import { base64 } from "./encoding.js";
import { withoutSecrets } from "./redacted.js";
import { withHeaders } from "./with-headers.js";

/** Credentials of HTTP's basic scheme. */
export interface BasicOptions {
  /** Must not contain a colon. */
  readonly username: string;
  readonly password: string;
}

/** Sends `Authorization: Basic`, in UTF-8. */
export function basic({ username, password }: BasicOptions): AuthProvider {
  // RFC 7617, section 2: the first colon ends the user name.
  if (username.includes(":")) throw new ConfigError("A user name of basic has no colon");
  const headers = { authorization: `Basic ${base64(`${username}:${password}`)}` };
  return withoutSecrets("basic", {
    headers: () => headers,
    authenticate: (request) => withHeaders(request, headers),
  } satisfies AuthProvider);
}
