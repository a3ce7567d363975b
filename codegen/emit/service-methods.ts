/** Methods of services: documentation, signature, and one expression. Owns the calling convention of services. */
import type {
  Argument,
  Operation,
  ServiceCall,
  ServiceMethod,
  ServiceMethodKind,
  ServiceValue,
  TypeReference,
} from "../model/types.js";
import { comment, type Paragraph, proseOf, tagsOf } from "./comments.js";
import { type Layout, list, print, space } from "./layout.js";
import { literal, propertyKey } from "./literals.js";
import { requestLine, throwsTags } from "./methods.js";
import { generic, genericType, typeLayout } from "./type-text.js";

/** How the three ways to read a list differ. */
const readings: Readonly<Record<Exclude<ServiceMethodKind, "call">, string>> = {
  page: "Answers one page.",
  all: "Answers all items in one list, by as few pages as can be.",
  each: "Answers item by item; a page is asked for when its first item is wanted.",
};

/** The first paragraph of a list's prose, which all its methods share, with how this one reads it. */
const listProse = (operation: Operation, kind: keyof typeof readings): Paragraph[] => {
  const [first, ...others] = proseOf(operation.documentation);
  const summary = first !== undefined && "markdown" in first ? `${first.markdown} ` : "";
  return [{ markdown: `${summary}${readings[kind]}` }, ...(kind === "page" ? others : [])];
};

/** Classes alone, where another method of the same list has said when they are thrown. */
const shortThrows = ({ thrown }: Operation): Paragraph[] => {
  const classes = [...new Set(thrown.map(({ className }) => className))];
  return classes.length === 0 ? [] : [{ tag: `@throws {${classes.join(" | ")}}` }];
};

const documentation = ({ kind, call }: ServiceMethod): string => {
  const { operation } = call;
  const isRepeated = kind === "all" || kind === "each";
  return comment(
    [
      ...(kind === "call" ? proseOf(operation.documentation) : listProse(operation, kind)),
      ...operation.notes.map((markdown) => ({ markdown })),
      { line: requestLine(operation) },
      ...(isRepeated ? shortThrows(operation) : throwsTags(operation)),
      ...tagsOf(operation.documentation),
    ],
    1,
  );
};

const filePart: TypeReference = { kind: "runtime", name: "FilePart" };

/** A parameter of a signature; `type` is what the method or its proof says of it. */
export interface ServiceParameter {
  readonly name: string;
  readonly isOptional: boolean;
  readonly type: Layout;
  /** Whether nothing given is an empty object. */
  readonly isEmptyByDefault: boolean;
}

/** How the types of a signature are written: by their names in methods, from `paths` in proofs. */
export interface SignatureTypes {
  value(value: ServiceValue): Layout;
  whole(argument: Argument): Layout;
}

const plainParameter = (name: string, type: Layout, isOptional = false): ServiceParameter => ({
  name,
  type,
  isOptional,
  isEmptyByDefault: false,
});

/** Name of the argument that holds what is given by name. */
export const nameOfInput = (kind: ServiceMethodKind): string =>
  kind === "call" ? "input" : "filters";

const inputParameter = ({ kind, call }: ServiceMethod): ServiceParameter[] => {
  const named = kind === "all" ? call.filters : call.named;
  if (named === undefined)
    return kind === "call"
      ? []
      : [{ name: nameOfInput(kind), type: "NoFilters", isOptional: true, isEmptyByDefault: true }];
  const isOptional = named.values.every(({ optional }) => optional);
  const name = nameOfInput(kind);
  return [{ name, type: named.typeName, isOptional, isEmptyByDefault: isOptional }];
};

/** Names of the types of options, by kind of method. */
export const optionTypes: Readonly<Record<ServiceMethodKind, string>> = {
  call: "CallOptions",
  page: "CallOptions",
  all: "AllOptions",
  each: "EachOptions",
};

/** The parameters of a method in the order of its signature: required ones first. */
export const parametersOf = (method: ServiceMethod, types: SignatureTypes): ServiceParameter[] => {
  const { kind, call } = method;
  const file: ServiceParameter[] =
    call.file === undefined
      ? []
      : [
          plainParameter("filename", "string"),
          plainParameter("content", typeLayout({ kind: "member", of: filePart, key: "data" })),
          plainParameter("contentType", "string", true),
        ];
  const all = [
    ...call.positional.map((value) => plainParameter(value.name, types.value(value))),
    ...call.whole.map((one) => plainParameter(one.name, types.whole(one), !one.required)),
    ...inputParameter(method),
    ...file,
    plainParameter("options", optionTypes[kind], true),
  ];
  return [
    ...all.filter(({ isOptional }) => !isOptional),
    ...all.filter(({ isOptional }) => isOptional),
  ];
};

const ownTypes: SignatureTypes = {
  value: ({ type }) => typeLayout(type),
  whole: ({ type }) => typeLayout(type),
};

const parameterText = ({ name, type, isOptional, isEmptyByDefault }: ServiceParameter): Layout => [
  `${name}${isOptional && !isEmptyByDefault ? "?" : ""}: `,
  type,
  isEmptyByDefault ? " = {}" : "",
];

/** Whether a list says how many items it has, so that a page knows its place. */
export const isCounted = ({ list: paged }: Operation): boolean => paged?.pages.total !== undefined;

const returnType = ({ kind, call }: ServiceMethod): Layout => {
  const { answer, errorsType, list: paged } = call.operation;
  if (paged === undefined || kind === "call")
    return genericType("ApiPromise", [answer.type, errorsType]);
  switch (kind) {
    case "page":
      return isCounted(call.operation)
        ? generic("ApiPromise", [genericType("CountedPage", [paged.item]), typeLayout(errorsType)])
        : genericType("PagePromise", [paged.item, answer.type, errorsType]);
    case "all":
      return genericType("Promise", [{ kind: "array", of: paged.item }]);
    case "each":
      return generic("AsyncGenerator", [typeLayout(paged.item), "void", "undefined"]);
  }
};

const member = (name: string, value: string): Layout =>
  name === value ? name : `${propertyKey(name)}: ${value}`;

const braces = (members: readonly Layout[]): Layout => list("{", members, "}", space);

const valueText = (call: ServiceCall, value: ServiceValue, input: string): string => {
  if (call.positional.includes(value)) return value.name;
  const given = `${input}.${value.name}`;
  return value.fallback === undefined ? given : `${given} ?? ${value.fallback}`;
};

const explicitValues = (call: ServiceCall): ServiceValue[] => [
  ...call.positional,
  ...(call.named?.values ?? []).filter(
    ({ group, fallback }) => group === "path" || fallback !== undefined,
  ),
];

const pathLayout = (method: ServiceMethod, scope: ReadonlyMap<string, string>): Layout[] => {
  const { call, kind } = method;
  const values = explicitValues(call).filter(({ group }) => group === "path");
  const members = call.operation.pathValues.map(({ wireName }) => {
    const scoped = scope.get(wireName);
    if (scoped !== undefined) return member(wireName, `this.scope.${scoped}`);
    const value = values.find((one) => one.wireName === wireName);
    return member(wireName, value === undefined ? "" : valueText(call, value, nameOfInput(kind)));
  });
  return members.length === 0 ? [] : [["path: ", braces(members)]];
};

/** Query or body, put together from defaults, arguments, and values given by name. */
const groupLayout = (group: "query" | "body", { call, kind }: ServiceMethod): Layout[] => {
  const input = nameOfInput(kind);
  const table = call.tables.find((one) => one.group === group);
  const renamed: Layout | undefined =
    table === undefined ? undefined : `wireValues(${input}, ${table.constant})`;
  const members: Layout[] = [
    ...call.defaults
      .filter((one) => one.group === group)
      .map(({ wireName, value }): Layout => [`${propertyKey(wireName)}: `, literal(value)]),
    ...explicitValues(call)
      .filter((value) => value.group === group)
      .map((value) => member(value.wireName, valueText(call, value, input))),
  ];
  if (members.length === 0) return renamed === undefined ? [] : [[`${group}: `, renamed]];
  const spread: Layout[] = renamed === undefined ? [] : [["...", renamed]];
  return [[`${group}: `, braces([...members, ...spread])]];
};

const fileLayout = ({ file }: ServiceCall): Layout[] => {
  if (file === undefined) return [];
  const made = list("createFilePart(", ["filename", "content", "contentType"], ")");
  return [["body: ", braces([[`${propertyKey(file)}: `, made]])]];
};

const argumentsObject = (method: ServiceMethod, scope: ReadonlyMap<string, string>): Layout =>
  braces([
    ...pathLayout(method, scope),
    ...groupLayout("query", method),
    ...groupLayout("body", method),
    ...fileLayout(method.call),
    ...method.call.whole.map(({ group, name }) => member(group, name)),
  ]);

const functionsByKind: Readonly<Record<Exclude<ServiceMethodKind, "call">, string>> = {
  page: "onePage",
  all: "allItems",
  each: "eachItem",
};

const expression = (method: ServiceMethod, scope: ReadonlyMap<string, string>): Layout => {
  const { kind, call } = method;
  const args: Layout[] = [call.operation.constant, argumentsObject(method, scope), "options"];
  if (kind === "call") return list("this.caller.call(", args, ")");
  if (kind === "page" && !isCounted(call.operation))
    return list("this.caller.paginate(", args, ")");
  return list(`${functionsByKind[kind]}(`, ["this.caller", ...args], ")");
};

/** The text of a method; `scope` has the names of the service's path values by their names on the wire. */
export const serviceMethodText = (
  method: ServiceMethod,
  scope: ReadonlyMap<string, string>,
): string => {
  const parameters = parametersOf(method, ownTypes).map(parameterText);
  const head = print([list(`${method.name}(`, parameters, ")"), ": ", returnType(method), " {"], 1);
  const body = print(["return ", expression(method, scope), ";"], 2);
  return `${documentation(method)}  ${head}\n    ${body}\n  }\n`;
};

/** What of the runtime a method uses: functions, and types. */
export const runtimeOf = ({ kind, call }: ServiceMethod): string[] => {
  const { operation } = call;
  const isPlainPage = kind === "page" && !isCounted(operation);
  const isUnfiltered = kind === "all" ? call.filters === undefined : call.named === undefined;
  const promises: Readonly<Record<ServiceMethodKind, readonly string[]>> = {
    call: ["type ApiPromise"],
    page: isPlainPage ? ["type PagePromise"] : ["type ApiPromise", "type CountedPage"],
    all: [],
    each: [],
  };
  return [
    `type ${optionTypes[kind]}`,
    ...promises[kind],
    ...(kind === "call" || isPlainPage ? [] : [functionsByKind[kind]]),
    ...(kind !== "call" && isUnfiltered ? ["type NoFilters"] : []),
    ...(call.tables.length > 0 ? ["wireValues"] : []),
    ...(call.file === undefined ? [] : ["createFilePart", "type FilePart"]),
  ];
};
