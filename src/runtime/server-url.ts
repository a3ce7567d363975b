/** Reads the URL of a server. */

/**
 * The URL without a slash at its end; undefined when it is not an absolute http(s) URL without credentials, query and
 * fragment. A relative one is taken from `base`, or in browsers from the page.
 */
export function serverUrl(text: string | URL, base?: string): string | undefined {
  // Only browsers have a page.
  const page = (globalThis as { location?: { href?: string } }).location?.href;
  try {
    const url = new URL(text, base ?? page);
    const isPlain =
      url.username === "" && url.password === "" && url.search === "" && url.hash === "";
    if (!isPlain || !/^https?:$/.test(url.protocol)) return undefined;
    return url.href.replace(/\/+$/, "");
  } catch {
    return undefined;
  }
}
