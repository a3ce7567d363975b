/** Keys of paths: slashes, blanks and braces; values of the query, which become parameters. */
import { isNode } from "../../document.js";
import { camel, singular, wordsOf } from "../../model/words.js";
import { namesIn, templateParts } from "../template.js";
import { declaredIn, findDeclared } from "./declared.js";
import { type Fields, renameField, setField } from "./draft.js";
import { operationsOf, pathItemsOf, pathsOf } from "./operations.js";
import type { Change, Draft } from "./repair.js";

/** A value of the query: `page={page_number}` is the parameter `page`, described as `page_number`. */
interface QueryValue {
  readonly name: string;
  readonly described: string;
}

/** What a key should be. */
interface Wanted {
  readonly key: string;
  readonly values: readonly QueryValue[];
}

/** `{{id}}`, `{id` and `id}` are `{id}`; `{}` is a value as well. */
const balanced = (path: string): string =>
  path
    .split("/")
    .map((segment) => {
      const plain = segment.replace(/\{\{+/g, "{").replace(/\}\}+/g, "}");
      const isSound = /^([^{}]*\{[^{}]+\})*[^{}]*$/.test(plain);
      if (isSound) return plain;
      const inner = plain.replace(/[{}]+/g, " ").trim().split(/\s+/).join("_");
      return `{${inner || "value"}}`;
    })
    .join("/");

/** RFC 6570 has marks before and behind names; the runtime writes values by their parameter's style. */
const unmarked = (path: string): string =>
  path.replace(/\{[+./;]?([^{}?&#*:]+)(\*|\?|:\d+)?\}/g, "{$1}");

/** `{?page,limit}` and `{&page}` are values of the query (RFC 6570, sections 3.2.8 and 3.2.9). */
const withoutExpansions = (key: string): { readonly key: string; readonly names: string[] } => {
  const names: string[] = [];
  const plain = key.replace(/\{[?&]([^{}]+)\}/g, (_, list: string) => {
    names.push(...list.split(",").map((name) => name.trim().replace(/\*$/, "")));
    return "";
  });
  return { key: plain, names: names.filter((name) => name !== "") };
};

/** A name that a template has twice is called after the segment before it the second time. */
const distinctNames = (path: string): string => {
  const seen = new Set<string>();
  let before = "";
  return path
    .split("/")
    .map((segment) => {
      const named = segment.replace(/\{([^{}]+)\}/g, (whole, name: string) => {
        const stem = camel([...wordsOf(before).map(singular), ...wordsOf(name)]);
        const candidates = [name, stem, `${stem}Value`];
        const free =
          candidates.find((one) => one !== "" && !seen.has(one)) ?? `${name}${seen.size}`;
        seen.add(free);
        return free === name ? whole : `{${free}}`;
      });
      if (!segment.includes("{")) before = segment;
      return named;
    })
    .join("/");
};

/** A percent sign that encodes nothing is one itself (RFC 3986, section 2.4). */
const encoded = (path: string): string => path.replace(/%(?![0-9A-Fa-f]{2})/g, "%25");

const fixedPath = (path: string): string => {
  const trimmed = encoded(path.trim().replace(/^https?:\/\/[^/?#]*/i, ""));
  const rooted = trimmed.startsWith("/") ? trimmed : `/${trimmed}`;
  return /[{}]/.test(rooted) ? distinctNames(unmarked(balanced(rooted))) : rooted;
};

/** Values and fixed parts of a query; a value that is only a part of one is the whole value. */
const splitQuery = (query: string): { readonly fixed: string; readonly values: QueryValue[] } => {
  const values: QueryValue[] = [];
  const fixed = query.split("&").filter((pair) => {
    const [name = "", value = ""] = pair.split("=", 2);
    const described = /\{([^{}]+)\}/.exec(pair)?.[1];
    if (described === undefined) return pair !== "";
    const isName = name.includes("{");
    values.push({ name: isName || value === "" ? described : name, described });
    return false;
  });
  return { fixed: fixed.join("&"), values };
};

const wantedFor = (original: string): Wanted => {
  const { key, names } = withoutExpansions(original);
  const { path, query, fragment } = templateParts(key);
  const { fixed, values } = splitQuery(query ?? "");
  const all = [...values, ...names.map((name) => ({ name, described: name }))];
  const rest = `${fixed === "" ? "" : `?${fixed}`}${fragment === undefined ? "" : `#${fragment}`}`;
  return { key: fixedPath(path) + rest, values: all };
};

/** A key that no other path has: what is behind a hash is never sent, and tells them apart. */
const freeKey = (wanted: string, original: string, taken: (key: string) => boolean): string => {
  if (!taken(wanted)) return wanted;
  const [base = wanted] = wanted.split("#", 1);
  const mark = original.replace(/[#{}]/g, "").trim();
  let key = `${base}#${mark}`;
  while (taken(key)) key += "-";
  return key;
};

/** Describes the values of a path's query as parameters of its operations. */
const addValues = (
  draft: Draft,
  path: string,
  item: Fields,
  values: readonly QueryValue[],
): void => {
  for (const { node } of operationsOf(path, item)) {
    for (const { name, described: other } of values) {
      const list = declaredIn(draft.root, item, node);
      if (findDeclared(list, "query", name) !== undefined) continue;
      const known = findDeclared(list, "query", other) ?? findDeclared(list, "path", other);
      const described = known?.parameter.schema;
      const schema = isNode(described) ? draft.origins.copy(described) : { type: "string" };
      const required = known?.parameter.required;
      const parameter = {
        name,
        in: "query",
        ...(typeof required === "boolean" && known?.parameter.in === "query" && { required }),
        ...(known !== undefined &&
          typeof known.parameter.description === "string" && {
            description: known.parameter.description,
          }),
        schema,
      };
      if (known !== undefined) draft.origins.adopt(parameter, known.parameter);
      const own: readonly unknown[] = Array.isArray(node.parameters) ? node.parameters : [];
      const kept = own.filter(
        (one) => known === undefined || one !== known.entry || known.parameter.in === "path",
      );
      setField(node, "parameters", [...kept, parameter]);
    }
  }
};

const saidOf = (original: string, key: string, values: readonly QueryValue[]): string => {
  const names = values.map(({ name }) => `"${name}"`).join(", ");
  const asQuery = values.length === 0 ? "" : ` with the query parameters ${names}`;
  return `The path "${original}" is taken for "${key}"${asQuery}.`;
};

/** Whether a key is just a path with values between braces, each once: nearly all are. */
const isPlain = (key: string): boolean => {
  if (!/^\/(?:[^{}?#\s%]|%[0-9A-Fa-f]{2}|\{[\w.-]+\})*$/.test(key)) return false;
  const braces = key.split("{").length - 1;
  return braces < 2 || namesIn(key).length === braces;
};

export const repairPaths = function* (draft: Draft): Generator<Change> {
  const paths = pathsOf(draft.root);
  if (paths === undefined) return;
  for (const [original, item] of pathItemsOf(draft.root)) {
    if (isPlain(original)) continue;
    const { key: wanted, values } = wantedFor(original);
    if (wanted === original) continue;
    const key = freeKey(wanted, original, (one) => one !== original && Object.hasOwn(paths, one));
    yield { in: paths, key: original, message: saidOf(original, key, values) };
    addValues(draft, original, item, values);
    renameField(paths, original, key);
  }
};
