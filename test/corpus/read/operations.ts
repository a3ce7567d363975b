/** The operations of a document: every verb of every path. Reads files itself, see `source.ts`. */
import { type Fields, isFields, type Place, type Source } from "./source.js";

/** A parameter as the document describes it. */
export interface DocumentParameter {
  readonly name: string;
  readonly location: string;
  readonly node: Fields;
}

/** One operation as the document describes it. */
export interface DocumentOperation {
  readonly id: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly DocumentParameter[];
  /** Media types of the request body by name; undefined without a body. */
  readonly content: Readonly<Record<string, Fields>> | undefined;
  /** The server of the operation, the path or the document, its variables filled in. */
  readonly server: string | undefined;
  /** The document's own server, which clients have without being told. */
  readonly documentServer: string | undefined;
  /** The file that the operation is in. */
  readonly file: string;
}

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

const fieldsIn = (node: Fields, key: string): Fields => {
  const value = node[key];
  return isFields(value) ? value : {};
};

const listIn = (node: Fields, key: string): readonly unknown[] => {
  const value = node[key];
  return Array.isArray(value) ? value : [];
};

/** The first server's URL (OpenAPI 3.1, section 4.8.5). */
const serverIn = (node: Fields): string | undefined => {
  const [server] = listIn(node, "servers");
  if (!isFields(server) || typeof server.url !== "string") return undefined;
  const variables = fieldsIn(server, "variables");
  return server.url.replace(/\{([^{}]+)\}/g, (whole, name: string) => {
    const variable = variables[name];
    return isFields(variable) ? String(variable.default) : whole;
  });
};

const readParameters = (source: Source, owners: readonly Place[]): DocumentParameter[] => {
  const found = new Map<string, DocumentParameter>();
  for (const { file, value } of owners) {
    if (!isFields(value)) continue;
    for (const entry of listIn(value, "parameters")) {
      const { value: node } = source.follow({ file, value: entry });
      if (!isFields(node) || typeof node.name !== "string" || typeof node.in !== "string") continue;
      // Names of headers have no case (RFC 9110, section 5.1).
      const name = node.in === "header" ? node.name.toLowerCase() : node.name;
      found.set(`${node.in} ${name}`, { name: node.name, location: node.in, node });
    }
  }
  return [...found.values()];
};

const readContent = (source: Source, file: string, body: unknown): DocumentOperation["content"] => {
  const { file: at, value: node } = source.follow({ file, value: body });
  if (!isFields(node)) return undefined;
  const entries = Object.entries(fieldsIn(node, "content")).map(([type, media]) => {
    const { value } = source.follow({ file: at, value: media });
    return [type, isFields(value) ? value : {}];
  });
  return Object.fromEntries(entries);
};

/** The verbs of a path item; `query` and others by name since 3.2 (section 4.9). */
const verbsOf = (version: string, item: Fields): [method: string, node: unknown][] => {
  const fixed = version >= "3.2" ? [...methods, "query"] : methods;
  const own = fixed.map((method): [string, unknown] => [method.toUpperCase(), item[method]]);
  const more = version >= "3.2" ? Object.entries(fieldsIn(item, "additionalOperations")) : [];
  return [...own, ...more].filter(([, node]) => isFields(node));
};

/** Every operation of the document in a file. */
export const readOperations = (source: Source, file: string): DocumentOperation[] => {
  const document = source.read(file);
  if (!isFields(document)) return [];
  const version = String(document.openapi);
  const paths = source.follow({ file, value: document.paths });
  const entries = Object.entries(isFields(paths.value) ? paths.value : {});
  return entries
    .filter(([path]) => !path.startsWith("x-"))
    .flatMap(([path, entry]) => {
      const item = source.follow({ file: paths.file, value: entry });
      if (!isFields(item.value)) return [];
      const { value: itemNode, file: itemFile } = item;
      return verbsOf(version, itemNode).map(([method, value]): DocumentOperation => {
        const operation = source.follow({ file: itemFile, value });
        const node = isFields(operation.value) ? operation.value : {};
        return {
          id: typeof node.operationId === "string" ? node.operationId : undefined,
          method,
          path,
          file: operation.file,
          parameters: readParameters(source, [item, operation]),
          content: readContent(source, operation.file, node.requestBody),
          documentServer: serverIn(document),
          server: serverIn(node) ?? serverIn(itemNode) ?? serverIn(document),
        };
      });
    });
};
