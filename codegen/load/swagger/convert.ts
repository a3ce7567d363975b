/**
 * Converts Swagger 2.0 to OpenAPI 3.0. `@scalar/openapi-upgrader` renames and moves; what it gets wrong
 * because it depends on the surroundings (bodies, forms, media types, lists) is said in the words of
 * OpenAPI 3 before, and what it drops is put back afterwards.
 */
import { isNode, type Node } from "../../document.js";
import type { Warn } from "./lists.js";
import { basePathOf, schemesOf, upgradePaths, upgradeShared } from "./operations.js";
import { upgradeSchema } from "./schemas.js";
import { unsealAll } from "./seal.js";

const upgradeDefinitions = (definitions: unknown): Node =>
  isNode(definitions)
    ? Object.fromEntries(
        Object.entries(definitions).map(([name, schema]) => [name, upgradeSchema(schema)]),
      )
    : {};

/** The document with everything in the words of OpenAPI 3 that the library would get wrong. */
const prepare = (document: Node, warn: Warn): Node => {
  const conversion = { document, warn };
  const { consumes: _consumes, produces: _produces, parameters, responses, ...rest } = document;
  return {
    ...rest,
    swagger: "2.0",
    schemes: schemesOf(document.schemes),
    basePath: basePathOf(document),
    paths: upgradePaths(conversion),
    definitions: upgradeDefinitions(document.definitions),
    ...((parameters !== undefined || responses !== undefined) && upgradeShared(conversion)),
  };
};

/** Members of a security scheme that the library drops. */
const keptOf = (scheme: Node): Node =>
  Object.fromEntries(
    Object.entries(scheme).filter(([key]) => key === "description" || key.startsWith("x-")),
  );

const withKeptSchemes = (converted: Node, document: Node): Node => {
  const { components } = converted;
  const schemes = isNode(components) ? components.securitySchemes : undefined;
  const before = document.securityDefinitions;
  if (!isNode(components) || !isNode(schemes) || !isNode(before)) return converted;
  const kept = Object.entries(schemes).map(([name, scheme]): [string, unknown] => {
    const own = before[name];
    return [name, isNode(scheme) && isNode(own) ? { ...keptOf(own), ...scheme } : scheme];
  });
  const securitySchemes = Object.fromEntries(kept);
  return { ...converted, components: { ...components, securitySchemes } };
};

/** The same document as OpenAPI 3.0. Throws where the document is not sound enough to be converted. */
export const convertSwagger = async (document: Node, warn: Warn): Promise<unknown> => {
  const { upgradeFromTwoToThree } = await import("@scalar/openapi-upgrader/2.0-to-3.0");
  // The library changes what it is given, and one object may stand in several places of a YAML file.
  const own: Node = JSON.parse(JSON.stringify(prepare(document, warn)));
  const {
    schemes: _schemes,
    basePath: _basePath,
    host: _host,
    ...converted
  } = {
    ...upgradeFromTwoToThree({ ...own }),
  } as Node;
  return unsealAll(withKeptSchemes(converted, document));
};
