/** What the type test claims of services: signatures and what is given by name, derived from `paths`. */
import type {
  Argument,
  NamedValues,
  Operation,
  Service,
  ServiceMethod,
  ServiceValue,
} from "../model/types.js";
import { type Layout, list } from "./layout.js";
import { quote, typeKey } from "./literals.js";
import { isCounted, optionTypes, parametersOf, type ServiceParameter } from "./service-methods.js";
import { generic, objectType } from "./type-text.js";

/** How the type test writes what `paths` says. */
export interface Expected {
  /** All parameters of one location. */
  group(operation: Operation, location: string): string;
  argument(operation: Operation, argument: Argument): string;
  /** A type that an operation's value carries. */
  carried(operation: Operation, key: "result" | "errors"): string;
  item(operation: Operation): string;
  same(actual: Layout, expected: Layout): Layout;
}

const valueType = (operation: Operation, value: ServiceValue, expected: Expected): Layout => {
  const body = operation.arguments.find(({ group }) => group === "body");
  const owner =
    value.group === "body" && body !== undefined
      ? expected.argument(operation, body)
      : expected.group(operation, value.group);
  return [owner, `[${quote(value.wireName)}]`];
};

const namedClaim = (operation: Operation, named: NamedValues, expected: Expected): Layout =>
  expected.same(
    `api.${named.typeName}`,
    objectType(
      named.values.map((value): Layout => {
        const type = valueType(operation, value, expected);
        return [
          `readonly ${typeKey(value.name)}${value.optional ? "?" : ""}: `,
          type,
          value.optional ? " | undefined" : "",
        ];
      }),
    ),
  );

const answerType = ({ kind, call }: ServiceMethod, expected: Expected): Layout => {
  const { operation } = call;
  const [result, errors] = [
    expected.carried(operation, "result"),
    expected.carried(operation, "errors"),
  ];
  switch (kind) {
    case "call":
      return generic("ApiPromise", [result, errors]);
    case "page":
      return isCounted(operation)
        ? generic("ApiPromise", [generic("CountedPage", [expected.item(operation)]), errors])
        : generic("PagePromise", [expected.item(operation), result, errors]);
    case "all":
      return generic("Promise", [[expected.item(operation), "[]"]]);
    case "each":
      return generic("AsyncGenerator", [expected.item(operation), "void", "undefined"]);
  }
};

const parameterText = (
  { name, type, isOptional }: ServiceParameter,
  names: ReadonlySet<string>,
): Layout => {
  const known = typeof type === "string" && names.has(type) ? `api.${type}` : type;
  return [`${name}${isOptional ? "?" : ""}: `, known];
};

const methodClaim = (method: ServiceMethod, className: string, expected: Expected): Layout => {
  const { operation, named, filters } = method.call;
  const names = new Set([named, filters].flatMap((one) => (one === undefined ? [] : one.typeName)));
  const parameters = parametersOf(method, {
    value: (value) => valueType(operation, value, expected),
    whole: (argument) => expected.argument(operation, argument),
  });
  return expected.same(`api.${className}[${quote(method.name)}]`, [
    list(
      "(",
      parameters.map((one) => parameterText(one, names)),
      ")",
    ),
    " => ",
    answerType(method, expected),
  ]);
};

/** Claims of an operation's methods, and of what they are given by name. */
export const serviceClaims = (
  services: readonly Service[],
  expected: Expected,
): ReadonlyMap<Operation, readonly Layout[]> => {
  const claims = new Map<Operation, Layout[]>();
  for (const { parts } of services) {
    const className = parts.at(-1)?.className ?? "";
    for (const method of parts.flatMap(({ methods }) => methods)) {
      const { operation, named, filters } = method.call;
      const shapes = [filters, named].flatMap((one) => (one === undefined ? [] : [one]));
      const known =
        claims.get(operation) ?? shapes.map((one) => namedClaim(operation, one, expected));
      claims.set(operation, [...known, methodClaim(method, className, expected)]);
    }
  }
  return claims;
};

/** Types of the runtime that the claims mention. */
export const claimedTypes = (services: readonly Service[]): string[] =>
  services
    .flatMap(({ parts }) => parts)
    .flatMap(({ methods }) => methods)
    .flatMap(({ kind, call }) => [
      optionTypes[kind],
      ...(kind === "page" && isCounted(call.operation) ? ["CountedPage"] : []),
      ...(kind !== "call" && (kind === "all" ? call.filters : call.named) === undefined
        ? ["NoFilters"]
        : []),
      ...(call.file === undefined ? [] : ["FilePart"]),
    ]);
