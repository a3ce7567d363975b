/** Operations: parameters by their place, bodies and responses by media type, addresses by scheme. */
import type { Path } from "../../diagnostics.js";
import { isNode, type Node, verbs } from "../../document.js";
import { mediaTypes, requestBodyOf, upgradeResponse } from "./bodies.js";
import { type Warn, withKnownLists } from "./lists.js";

/** What the conversion of one document carries along. */
export interface Conversion {
  /** The Swagger document. */
  readonly document: Node;
  readonly warn: Warn;
}

/** A parameter, and where it is described. */
interface Described {
  readonly parameter: Node;
  readonly path: Path;
}

const isBodily = ({ parameter }: Described): boolean =>
  parameter.in === "body" || parameter.in === "formData";

/** Puts a shared body or form parameter in the place of the reference to it; other references stay. */
const describe = ({ document }: Conversion, parameter: Node, path: Path): Described => {
  const name = /^#\/parameters\/(.+)$/.exec(String(parameter.$ref))?.[1];
  const shared = isNode(document.parameters) && name !== undefined && document.parameters[name];
  if (!isNode(shared) || !isBodily({ parameter: shared, path })) return { parameter, path };
  return { parameter: shared, path: ["parameters", name ?? ""] };
};

/** The parameters of an operation or of a path, described. */
const parametersOf = (conversion: Conversion, holder: Node, path: Path): Described[] => {
  const list: readonly unknown[] = Array.isArray(holder.parameters) ? holder.parameters : [];
  return list.flatMap((one, index) =>
    isNode(one) ? [describe(conversion, one, [...path, "parameters", index])] : [],
  );
};

const upgraded = ({ warn }: Conversion, described: readonly Described[]): Node[] =>
  described.map(({ parameter, path }) => withKnownLists(parameter, path, warn));

/** An operation's own parameters win over its path's of the same name and place. */
const merged = (own: readonly Described[], shared: readonly Described[]): Described[] => {
  const nameOf = ({ parameter }: Described): string => `${parameter.in} ${parameter.name}`;
  const names = new Set(own.map(nameOf));
  return [...shared.filter((one) => !names.has(nameOf(one))), ...own];
};

const upgradeResponses = (value: unknown, produces: readonly string[]): unknown => {
  if (!isNode(value)) return value;
  const entries = Object.entries(value).map(([status, one]): [string, unknown] => [
    status,
    status.startsWith("x-") ? one : upgradeResponse(one, produces),
  ]);
  return Object.fromEntries(entries);
};

/** Schemes of HTTP, the encrypted one first: clients call the first server. */
export const schemesOf = (named: unknown): string[] => {
  const list: readonly unknown[] = Array.isArray(named) ? named : [];
  const schemes = ["https", "http"].filter((scheme) => list.includes(scheme));
  return schemes.length > 0 ? schemes : ["https"];
};

/** The base path with one slash in front and none behind. */
export const basePathOf = ({ basePath }: Node): string => {
  const trimmed = typeof basePath === "string" ? basePath.replace(/^\/+|\/+$/g, "") : "";
  return trimmed === "" ? "" : `/${trimmed}`;
};

const serversOf = ({ document }: Conversion, { schemes }: Node): Node => {
  if (!Array.isArray(schemes) || typeof document.host !== "string") return {};
  const base = `${document.host}${basePathOf(document)}`;
  return { servers: schemesOf(schemes).map((scheme) => ({ url: `${scheme}://${base}` })) };
};

const upgradeOperation = (
  conversion: Conversion,
  operation: Node,
  path: Path,
  shared: readonly Described[],
): Node => {
  const { consumes, produces, schemes: _, ...rest } = operation;
  const own = parametersOf(conversion, operation, path);
  const bodily = upgraded(conversion, merged(own.filter(isBodily), shared.filter(isBodily)));
  const { document } = conversion;
  const requestBody = requestBodyOf(bodily, mediaTypes(consumes, document.consumes));
  return {
    ...rest,
    ...(Array.isArray(operation.parameters) && {
      parameters: upgraded(
        conversion,
        own.filter((one) => !isBodily(one)),
      ),
    }),
    ...(requestBody !== undefined && { requestBody }),
    responses: upgradeResponses(operation.responses, mediaTypes(produces, document.produces)),
    ...serversOf(conversion, operation),
  };
};

const upgradePathItem = (conversion: Conversion, item: unknown, path: Path): unknown => {
  if (!isNode(item)) return item;
  const shared = parametersOf(conversion, item, path);
  const entries = Object.entries(item).flatMap(([key, value]): [string, unknown][] => {
    if (key === "parameters")
      return [
        [
          key,
          upgraded(
            conversion,
            shared.filter((one) => !isBodily(one)),
          ),
        ],
      ];
    const isOperation = (verbs as readonly string[]).includes(key) && isNode(value);
    if (isOperation) return [[key, upgradeOperation(conversion, value, [...path, key], shared)]];
    return value === null ? [] : [[key, value]];
  });
  return Object.fromEntries(entries);
};

/** The paths with everything said in the words of OpenAPI 3 that depends on its surroundings. */
export const upgradePaths = (conversion: Conversion): Node => {
  const { paths } = conversion.document;
  const entries = isNode(paths) ? Object.entries(paths) : [];
  return Object.fromEntries(
    entries
      .filter(([path]) => path.startsWith("/"))
      .map(([path, item]) => [path, upgradePathItem(conversion, item, ["paths", path])]),
  );
};

/** Shared responses, and the shared parameters that are no bodies. */
export const upgradeShared = (conversion: Conversion): Node => {
  const { document, warn } = conversion;
  const entries = isNode(document.parameters) ? Object.entries(document.parameters) : [];
  const parameters = entries
    .filter(([, one]) => isNode(one) && one.in !== "body" && one.in !== "formData")
    .map(([name, one]): [string, unknown] => [
      name,
      isNode(one) ? withKnownLists(one, ["parameters", name], warn) : one,
    ]);
  return {
    ...(parameters.length > 0 && { parameters: Object.fromEntries(parameters) }),
    ...(isNode(document.responses) && {
      responses: upgradeResponses(document.responses, mediaTypes(document.produces)),
    }),
  };
};
