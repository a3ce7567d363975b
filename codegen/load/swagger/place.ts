/** Leads from a path of a converted document to the path of the Swagger document that it was made of. */
import type { Path } from "../../diagnostics.js";
import { isNode, isReference, valueAt } from "../../document.js";

const sections: Readonly<Record<string, string>> = {
  schemas: "definitions",
  parameters: "parameters",
  responses: "responses",
  securitySchemes: "securityDefinitions",
};

/** `content`, the media type, `schema`: in Swagger 2.0, `schema` alone. */
const withoutMediaType = (path: Path): Path => {
  const at = path.indexOf("content");
  if (at === -1) return path;
  const inside = path.slice(at + 2);
  return [...path.slice(0, at), ...(inside[0] === "schema" ? inside : [])];
};

/** Members of a parameter's schema are members of the parameter. */
const withoutSchema = (path: Path): Path => (path[0] === "schema" ? path.slice(1) : path);

const isBodily = (document: unknown, item: unknown): boolean => {
  const target = isReference(item) ? valueAt(document, item.$ref.split("/").slice(1)) : item;
  return isNode(target) && (target.in === "body" || target.in === "formData");
};

/** The list of parameters at a path, with the index that each had. */
const listAt = (document: unknown, path: Path) => {
  const list = valueAt(document, [...path, "parameters"]);
  const items: readonly unknown[] = Array.isArray(list) ? list : [];
  return items.map((item, index) => ({ item, index }));
};

const originOfParameter = (document: unknown, holder: Path, rest: Path): Path => {
  const [position, ...inside] = rest;
  const kept = listAt(document, holder).filter(({ item }) => !isBodily(document, item));
  const index = kept[Number(position)]?.index;
  if (index === undefined) return [...holder, "parameters"];
  return [...holder, "parameters", index, ...withoutSchema(inside)];
};

/** The parameter that a part of a request body was made of. */
const originOfBody = (document: unknown, operation: Path, rest: Path): Path => {
  const holders = [operation, operation.slice(0, -1)];
  const [content, _type, schema, properties, member, ...inside] = rest;
  for (const holder of holders)
    for (const { item, index } of listAt(document, holder)) {
      if (!isBodily(document, item)) continue;
      const at: Path = [...holder, "parameters", index];
      const target = isReference(item) ? item.$ref.split("/").slice(1) : at;
      const parameter = valueAt(document, target);
      if (!isNode(parameter)) continue;
      if (parameter.in === "body")
        return content === "content" && schema === "schema"
          ? [...target, "schema", ...rest.slice(3)]
          : target;
      if (properties !== "properties" || parameter.name === member) return [...target, ...inside];
    }
  return operation;
};

const originInOperation = (document: unknown, path: Path): Path => {
  const operation = path.slice(0, 3);
  const [field, ...rest] = path.slice(3);
  if (field === "parameters") return originOfParameter(document, operation, rest);
  if (field === "requestBody") return originOfBody(document, operation, rest);
  if (field === "responses") return [...operation, field, ...withoutMediaType(rest)];
  return path;
};

/** Where in the Swagger document a path of the converted one comes from, as nearly as can be told. */
export const originInSwagger = (document: unknown, path: Path): Path => {
  const [first, second, ...rest] = path;
  if (first === "components") {
    const section = sections[String(second)];
    if (section === undefined) return [];
    const [name, ...inside] = rest;
    if (name === undefined) return [section];
    if (section === "parameters") return [section, name, ...withoutSchema(inside)];
    return [section, name, ...(section === "responses" ? withoutMediaType(inside) : inside)];
  }
  if (first === "servers") return ["host"];
  if (first !== "paths" || path.length < 3) return path;
  if (path[2] === "parameters") return originOfParameter(document, path.slice(0, 2), path.slice(3));
  return originInOperation(document, path);
};
