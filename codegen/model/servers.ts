/** Server URLs with their variables filled in (OpenAPI 3.1, sections 4.8.5 and 4.8.6). */
import type { ServerNode } from "../document.js";

/** Loading has seen to it that every variable is described. */
const fillIn = ({ url, variables }: ServerNode): string =>
  url.replace(/\{([^{}]+)\}/g, (whole, name: string) =>
    String(variables?.[name]?.default ?? whole),
  );

/** URLs of a list of servers, each once. */
export const serverUrls = (servers: readonly ServerNode[] | undefined): string[] => [
  ...new Set((servers ?? []).map(fillIn)),
];

/** Whether a URL can be called without knowing where the document came from. */
export const isAbsoluteUrl = (url: string): boolean => /^https?:\/\//i.test(url);
