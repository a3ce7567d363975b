/**
 * Signatures of methods. Most have one; an operation that takes bodies of several types has one for each, and one whose
 * answer can be chosen says by a type parameter what was asked for.
 */
import type { Operation, OtherBody, TypeReference } from "../model/types.js";
import { group, indent, join, type Layout, list, soft, space } from "./layout.js";
import { quote } from "./literals.js";
import { bodyType, visitTypes } from "./operation-values.js";
import { generic, genericType, objectType, typeLayout } from "./type-text.js";

/** Whether the method of an operation needs more than one signature. */
export const isOverloaded = ({ otherBodies, answer, list: paged }: Operation): boolean =>
  otherBodies.length > 0 || (answer.choices !== undefined && paged === undefined);

/** How one signature departs from that of the operation. */
interface Variant {
  readonly body: TypeReference | undefined;
  /** Members that options have besides. */
  readonly options: readonly Layout[];
  /** Whether a call is of this signature only by its options. */
  readonly isChosen: boolean;
}

const plainVariant: Variant = { body: undefined, options: [], isChosen: false };

const parametersOf = (operation: Operation, variant: Variant): Layout[] => {
  const { body, options, isChosen } = variant;
  const values = operation.pathValues.filter(({ scoped }) => !scoped);
  const optionsType = ["CallOptions", ...(options.length === 0 ? [] : [objectType(options)])];
  return [
    ...values.map(({ name, type }): Layout => [`${name}: `, typeLayout(type)]),
    ...operation.arguments.map(({ name, required, type, group: location }): Layout => {
      const own = location === "body" && body !== undefined ? body : type;
      const isGiven = required || (isChosen && location === "body");
      // Nothing optional can stand before options that are not.
      if (!isGiven && isChosen) return [`${name}: `, typeLayout(own), " | undefined"];
      return [`${name}${isGiven ? "" : "?"}: `, typeLayout(own)];
    }),
    [`options${isChosen ? "" : "?"}: `, join(optionsType, " & ")],
  ];
};

const returnType = ({ answer, errorsType, list: paged }: Operation): Layout =>
  paged === undefined
    ? genericType("ApiPromise", [answer.type, errorsType])
    : genericType("PagePromise", [paged.item, answer.type, errorsType]);

/** The signature from the parenthesis on, as it stands in a method with one signature. */
export const signature = (operation: Operation, variant: Variant = plainVariant): Layout => [
  list("(", parametersOf(operation, variant), ")"),
  ": ",
  returnType(operation),
];

/** A name for the type parameter that no type in the signature has. */
const choiceName = (operation: Operation): string => {
  const taken = new Set<string>();
  visitTypes(operation, (type) => {
    if (type.kind === "model" || type.kind === "alias") taken.add(type.name);
  });
  const candidates = ["Accept", "Accepted", "AcceptedMedia", "AcceptedMediaType"];
  return candidates.find((name) => !taken.has(name)) ?? "AcceptedTypeOfMedia";
};

const chosenSignature = (operation: Operation, variant: Variant): Layout => {
  const { choices } = operation.answer;
  if (choices === undefined || operation.list !== undefined) return signature(operation, variant);
  const name = choiceName(operation);
  const usual =
    choices.usual.length === 0 ? `keyof ${choices.name}` : choices.usual.map(quote).join(" | ");
  const parameter = `${name} extends keyof ${choices.name} = ${usual}`;
  const accepting = { ...variant, options: [...variant.options, `accept?: ${name}`] };
  const answer = `${choices.name}[${name}]${choices.mayBeEmpty ? " | undefined" : ""}`;
  return [
    // Broken only where it must be: in one piece it reads best.
    parameter.length < 80 ? `<${parameter}>` : list("<", [parameter], ">"),
    list("(", parametersOf(operation, accepting), ")"),
    ": ",
    generic("ApiPromise", [answer, typeLayout(operation.errorsType)]),
  ];
};

/** A media type as a type; a range stands for all that are in it. */
const mediaType = (media: string): string =>
  /^[\w.*+-]+\/[\w.*+-]+$/.test(media) && media.includes("*")
    ? `\`${media.replaceAll("*", `\${string}`)}\``
    : quote(media);

const mediaUnion = (media: readonly string[]): Layout =>
  group(indent([soft, join(media.map(mediaType), [space, "| "])]));

const otherVariant = ({ media, type }: OtherBody): Variant => ({
  body: type,
  options: [["contentType: ", mediaUnion(media)]],
  isChosen: true,
});

/** A signature that is called, and what its documentation adds. */
export interface Overload {
  readonly about: string | undefined;
  readonly layout: Layout;
}

/** The signatures that people see, the usual one first, and the one behind them. */
export const overloads = (
  operation: Operation,
): { readonly shown: readonly Overload[]; readonly behind: Layout } => {
  const { otherBodies, bodyMedia = "*/*", arguments: all } = operation;
  const hasOthers = otherBodies.length > 0 && !bodyMedia.includes("*");
  const usual: Variant = {
    ...plainVariant,
    options: hasOthers ? [`contentType?: ${quote(bodyMedia)}`] : [],
  };
  const own = all.find((argument) => argument.group === "body")?.type;
  return {
    shown: [
      { about: undefined, layout: chosenSignature(operation, usual) },
      ...otherBodies.map((other) => ({
        about: `With a body of type ${other.media.map((one) => `\`${one}\``).join(" or ")}.`,
        layout: chosenSignature(operation, otherVariant(other)),
      })),
    ],
    behind: signature(operation, {
      ...plainVariant,
      body: own === undefined ? undefined : bodyType(operation, own),
    }),
  };
};
