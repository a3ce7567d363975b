/** OpenAPI documents as plain data, as far as the generator reads them (OpenAPI 3.1, section 4). */
import { pathOf } from "./diagnostics.js";

/** Any object of a document. */
export type Node = Readonly<Record<string, unknown>>;

export interface ReferenceNode {
  readonly $ref: string;
}

/** An object, or a reference to one. */
export type Referenced<T> = T | ReferenceNode;

export interface SchemaNode {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly format?: string;
  readonly deprecated?: boolean;
  readonly nullable?: boolean;
  readonly properties?: Readonly<Record<string, SchemaNode | boolean>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly patternProperties?: Readonly<Record<string, SchemaNode | boolean>>;
  readonly required?: readonly string[];
  readonly items?: SchemaNode | boolean | readonly (SchemaNode | boolean)[];
  readonly prefixItems?: readonly (SchemaNode | boolean)[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly allOf?: readonly (SchemaNode | boolean)[];
  readonly anyOf?: readonly (SchemaNode | boolean)[];
  readonly oneOf?: readonly (SchemaNode | boolean)[];
  readonly discriminator?: Node;
  readonly contentMediaType?: string;
  readonly contentSchema?: SchemaNode | boolean;
  readonly $defs?: Node;
}

export interface EncodingNode {
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly style?: string;
  readonly explode?: boolean;
}

export interface MediaTypeNode {
  readonly schema?: SchemaNode | boolean;
  readonly itemSchema?: SchemaNode | boolean;
  readonly encoding?: Readonly<Record<string, EncodingNode>>;
  readonly prefixEncoding?: readonly EncodingNode[];
  readonly itemEncoding?: EncodingNode;
}

export type Content = Readonly<Record<string, Referenced<MediaTypeNode>>>;

export interface ParameterNode {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly deprecated?: boolean;
  readonly description?: string;
  readonly style?: string;
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
  readonly allowEmptyValue?: boolean;
  readonly schema?: SchemaNode | boolean;
  readonly content?: Content;
}

export interface RequestBodyNode {
  readonly description?: string;
  readonly required?: boolean;
  readonly content: Content;
}

export interface ResponseNode {
  readonly description?: string;
  readonly summary?: string;
  readonly content?: Content;
}

export interface ServerNode {
  readonly url: string;
  readonly description?: string;
  readonly variables?: Readonly<Record<string, ServerVariableNode>>;
}

export interface ServerVariableNode {
  readonly default: string | number | boolean;
  readonly enum?: readonly (string | number | boolean)[];
  readonly description?: string;
}

export type SecurityNode = readonly Readonly<Record<string, readonly string[]>>[];

export interface ExternalDocsNode {
  readonly url: string;
}

export interface OperationNode {
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly deprecated?: boolean;
  readonly externalDocs?: ExternalDocsNode;
  readonly parameters?: readonly Referenced<ParameterNode>[];
  readonly requestBody?: Referenced<RequestBodyNode>;
  readonly responses?: Readonly<Record<string, Referenced<ResponseNode>>>;
  readonly security?: SecurityNode;
  readonly servers?: readonly ServerNode[];
  readonly "x-clientwright"?: Node;
}

export interface PathItemNode {
  readonly $ref?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly Referenced<ParameterNode>[];
  readonly servers?: readonly ServerNode[];
  readonly get?: OperationNode;
  readonly put?: OperationNode;
  readonly post?: OperationNode;
  readonly delete?: OperationNode;
  readonly options?: OperationNode;
  readonly head?: OperationNode;
  readonly patch?: OperationNode;
  readonly trace?: OperationNode;
  readonly query?: OperationNode;
  /** By method, in the spelling that is sent. */
  readonly additionalOperations?: Readonly<Record<string, OperationNode>>;
}

export interface TagNode {
  readonly name: string;
  readonly description?: string;
  readonly externalDocs?: ExternalDocsNode;
  readonly "x-clientwright"?: Node;
}

export interface SecuritySchemeNode {
  readonly type: string;
  readonly description?: string;
  readonly name?: string;
  readonly in?: string;
  readonly scheme?: string;
}

export interface ComponentsNode {
  readonly schemas?: Readonly<Record<string, SchemaNode | boolean>>;
  readonly securitySchemes?: Readonly<Record<string, Referenced<SecuritySchemeNode>>>;
}

/** A bundled document: every reference points inside. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: {
    readonly title: string;
    readonly description?: string;
    readonly version: string;
  };
  readonly servers?: readonly ServerNode[];
  readonly paths?: Readonly<Record<string, PathItemNode>>;
  readonly webhooks?: Readonly<Record<string, PathItemNode>>;
  readonly components?: ComponentsNode;
  readonly security?: SecurityNode;
  readonly tags?: readonly TagNode[];
  readonly "x-clientwright"?: Node;
}

/** The verbs of a path item, in the order of the specification (OpenAPI 3.2, section 4.9). */
export const verbs = [
  "get",
  "put",
  "post",
  "delete",
  "options",
  "head",
  "patch",
  "trace",
  "query",
] as const;

export const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const isReference = (value: unknown): value is ReferenceNode =>
  isNode(value) && typeof value.$ref === "string";

/** What a pointer within a document points at. */
export const valueAt = (root: unknown, path: readonly (string | number)[]): unknown => {
  let node = root;
  for (const segment of path) {
    if (typeof node !== "object" || node === null || !Object.hasOwn(node, segment))
      return undefined;
    // An own property was just established; arrays answer to their indices.
    node = (node as Record<string | number, unknown>)[segment];
  }
  return node;
};

/** Paths of where schemas are written that were given a name, by these names. */
export type Origins = Map<string, readonly (string | number)[]>;

/** Follows references within a bundled document to the object they mean. */
export type Resolve = <T extends object>(node: Referenced<T>) => T;

/** A resolver for a document whose references were checked when it was loaded. */
export const createResolve = (document: object): Resolve => {
  const targets = new Map<string, object>();
  const follow = (reference: ReferenceNode): object => {
    const seen = new Set<string>();
    let node: object = reference;
    while (isReference(node) && !seen.has(node.$ref)) {
      seen.add(node.$ref);
      const target = valueAt(document, pathOf(node.$ref));
      node = typeof target === "object" && target !== null ? target : {};
    }
    return node;
  };
  return <T extends object>(node: Referenced<T>): T => {
    if (!isReference(node)) return node;
    let target = targets.get(node.$ref);
    if (target === undefined) {
      target = follow(node);
      targets.set(node.$ref, target);
    }
    // `load/structure.ts` has checked that the target is of the kind that its place asks for.
    return target as T;
  };
};
