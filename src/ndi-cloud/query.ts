/** Builds queries over documents. Pure; knows nothing of requests. [NDI-150] */
import type {
  NdiQueryOperation,
  NdiQueryScope,
  QueryNode,
} from "../../generated/ndi-cloud/models.js";
import { isRecord } from "../runtime/index.js";
import { checkText, isCloudId, mistake } from "./checks.js";

/** Operations that have an opposite: all but the choice. */
type Comparison = Exclude<NdiQueryOperation, `~${string}`>;

/**
 * Conditions on documents, all of which must hold. Queries are values: every method answers a new one.
 *
 * ```ts
 * const query = NdiQuery.isa("probe").and(NdiQuery.field("base.name").contains("V1"));
 * ```
 */
export class NdiQuery {
  /** The conditions as they are sent: always a list. */
  readonly searchstructure: readonly QueryNode[];

  /** @throws {NdiValidationError} for nodes that the server does not know, such as the opposite of a choice. */
  constructor(searchstructure: readonly QueryNode[]) {
    for (const node of searchstructure) checkNode(node);
    this.searchstructure = searchstructure;
  }

  /** Documents of a class, and of classes that extend it. */
  static isa(className: string): NdiQuery {
    checkText("className", className);
    return condition("", "isa", className);
  }

  /** Documents that build on another. @param name What it is to them; `*` for anything. */
  static dependsOn(name: string, ndiId: string): NdiQuery {
    checkText("name", name);
    return condition("", "depends_on", name, ndiId);
  }

  /** Documents that have a field. */
  static hasField(path: string): NdiQuery {
    checkText("field", path);
    return condition(path, "hasfield", "");
  }

  /** Begins a condition on a field. @param path Dotted, such as `base.name`. */
  static field(path: string): FieldQuery {
    checkText("field", path);
    const ofField =
      <T>(operation: Comparison) =>
      (value: T) =>
        condition(path, operation, value);
    return {
      equals: ofField("exact_string"),
      equalsAnyCase: ofField("exact_string_anycase"),
      contains: ofField("contains_string"),
      matches: ofField("regexp"),
      equalsNumber: ofField("exact_number"),
      lt: ofField("lessthan"),
      lte: ofField("lessthaneq"),
      gt: ofField("greaterthan"),
      gte: ofField("greaterthaneq"),
      hasMember: ofField("hasmember"),
    };
  }

  /** Documents for which everything of both queries holds. */
  and(other: NdiQuery): NdiQuery {
    return new NdiQuery([...this.searchstructure, ...other.searchstructure]);
  }

  /** Documents for which everything of one of the two queries holds. */
  or(other: NdiQuery): NdiQuery {
    const sides = { param1: [...this.searchstructure], param2: [...other.searchstructure] };
    return new NdiQuery([{ field: "", operation: "or", ...sides }]);
  }

  /**
   * The opposite of each condition; the opposite of that is the condition again.
   *
   * @throws {NdiValidationError} for a choice: it has no opposite.
   */
  not(): NdiQuery {
    return new NdiQuery(this.searchstructure.map(opposite));
  }
}

/** Conditions on one field. */
export interface FieldQuery {
  equals(text: string): NdiQuery;
  equalsAnyCase(text: string): NdiQuery;
  contains(text: string): NdiQuery;
  /** A regular expression, as the server understands it. */
  matches(expression: string): NdiQuery;
  equalsNumber(value: number): NdiQuery;
  lt(value: number): NdiQuery;
  lte(value: number): NdiQuery;
  gt(value: number): NdiQuery;
  gte(value: number): NdiQuery;
  /** The field is a list that has the value. */
  hasMember(value: unknown): NdiQuery;
}

/** What can be asked: a query, or conditions as they are sent; one alone is put in a list. */
export type QueryInput = NdiQuery | QueryNode | readonly QueryNode[];

/** @throws {NdiValidationError} for nodes that the server does not know. */
export function searchStructureOf(query: QueryInput): QueryNode[] {
  if (query instanceof NdiQuery) return [...query.searchstructure];
  // A node is no list: what is none is one.
  const nodes = Array.isArray(query) ? (query as readonly QueryNode[]) : [query as QueryNode];
  return [...new NdiQuery(nodes).searchstructure];
}

/** Where to look: a word, or ids of datasets, in a list or separated by commas. */
export type ScopeInput = NdiQueryScope | readonly string[];

/** @throws {NdiValidationError} for anything but `public`, `private`, `all`, and ids of 24 hexadecimal digits. */
export function scopeOf(scope: ScopeInput): NdiQueryScope {
  const text = typeof scope === "string" ? scope : scope.join(",");
  const isKnown = /^(public|private|all)$/.test(text);
  if (isKnown || text.split(/\s*,\s*/).every(isCloudId)) return text;
  throw mistake('The scope must be "public", "private", "all", or ids of datasets');
}

function condition(
  field: string,
  operation: Comparison,
  param1: unknown,
  param2: unknown = "",
): NdiQuery {
  return new NdiQuery([{ field, operation, param1, param2 }]);
}

function opposite(node: QueryNode): QueryNode {
  const { operation } = node;
  if (operation === "or") throw mistake("A choice has no opposite: the server refuses ~or");
  const turned = operation.startsWith("~") ? operation.slice(1) : `~${operation}`;
  // Every operation but `or` is there with and without the sign.
  return { ...node, operation: turned as Comparison };
}

const known: ReadonlySet<string> = new Set<Comparison>([
  "isa",
  "depends_on",
  "hasfield",
  "exact_string",
  "exact_string_anycase",
  "contains_string",
  "regexp",
  "exact_number",
  "lessthan",
  "lessthaneq",
  "greaterthan",
  "greaterthaneq",
  "hasmember",
]);

function checkNode(node: unknown): void {
  if (!isRecord(node)) throw mistake("A condition must be an object with an operation");
  const { operation, param1, param2 } = node;
  if (operation === "or") {
    if (!Array.isArray(param1) || !Array.isArray(param2))
      throw mistake("A choice needs two lists of conditions");
    for (const inner of [...param1, ...param2]) checkNode(inner);
    return;
  }
  const name = typeof operation === "string" ? operation.replace(/^~/, "") : "";
  if (operation === "~or") throw mistake("A choice has no opposite: the server refuses ~or");
  if (!known.has(name)) throw mistake(`There is no operation "${String(operation)}"`);
}
