/** The classes of an error family: what each stands for, what it extends, and in which order they are declared. */
import type { Findings } from "../diagnostics.js";
import { suggest } from "../suggest.js";
import { type ErrorKind, extension } from "../vocabulary.js";
import type { ErrorClass, ErrorFamily } from "./types.js";

/** Names of statuses (RFC 9110, section 15, and RFC 6585). */
const reasons: Readonly<Record<string, string>> = {
  "400": "Bad Request",
  "401": "Unauthorized",
  "402": "Payment Required",
  "403": "Forbidden",
  "404": "Not Found",
  "405": "Method Not Allowed",
  "406": "Not Acceptable",
  "408": "Request Timeout",
  "409": "Conflict",
  "410": "Gone",
  "411": "Length Required",
  "412": "Precondition Failed",
  "413": "Content Too Large",
  "415": "Unsupported Media Type",
  "422": "Unprocessable Content",
  "423": "Locked",
  "428": "Precondition Required",
  "429": "Too Many Requests",
  "451": "Unavailable For Legal Reasons",
  "500": "Internal Server Error",
  "501": "Not Implemented",
  "502": "Bad Gateway",
  "503": "Service Unavailable",
  "504": "Gateway Timeout",
};

const kindDescriptions: Readonly<Record<string, string>> = {
  answer: "An answer that has no class of its own.",
  connection: "No answer came: the connection failed.",
  timeout: "The call took longer than it may.",
  abort: "The call was aborted.",
  parse: "The answer could not be read.",
  validation: "The request or the answer does not match the document.",
  auth: "No credentials could be given.",
  config: "The client is not configured for this call.",
};

/** What the names of a family come from. */
export type FamilyNames = Pick<ErrorFamily, "base" | "statuses" | "operations" | "kinds"> & {
  /** Class that a class extends in the place of the base. */
  readonly parents: Readonly<Record<string, string>>;
};

/** What one class stands for by itself. */
interface Uses {
  readonly statuses: readonly string[];
  readonly kinds: readonly ErrorKind[];
}

const describeStatus = (status: string): string => {
  const reason = reasons[status];
  if (status.endsWith("XX")) return `any answer ${status}`;
  return `the answer ${status}${reason === undefined ? "" : ` (${reason})`}`;
};

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

const enumerate = (parts: readonly string[], word: string): string => {
  const last = parts.at(-1) ?? "";
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} ${word} ${last}`;
};

const describe = ({ statuses, kinds }: Uses, children: readonly string[]): string => {
  const parts = kinds.map((kind) => kindDescriptions[kind]);
  if (statuses.length > 0) parts.unshift(sentence(enumerate(statuses.map(describeStatus), "or")));
  if (parts.length > 0) return parts.join(" ");
  return `What ${enumerate(
    children.map((name) => `\`${name}\``),
    "and",
  )} have in common.`;
};

const usesOf = ({ base, statuses, operations, kinds, parents }: FamilyNames): Map<string, Uses> => {
  const uses = new Map<string, Uses>();
  const note = (name: string, added: Partial<Uses>): void => {
    const known = uses.get(name) ?? { statuses: [], kinds: [] };
    uses.set(name, {
      statuses: [...new Set([...known.statuses, ...(added.statuses ?? [])])],
      kinds: [...known.kinds, ...(added.kinds ?? [])],
    });
  };
  for (const names of [statuses, ...Object.values(operations)])
    for (const [status, name] of Object.entries(names)) note(name, { statuses: [status] });
  // Checked against the schema of the vocabulary, so that every key is a kind.
  for (const [kind, name] of Object.entries(kinds) as [ErrorKind, string][])
    note(name, { kinds: [kind] });
  for (const name of Object.values(parents)) note(name, {});
  uses.delete(base);
  return uses;
};

const childrenOf = (name: string, parents: FamilyNames["parents"]): string[] =>
  Object.keys(parents).filter((child) => parents[child] === name);

/** A class and all that extend it. */
const withDescendants = (name: string, parents: FamilyNames["parents"]): string[] => [
  name,
  ...childrenOf(name, parents).flatMap((child) => withDescendants(child, parents)),
];

/** Parents come before their children: a class must be there before it is extended. */
const declarationOrder = (names: readonly string[], parents: FamilyNames["parents"]): string[] => {
  const ordered = new Set<string>();
  const add = (name: string): void => {
    const parent = parents[name];
    if (parent !== undefined && names.includes(parent)) add(parent);
    ordered.add(name);
  };
  names.forEach(add);
  return [...ordered];
};

/**
 * Every class of a family in the order of declaration. The statuses of a class include those of the classes
 * that extend it, as theirs must be among its own.
 */
export const buildErrorClasses = (names: FamilyNames): ErrorClass[] => {
  const { base, parents } = names;
  const uses = usesOf(names);
  return declarationOrder([...uses.keys()], parents).map((name): ErrorClass => {
    const own = uses.get(name) ?? { statuses: [], kinds: [] };
    const all = withDescendants(name, parents).flatMap((one) => uses.get(one) ?? []);
    const kinds = all.flatMap((one) => one.kinds);
    return {
      name,
      parent: parents[name] ?? base,
      statuses: kinds.includes("answer") ? [] : [...new Set(all.flatMap((one) => one.statuses))],
      mayLackStatus: kinds.length > 0,
      description: describe(own, childrenOf(name, parents)),
    };
  });
};

const isCircular = (name: string, parents: FamilyNames["parents"]): boolean => {
  const seen = new Set([name]);
  for (let next = parents[name]; next !== undefined; next = parents[next]) {
    if (next === name) return true;
    if (seen.has(next)) return false;
    seen.add(next);
  }
  return false;
};

/** Parents that can be: a class that is nowhere else, and one that extends itself, are reported and left out. */
export const checkParents = (names: FamilyNames, findings: Findings): FamilyNames["parents"] => {
  const { base, parents } = names;
  const known = [...usesOf(names).keys()];
  const report = (name: string, message: string, advice: string): void =>
    findings.error({
      rule: "errors",
      at: [extension, "errors", "parents", name],
      message,
      advice,
    });
  return Object.fromEntries(
    Object.entries(parents).filter(([name]) => {
      if (isCircular(name, parents)) {
        report(name, `"${name}" extends itself.`, "Take one of the parents out.");
        return false;
      }
      if (known.includes(name)) return true;
      const isBase = name === base;
      report(
        name,
        isBase ? `"${name}" is the base and has no parent.` : `No error is a "${name}".`,
        isBase ? "Take it out." : suggest(name, known),
      );
      return false;
    }),
  );
};
