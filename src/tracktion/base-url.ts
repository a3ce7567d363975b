/** Which addresses a client may talk to. */
import { tracktionErrors } from "./error-family.js";

/** The hosted service. */
export const defaultBaseUrl = "https://api.tracktion.com";

/**
 * The URL without slashes at its end.
 *
 * @throws {TracktionApiError} for `http:` to another machine, which would send keys in the clear.
 */
export function checkedBaseUrl(baseUrl: string | URL, allowInsecure = false): string {
  const text = String(baseUrl).replace(/\/+$/, "");
  if (!allowInsecure && /^http:/i.test(text) && !isOwnMachine(text)) {
    const message =
      "baseUrl must be https: keys would be sent in the clear (allowInsecure allows it)";
    throw tracktionErrors.create(message, { kind: "config" });
  }
  return text;
}

/** Names and addresses that never leave the machine (RFC 6761, section 6.3; RFC 1122, section 3.2.1.3; RFC 4291). */
function isOwnMachine(text: string): boolean {
  try {
    const { hostname } = new URL(text);
    return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
  } catch {
    return true; // No URL at all: the runtime says so.
  }
}
