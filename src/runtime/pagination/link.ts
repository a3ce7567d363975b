/** Lists whose `Link` header has the URL of the next page (RFC 8288). */
import type { NextPage, Position } from "./turn.js";

/** The link with `rel="next"`; a relation may be one of several, quoted or not. */
export function nextLink(position: Position): NextPage | undefined {
  for (const link of (position.headers.get("link") ?? "").matchAll(/<([^>]*)>([^<]*)/g)) {
    const [, url = "", parameters = ""] = link;
    const relation = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i.exec(parameters);
    const names = (relation?.[1] ?? relation?.[2] ?? "").toLowerCase().split(/\s+/);
    if (names.includes("next")) return { kind: "url", url, mark: url };
  }
  return undefined;
}
