/** What a proxy is told, and what its refusals become. Must not quote its credentials. */
import { ConnectionError } from "../runtime/index.js";

/** A proxy's address, and the credentials that were in it. */
export interface ProxyAddress {
  /** Without credentials. */
  readonly uri: string;
  /** Value of `Proxy-Authorization`. */
  readonly token: string | undefined;
}

/** Takes a proxy URL apart; undici would send no user name without a password. */
export function proxyAddress(proxy: string | URL): ProxyAddress {
  const url = new URL(proxy);
  const { username, password } = url;
  url.username = "";
  url.password = "";
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const token = `Basic ${Buffer.from(pair).toString("base64")}`;
  return { uri: url.href, token: username === "" && password === "" ? undefined : token };
}

/** What undici says when a proxy answers CONNECT, or a request in absolute form, with 407. */
const refusal = /Proxy response \(407\)|Proxy Authentication Required \(407\)/;

/** The error for a proxy that asks for credentials; undefined for any other failure. */
export function proxyRefusal(error: unknown): ConnectionError | undefined {
  return chainOf(error).some(({ message }) => refusal.test(message))
    ? proxyAuthenticationRequired()
    : undefined;
}

/** The server never saw the request. */
export function proxyAuthenticationRequired(): ConnectionError {
  const advice = "The proxy asks for credentials (407): put them into its URL";
  return new ConnectionError(advice, { code: "PROXY_AUTH_REQUIRED", maybeSent: false });
}

function chainOf(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let each = error; each instanceof Error && chain.length < 8; each = each.cause) {
    chain.push(each);
  }
  return chain;
}
