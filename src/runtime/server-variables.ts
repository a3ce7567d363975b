/** Servers whose URLs have variables (OpenAPI 3.1, section 4.8.6). */
import type { ApiDescription } from "./options.js";

/**
 * The description with its first server made of a template.
 * @param usual Values of all variables that are not given.
 */
export function withServer(
  description: ApiDescription,
  template: string,
  usual: Readonly<Record<string, string>>,
  given: Readonly<Record<string, string | undefined>> = {},
): ApiDescription {
  const url = template.replace(
    /\{([^{}]+)\}/g,
    (whole, name) => given[name] ?? usual[name] ?? whole,
  );
  return { ...description, servers: [url, ...description.servers.slice(1)] };
}
