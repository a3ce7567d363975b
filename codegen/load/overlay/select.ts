/** Selects parts of a document by JSONPath (RFC 9535). The only importer of the JSONPath library. */
import type { JsonValue } from "jsonpath-rfc9535";
import type { Path } from "../../diagnostics.js";

const escapes: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** A name as it is, of a name as normalised paths write it (RFC 9535, section 2.7). */
const plainName = (name: string): string =>
  name.replace(/\\(?:u([0-9a-f]{4})|(.))/g, (_, code?: string, character = "") =>
    code === undefined
      ? (escapes[character] ?? character)
      : String.fromCharCode(Number.parseInt(code, 16)),
  );

/** Paths of the nodes that an expression selects, each once. Throws where it is no JSONPath. */
export const select = async (document: unknown, expression: string): Promise<Path[]> => {
  const { exec } = await import("jsonpath-rfc9535");
  const found = new Map<string, Path>();
  // Documents are parsed JSON or YAML; a date of YAML is a value like any other here.
  exec(document as JsonValue, expression, (_, path) => {
    const plain = path.map((key) => (typeof key === "number" ? key : plainName(key)));
    found.set(JSON.stringify(plain), plain);
  });
  return [...found.values()];
};
