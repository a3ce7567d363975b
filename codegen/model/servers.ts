/** Server URLs with their variables filled in (OpenAPI 3.1, sections 4.8.5 and 4.8.6). */
import type { ServerNode } from "../document.js";

import type { Context } from "./context.js";
import type { ServerTemplate } from "./types.js";

/** Loading has seen to it that every variable is described. */
const fillIn = ({ url, variables }: ServerNode): string =>
  url.replace(/\{([^{}]+)\}/g, (whole, name: string) =>
    String(variables?.[name]?.default ?? whole),
  );

/** URLs of a list of servers, each once. */
export const serverUrls = (servers: readonly ServerNode[] | undefined): string[] => [
  ...new Set((servers ?? []).map(fillIn)),
];

/** The first server as a template, where it has variables that a client may be given. */
export const serverTemplate = ({ document }: Context): ServerTemplate | undefined => {
  const [server] = document.servers ?? [];
  const { url = "", variables = {} } = server ?? {};
  const used = Object.entries(variables).filter(([name]) => url.includes(`{${name}}`));
  if (used.length === 0) return undefined;
  return {
    url,
    variables: used.map(([name, variable]) => ({
      name,
      usual: String(variable.default),
      values: (variable.enum ?? []).map(String),
      description: typeof variable.description === "string" ? variable.description : undefined,
    })),
  };
};

/** Whether a URL can be called without knowing where the document came from. */
export const isAbsoluteUrl = (url: string): boolean => /^https?:\/\//i.test(url);
