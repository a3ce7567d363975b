/** How far what a client was given may travel: to its own server, and no further. */
import type { Call } from "../call-state.js";
import { isSecretName } from "../log/redact.js";

/** Whether a call goes to another origin than its client's, by its `baseUrl` or as a next page. */
export function leavesClient({ baseUrl, pageUrl, core }: Call): boolean {
  const target = pageUrl ?? baseUrl;
  return target !== core.baseUrl && new URL(target).origin !== core.origin;
}

/** Whether the call's credentials must stay behind. Those given for one call are for the server of that call. */
export function isOutOfReach(call: Call): boolean {
  const { baseUrl, pageUrl, settings } = call;
  if (settings.credentials.isOfClient) return leavesClient(call);
  return pageUrl !== undefined && new URL(pageUrl).origin !== new URL(baseUrl).origin;
}

/** Default headers or query parameters of a client, as far as they may go where the call goes. */
export function withinReach<T extends object>(values: T, call: Call): T {
  if (!leavesClient(call)) return values;
  const schemes = Object.values(call.core.description.securitySchemes);
  const names = schemes.map((scheme) => ("name" in scheme ? scheme.name.toLowerCase() : ""));
  const isKept = ([name]: [string, unknown]): boolean =>
    !isSecretName(name) && !names.includes(name.toLowerCase());
  // Only members were taken out, all of which are optional.
  return Object.fromEntries(Object.entries(values).filter(isKept)) as T;
}
