/** Providers made of providers. */
import { AuthError, type AuthProvider, type CallContext } from "../runtime/index.js";
import { withoutSecrets } from "./redacted.js";

/** Uses the first provider that has credentials for the call: e.g. an API key, else a login. */
export function anyOf(...providers: readonly AuthProvider[]): AuthProvider {
  const chosen = new WeakMap<CallContext, AuthProvider>();
  const choose = (call: CallContext): AuthProvider => {
    const provider = providers.find((each) => each.canAuthenticate?.(call) ?? true);
    if (!provider) throw new AuthError("No credentials for this operation");
    chosen.set(call, provider);
    return provider;
  };
  const isQuick = providers.every((each) => each.headers !== undefined);
  return withoutSecrets("anyOf", {
    ...(isQuick ? { headers: (call) => choose(call).headers?.(call) ?? {} } : {}),
    authenticate: (request, call) => choose(call).authenticate(request, call),
    recover: (response, call) => chosen.get(call)?.recover?.(response, call) ?? false,
    refused: (response, call) => chosen.get(call)?.refused?.(response, call),
    followsRedirects: (call) => choose(call).followsRedirects?.(call) ?? true,
    canAuthenticate: (call) => providers.some((each) => each.canAuthenticate?.(call) ?? true),
  } satisfies AuthProvider);
}

/** Uses every provider, in order: e.g. a bearer token, then a signature over the request. */
export function allOf(...providers: readonly AuthProvider[]): AuthProvider {
  return withoutSecrets("allOf", {
    authenticate: async (request, call) => {
      let authenticated = request;
      for (const provider of providers) {
        authenticated = await provider.authenticate(authenticated, call);
      }
      return authenticated;
    },
    recover: async (response, call) => {
      const recoveries = providers.map((each) => each.recover?.(response, call) ?? false);
      return (await Promise.all(recoveries)).some((recovered) => recovered);
    },
    refused: async (response, call) => {
      for (const provider of providers) await provider.refused?.(response, call);
    },
    followsRedirects: (call) => providers.every((each) => each.followsRedirects?.(call) ?? true),
    canAuthenticate: (call) => providers.every((each) => each.canAuthenticate?.(call) ?? true),
  } satisfies AuthProvider);
}
