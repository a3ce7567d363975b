/**
 * The type test of an API: compiles only if operations and methods have the types that `paths` says,
 * derived from there a second time, by conditional types that are too slow for signatures.
 */
import type { Argument, Operation, Resource, TypeReference } from "../model/types.js";
import { importStatements } from "./imports.js";
import { group, indent, join, type Layout, list, print, soft, space } from "./layout.js";
import { quote } from "./literals.js";
import { type EmitContext, header, type OutputFile } from "./output.js";
import { claimedTypes, type Expected, serviceClaims } from "./service-claims.js";
import { isOverloaded } from "./signatures.js";
import { generic } from "./type-text.js";

/** Where the test is written to, and how it reaches the output folder. */
export interface TypeTestPlace {
  /** Absolute path of the test. */
  readonly path: string;
  /** The output folder, relative to the test, e.g. `../../generated/tokens`. */
  readonly toOutput: string;
}

/** Where the types that claims are made of come from. */
const proofModule = "clientwright/testing/type-proof";
const proofTypes = [
  "Body",
  "Failure",
  "Group",
  "ItemAt",
  "ItemOf",
  "Proof",
  "Same",
  "Success",
  "TypesOf",
];

/** Those that a text uses. */
const usedProofTypes = (text: string): string[] =>
  proofTypes.filter((name) => new RegExp(`\\b${name}<`).test(text));

const isChanged = (operation: Operation, { type }: { readonly type: TypeReference }): boolean =>
  type.kind === "alias" &&
  operation.aliases.some((alias) => alias.name === type.name && alias.type.kind === "changed");

const wireOf = ({ key, verb, schemaKey }: Operation): Layout =>
  schemaKey === undefined
    ? [group(["paths[", indent([soft, quote(key)]), soft, "]"]), `[${quote(verb.toLowerCase())}]`]
    : group(["operations[", indent([soft, quote(schemaKey)]), soft, "]"]);

const pascal = ({ constant }: Operation): string =>
  constant.charAt(0).toUpperCase() + constant.slice(1);

const wireName = (operation: Operation): string => `${pascal(operation)}Wire`;

const typeofValue = ({ constant }: Operation): string => `typeof api.${constant}`;

const carried = (operation: Operation, key: "args" | "result" | "errors"): string =>
  `TypesOf<${typeofValue(operation)}>["${key}"]`;

const same = (actual: Layout, expected: Layout): Layout => generic("Same", [actual, expected]);

/** The media type of a body whose type `paths` knows. */
const comparableMedia = ({ body, bodyMedia }: Operation): string | undefined => {
  const kind = typeof body === "object" ? body.kind : body;
  return kind === "json" || kind === "form" ? bodyMedia : undefined;
};

/** What `paths` says of an argument; what the value says where `paths` cannot know (bytes, JSON in parameters). */
const expectedArgument = (operation: Operation, argument: Argument): string => {
  const own = `Exclude<${carried(operation, "args")}["${argument.group}"], undefined>`;
  if (isChanged(operation, argument) || argument.isUnproven) return own;
  if (argument.group !== "body") return `Group<${wireName(operation)}, "${argument.group}">`;
  const media = comparableMedia(operation);
  return media === undefined ? own : `Body<${wireName(operation)}, ${quote(media)}>`;
};

const argumentClaims = (operation: Operation): Layout[] =>
  operation.arguments
    .filter((argument) => !isChanged(operation, argument) && !argument.isUnproven)
    .map((argument) => {
      const own = `${carried(operation, "args")}["${argument.group}"]`;
      return same(
        argument.required ? own : generic("Exclude", [own, "undefined"]),
        expectedArgument(operation, argument),
      );
    });

const pathClaim = (operation: Operation): Layout[] =>
  operation.pathValues.length === 0
    ? []
    : [same(`${carried(operation, "args")}["path"]`, `Group<${wireName(operation)}, "path">`)];

const answerClaims = (operation: Operation): Layout[] => {
  const { kind, media, documented } = operation.answer;
  const result = carried(operation, "result");
  if (kind === "none") return [same(result, "void")];
  if (kind !== "json" || !documented) return [];
  const types = join(media.map(quote), " | ");
  return [
    same(
      generic("Exclude", [result, "undefined"]),
      generic("Success", [wireName(operation), types]),
    ),
  ];
};

const isJson = (type: TypeReference): boolean =>
  !(type.kind === "plain" && (type.name === "unknown" || type.name === "string"));

/** Whether an answer may be text as well as JSON: `Failure` knows its JSON alone. */
const isAlsoText = (type: TypeReference): boolean =>
  type.kind === "union" && type.of.some((one) => !isJson(one));

/** Types that a call may choose among, as far as `paths` knows them. */
const choiceClaims = (operation: Operation): Layout[] => {
  const { kind, choices } = operation.answer;
  if (choices === undefined || operation.list !== undefined) return [];
  const isJson = (media: string): boolean =>
    kind === "json" || (typeof kind === "object" && kind[media] === "json");
  return choices.types
    .filter(({ name }) => isJson(name))
    .map(({ name }) =>
      same(
        `api.${choices.name}[${quote(name)}]`,
        generic("Success", [wireName(operation), quote(name)]),
      ),
    );
};

const errorClaims = (operation: Operation): Layout[] =>
  operation.errors
    .filter(({ type }) => isJson(type))
    .flatMap(({ statuses, type, unnamed }) =>
      // `Failure` knows JSON by the names of media types.
      statuses.filter((one) => !unnamed.includes(one)).map((status) => ({ status, type })),
    )
    .map(({ status, type }) => {
      const key = typeof status === "number" ? String(status) : quote(status);
      const json = `Failure<${wireName(operation)}, ${key}>`;
      return same(
        `${carried(operation, "errors")}[${key}]`,
        isAlsoText(type) ? `${json} | string` : json,
      );
    });

const itemClaim = (operation: Operation): Layout[] =>
  operation.list === undefined
    ? []
    : [
        same(
          `ItemOf<${typeofValue(operation)}>`,
          `ItemAt<${carried(operation, "result")}, ${quote(operation.list.pages.items)}>`,
        ),
      ];

const methodClaim = (operation: Operation, { className }: Resource): Layout => {
  const parameters: Layout[] = [
    ...operation.pathValues
      .filter(({ scoped }) => !scoped)
      .map(
        ({ name, wireName: key }): Layout => [
          `${name}: `,
          generic("Group", [wireName(operation), '"path"']),
          `[${quote(key)}]`,
        ],
      ),
    ...operation.arguments.map(
      (argument) =>
        `${argument.name}${argument.required ? "" : "?"}: ${expectedArgument(operation, argument)}`,
    ),
    "options?: CallOptions",
  ];
  const types = [
    ...(operation.list === undefined ? [] : [`ItemOf<${typeofValue(operation)}>`]),
    carried(operation, "result"),
    carried(operation, "errors"),
  ];
  const promise = operation.list === undefined ? "ApiPromise" : "PagePromise";
  return same(`api.${className}[${quote(operation.method)}]`, [
    list("(", parameters, ")"),
    " => ",
    generic(promise, types),
  ]);
};

/** What the claims of services are made of. */
const expected: Expected = {
  group: (operation, location) => `Group<${wireName(operation)}, "${location}">`,
  argument: expectedArgument,
  carried,
  item: (operation) => `ItemOf<${typeofValue(operation)}>`,
  same,
};

const proofText = (
  operation: Operation,
  resource: Resource,
  ofServices: readonly Layout[] = [],
): string => {
  const claims = [
    ...pathClaim(operation),
    ...argumentClaims(operation),
    ...answerClaims(operation),
    ...choiceClaims(operation),
    ...errorClaims(operation),
    ...itemClaim(operation),
    // A type with several signatures cannot be told from another by its parameters.
    ...(isOverloaded(operation) ? [] : [methodClaim(operation, resource)]),
    ...ofServices,
  ];
  return (
    `${print(group([`export type ${wireName(operation)} =`, indent([space, wireOf(operation)]), ";"]))}\n` +
    `${print([`export type ${pascal(operation)}Proof = Proof<`, list("[", claims, "]"), ">;"])}\n`
  );
};

const flatten = (resources: readonly Resource[]): Resource[] =>
  resources.flatMap((resource) => [resource, ...flatten(resource.children)]);

/** The interfaces of schema.ts that a text speaks of. */
const roots = (text: string): string[] => {
  const names = ["operations", "paths"].filter((name) => text.includes(`${name}[`));
  return names.length === 0 ? ["paths"] : names;
};

/** The type test's file, at its absolute path. */
export const emitTypeTest = (context: EmitContext, place: TypeTestPlace): OutputFile => {
  const resources = flatten(context.api.resources);
  const operations = resources.flatMap((resource) => resource.operations);
  const paged = operations.some((operation) => operation.list !== undefined);
  const plain = operations.some((operation) => operation.list === undefined);
  const services = context.api.services?.list ?? [];
  const claims = serviceClaims(services, expected);
  const proofs = resources
    .flatMap((resource) =>
      resource.operations.map((operation) => proofText(operation, resource, claims.get(operation))),
    )
    .join("\n");
  const at = (name: string): string => `${place.toOutput}/${name}${context.extension}`;
  const imports = importStatements([
    {
      from: context.runtime,
      names: [
        "CallOptions",
        ...(plain ? ["ApiPromise"] : []),
        ...(paged ? ["PagePromise"] : []),
        ...claimedTypes(services),
      ],
      typeOnly: true,
    },
    { from: proofModule, names: usedProofTypes(proofs), typeOnly: true },
  ]);
  const head =
    header(context) +
    imports +
    `import type * as api from ${quote(at("index"))};\n` +
    `import type { ${roots(proofs).join(", ")} } from ${quote(at("schema"))};\n`;
  return { path: place.path, text: proofs === "" ? head : `${head}\n${proofs}` };
};
