/** How an operation is called as a service's method: which values are arguments, which are given by name. */
import { suggest } from "../suggest.js";
import { extension, type ServiceMethodVocabulary, type ServiceVocabulary } from "../vocabulary.js";
import { reservedWords } from "./reserved.js";
import { isBinary } from "./schemas.js";
import {
  bodyValues,
  isScalar,
  nameInCode,
  pathValues,
  queryValues,
  type RawValue,
  type ServiceContext,
} from "./service-values.js";
import type {
  NamedValues,
  NameTable,
  Operation,
  SentDefault,
  ServiceCall,
  ServiceValue,
} from "./types.js";
import { wordsOf } from "./words.js";

/** What is decided about an operation's call. */
interface Wanted {
  readonly operation: Operation;
  readonly vocabulary: ServiceMethodVocabulary;
  readonly isNamed: boolean;
  readonly context: ServiceContext;
}

type BodyForm = "none" | "file" | "flat" | "named" | "whole";

const writers = new Set(["create", "update", "replace", "patch"]);

const bodyForm = (values: readonly RawValue[], wanted: Wanted): BodyForm => {
  const { operation, vocabulary, context } = wanted;
  const body = operation.arguments.find(({ group }) => group === "body");
  if (body === undefined) return "none";
  const kind = typeof operation.body === "object" ? operation.body.kind : operation.body;
  const isPlainKind = kind === "json" || kind === "form";
  if (vocabulary.body !== undefined && isPlainKind && values.length > 0) return vocabulary.body;
  if (!body.required || values.length === 0) return "whole";
  const [only, ...others] = values;
  const isFile = only !== undefined && isBinary(only.schema, context.resolve);
  if (kind === "multipart")
    return isFile && others.length === 0 && !only.optional ? "file" : "whole";
  if (!isPlainKind) return "whole";
  const [verb = ""] = wordsOf(operation.method);
  const isPlain = values.every((value) => !value.optional && isScalar(value, context));
  return isPlain && !writers.has(verb) ? "flat" : "whole";
};

const fixedNames = ["filters", "input", "body", "headers", "cookies", "options"];
const fileNames = ["filename", "content", "contentType"];

/** Names values, each once; `taken` are names that none of them can have. */
const nameAll = (values: readonly RawValue[], taken: Iterable<string>): ServiceValue[] => {
  const used = new Set(taken);
  return values.map(({ schema: _, ...value }) => {
    const stem = nameInCode(value.wireName);
    const candidates = [stem, `${stem}Value`, `${stem}Parameter`];
    const name = candidates.find((candidate) => !used.has(candidate)) ?? `${stem}${used.size + 1}`;
    used.add(name);
    return { ...value, name, fallback: undefined };
  });
};

const report = (
  { operation, context }: Wanted,
  key: string,
  message: string,
  advice: string,
): void => {
  const at = context.rawOf(operation)?.at ?? ["paths", operation.key];
  context.findings.error({
    rule: "services",
    at: [...at, extension, "service", key],
    message,
    advice,
  });
};

const sentDefaults = (values: readonly ServiceValue[], wanted: Wanted): SentDefault[] =>
  Object.entries(wanted.vocabulary.send ?? {}).flatMap(([wireName, value]): SentDefault[] => {
    const found = values.find((one) => one.wireName === wireName && one.optional);
    if (found !== undefined && found.group !== "path")
      return [{ group: found.group, wireName, value }];
    const message = `"${wireName}" is no optional value that is given by name.`;
    const known = values.filter(({ optional }) => optional).map((one) => one.wireName);
    report(wanted, "send", message, suggest(wireName, known));
    return [];
  });

/** Values that are another's where nothing is given: they become optional, and are given by name. */
const withFallbacks = (
  named: readonly ServiceValue[],
  positional: readonly ServiceValue[],
  wanted: Wanted,
): ServiceValue[] => {
  const { fallback = {} } = wanted.vocabulary;
  return named.map((value) => {
    const source = Object.hasOwn(fallback, value.wireName) ? fallback[value.wireName] : undefined;
    if (source === undefined || value.group !== "body") return value;
    const other = positional.find(({ wireName }) => wireName === source);
    if (other !== undefined) return { ...value, optional: true, fallback: other.name };
    const known = positional.map(({ wireName }) => wireName);
    report(wanted, "fallback", `"${source}" is no argument of the method.`, suggest(source, known));
    return value;
  });
};

const withAliases = (named: readonly ServiceValue[], wanted: Wanted): ServiceValue[] => {
  const aliases = Object.entries(wanted.vocabulary.aliases ?? {});
  const more = aliases.flatMap(([alias, wireName]): ServiceValue[] => {
    const value = named.find((one) => one.wireName === wireName);
    const name = nameInCode(alias);
    if (value?.optional === true && named.every((one) => one.name !== name)) {
      const description = `Another name for \`${value.name}\`.`;
      return [{ ...value, name, documentation: { description, deprecated: false } }];
    }
    const known = named.filter(({ optional }) => optional).map((one) => one.wireName);
    const message = `"${alias}" cannot be another name for "${wireName}", which is no optional value that is given by name.`;
    report(wanted, "aliases", message, suggest(wireName, known));
    return [];
  });
  return [...named, ...more];
};

/** Tables of the groups that are written from values given by name. */
const tablesOf = (named: readonly ServiceValue[], wanted: Wanted): NameTable[] =>
  (["query", "body"] as const).flatMap((group) => {
    const values = named.filter((value) => value.group === group && value.fallback === undefined);
    if (values.length === 0) return [];
    const { operation, context } = wanted;
    const constant = context.names.local(
      operation.constant,
      group === "query" ? "Names" : "Members",
    );
    return [
      { group, constant, names: Object.fromEntries(values.map((one) => [one.name, one.wireName])) },
    ];
  });

const namedValues = (
  values: readonly ServiceValue[],
  suffix: string,
  { operation, context }: Wanted,
): NamedValues | undefined =>
  values.length === 0
    ? undefined
    : { typeName: context.names.alias(operation.constant, suffix), values };

/** Parameters that say how large a page is and where it starts. */
const placeNames = ({ list }: Operation): string[] => {
  if (list === undefined || list.pages.in === "body") return [];
  const { pages } = list;
  const { limit } = pages;
  return [
    ...(limit === undefined ? [] : [limit]),
    ...(pages.style === "offset" ? [pages.offset] : []),
    ...(pages.style === "page" ? [pages.page] : []),
    ...(pages.style === "cursor" ? [pages.cursor] : []),
  ];
};

/** Which values are given by name: optional ones, those with a fallback, and all where that is asked for. */
const isByName = (value: RawValue, form: BodyForm, { isNamed, vocabulary }: Wanted): boolean => {
  if (value.optional) return true;
  if (value.group !== "body") return isNamed;
  const hasFallback = Object.hasOwn(vocabulary.fallback ?? {}, value.wireName);
  return isNamed || form === "named" || hasFallback;
};

/** Makes the call of an operation within a service's scope. */
export const buildCall = (
  operation: Operation,
  scope: readonly string[],
  resource: ServiceVocabulary,
  context: ServiceContext,
): ServiceCall => {
  const raw = context.rawOf(operation);
  const said = raw?.vocabulary.service;
  const vocabulary = said === undefined || said === false ? {} : said;
  const isNamed = (vocabulary.arguments ?? resource.arguments) === "named";
  const wanted: Wanted = { operation, vocabulary, isNamed, context };
  const members = bodyValues(operation, context);
  const form = bodyForm(members, wanted);
  const values = [
    ...pathValues(operation, scope, raw, context),
    ...queryValues(operation, context),
    ...(form === "flat" || form === "named" ? members : []),
  ];
  const byName = values.filter((value) => isByName(value, form, wanted));
  const taken = [...reservedWords, ...fixedNames, ...(form === "file" ? fileNames : [])];
  const positional = nameAll(
    values.filter((value) => !byName.includes(value)),
    taken,
  );
  const given = withFallbacks(nameAll(byName, []), positional, wanted);
  const named = withAliases(given, wanted);
  const places = placeNames(operation);
  const filters = named.filter(
    ({ group, wireName }) => group !== "query" || !places.includes(wireName),
  );
  const isPaged = operation.list !== undefined;
  return {
    operation,
    positional,
    file: form === "file" ? members[0]?.wireName : undefined,
    whole: operation.arguments.filter(
      ({ group }) =>
        group === "header" || group === "cookie" || (group === "body" && form === "whole"),
    ),
    named: namedValues(named, isPaged ? "PageInput" : "Input", wanted),
    filters: isPaged ? namedValues(filters, "Filters", wanted) : undefined,
    tables: tablesOf(named, wanted),
    defaults: sentDefaults(named, wanted),
  };
};
