/** Every rule of `clientwright diff`: what it means for both audiences, and what a caller has to do. */
import type { Level } from "./types.js";

/** One rule. */
export interface Rule {
  /** For callers of a regenerated client; undefined where they see nothing of it. */
  readonly types: Level | undefined;
  /** For older clients that are in use; undefined where they see nothing of it. */
  readonly wire: Level | undefined;
  /** What happened, for the table of the documentation. */
  readonly meaning: string;
  /** What a caller has to do. */
  readonly advice?: string;
}

/** Name of a rule, as waivers and `--json` have it. */
export type RuleName =
  | "client-renamed"
  | "credentials-required"
  | "credential-removed"
  | "credential-added"
  | "credential-changed"
  | "error-class-removed"
  | "error-class-added"
  | "error-class-moved"
  | "server-changed"
  | "service-method-removed"
  | "service-method-added"
  | "service-arguments-changed"
  | "operation-removed"
  | "operation-added"
  | "method-renamed"
  | "scope-changed"
  | "path-changed"
  | "verb-changed"
  | "operation-deprecated"
  | "retry-changed"
  | "pages-added"
  | "pages-removed"
  | "pages-changed"
  | "security-added"
  | "security-dropped"
  | "security-alternative-removed"
  | "security-alternative-added"
  | "security-scope-added"
  | "security-scope-removed"
  | "path-value-added"
  | "path-value-removed"
  | "path-value-renamed"
  | "path-values-reordered"
  | "arguments-moved"
  | "argument-added-required"
  | "argument-added"
  | "argument-removed"
  | "argument-required"
  | "argument-optional"
  | "argument-format-changed"
  | "body-media-removed"
  | "body-media-added"
  | "body-kind-changed"
  | "answer-kind-changed"
  | "answer-media-removed"
  | "answer-media-added"
  | "success-added"
  | "success-removed"
  | "success-status-changed"
  | "error-added"
  | "error-removed"
  | "error-class-changed"
  | "model-removed"
  | "model-renamed"
  | "model-added"
  | "deprecated"
  | "undeprecated"
  | "default-changed"
  | "description-changed"
  | "request-type-changed"
  | "request-type-narrowed"
  | "request-type-widened"
  | "request-number-narrowed"
  | "request-null-refused"
  | "request-null-allowed"
  | "request-value-removed"
  | "request-value-added"
  | "request-values-limited"
  | "request-values-freed"
  | "request-property-added-required"
  | "request-property-added"
  | "request-property-removed"
  | "request-property-required"
  | "request-property-optional"
  | "request-extra-refused"
  | "request-closed"
  | "request-extra-allowed"
  | "request-option-removed"
  | "request-option-added"
  | "request-format-narrowed"
  | "request-format-widened"
  | "request-limit-tightened"
  | "request-limit-loosened"
  | "answer-type-changed"
  | "answer-type-widened"
  | "answer-type-narrowed"
  | "answer-number-widened"
  | "answer-null-added"
  | "answer-null-removed"
  | "answer-value-added"
  | "answer-value-removed"
  | "answer-values-freed"
  | "answer-values-limited"
  | "answer-property-removed"
  | "answer-property-added"
  | "answer-property-optional"
  | "answer-property-required"
  | "answer-extra-removed"
  | "answer-extra-added"
  | "answer-option-added"
  | "answer-option-removed"
  | "answer-format-changed"
  | "answer-format-added"
  | "answer-limit-changed";

const rule = (
  types: Level | undefined,
  wire: Level | undefined,
  meaning: string,
  advice?: string,
): Rule => ({ types, wire, meaning, ...(advice !== undefined && { advice }) });

const none = undefined;

const client = {
  "client-renamed": rule(
    "breaking",
    none,
    "names of the client's class and its companions are others",
    "Import the new names, or give the API a `name` in the configuration.",
  ),
  "credentials-required": rule(
    "breaking",
    none,
    "the client cannot be made without credentials",
    "Pass `auth` when the client is made.",
  ),
  "credential-removed": rule(
    "breaking",
    none,
    "a credential is no option of the client any more",
    "Remove it, and pass another credential.",
  ),
  "credential-added": rule("compatible", none, "the client takes another credential"),
  "credential-changed": rule(
    "note",
    "breaking",
    "a credential is sent in another way",
    "Regenerate the client; check that the credential that you pass is still of the right kind.",
  ),
  "error-class-removed": rule(
    "breaking",
    none,
    "a class of errors is gone",
    "Catch another class, or the base class.",
  ),
  "error-class-added": rule("compatible", none, "there is another class of errors"),
  "error-class-moved": rule(
    "breaking",
    none,
    "a class of errors extends another class",
    "Check where its former parent is caught.",
  ),
  "server-changed": rule(
    "note",
    "breaking",
    "the server that is called without `baseUrl` is another one",
    "Regenerate the client, or pass `baseUrl`.",
  ),
  "service-method-removed": rule(
    "breaking",
    none,
    "a method of a service is gone",
    "Call another method.",
  ),
  "service-method-added": rule("compatible", none, "a service has another method"),
  "service-arguments-changed": rule(
    "breaking",
    none,
    "a method of a service takes other arguments",
    "Change the arguments of each call.",
  ),
} as const;

const operation = {
  "operation-removed": rule(
    "breaking",
    "breaking",
    "an operation is gone",
    "Stop calling it, or call what replaces it.",
  ),
  "operation-added": rule("compatible", none, "there is a new operation"),
  "method-renamed": rule(
    "breaking",
    none,
    "method, resource or operation value of the same operation have other names",
    "Use the new name.",
  ),
  "scope-changed": rule(
    "breaking",
    none,
    "the resource asks for other values of its scope",
    "Change what is passed when the resource is chosen.",
  ),
  "path-changed": rule(
    "note",
    "breaking",
    "an operation has another path",
    "Regenerate the client.",
  ),
  "verb-changed": rule(
    "note",
    "breaking",
    "an operation has another verb",
    "Regenerate the client.",
  ),
  "operation-deprecated": rule(
    "compatible",
    none,
    "an operation is deprecated",
    "Plan to call something else.",
  ),
  "retry-changed": rule(
    "note",
    none,
    "an operation is repeated after failures where it was not, or the other way round",
  ),
  "pages-added": rule(
    "breaking",
    none,
    "a method answers pages of a list",
    "Read `items` of the page, or iterate over the result.",
  ),
  "pages-removed": rule(
    "breaking",
    none,
    "a method does not answer pages any more",
    "Read the answer itself; nothing can be iterated over.",
  ),
  "pages-changed": rule(
    "note",
    "note",
    "pages of a list are turned in another way",
    "Regenerate the client.",
  ),
  "security-added": rule(
    "breaking",
    "breaking",
    "an operation that was open needs credentials",
    "Pass credentials when the client is made.",
  ),
  "security-dropped": rule(
    "compatible",
    "compatible",
    "an operation needs no credentials any more",
  ),
  "security-alternative-removed": rule(
    "breaking",
    "breaking",
    "a credential is not accepted any more",
    "Pass a credential that is.",
  ),
  "security-alternative-added": rule("compatible", "compatible", "another credential is accepted"),
  "security-scope-added": rule(
    "note",
    "breaking",
    "a credential needs a further scope",
    "Ask for the scope when tokens are issued.",
  ),
  "security-scope-removed": rule("note", "note", "a credential needs a scope less"),
} as const;

const argument = {
  "path-value-added": rule(
    "breaking",
    none,
    "the path has another value",
    "Pass it, in the order of the path.",
  ),
  "path-value-removed": rule("breaking", none, "the path has a value less", "Remove the argument."),
  "path-value-renamed": rule(
    "breaking",
    none,
    "a value of the path has another name",
    "Methods take it by its position: only calls of the operation's value and scopes name it.",
  ),
  "path-values-reordered": rule(
    "breaking",
    none,
    "the values of the path have another order",
    "Change the order of the arguments.",
  ),
  "arguments-moved": rule(
    "breaking",
    none,
    "arguments of the method, or its options, have other positions",
    "Check calls that pass more than the required arguments.",
  ),
  "argument-added-required": rule(
    "breaking",
    "breaking",
    "there is a new argument that must be given",
    "Pass it in each call.",
  ),
  "argument-added": rule("compatible", none, "there is a new argument that may be given"),
  "argument-removed": rule(
    "breaking",
    "note",
    "an argument is gone",
    "Remove it; whoever still sends it is probably not heard.",
  ),
  "argument-required": rule(
    "breaking",
    "breaking",
    "an argument must be given now",
    "Pass it in each call.",
  ),
  "argument-optional": rule("compatible", "compatible", "an argument need not be given any more"),
  "argument-format-changed": rule(
    "note",
    "breaking",
    "an argument is written in another way",
    "Regenerate the client.",
  ),
  "body-media-removed": rule(
    "note",
    "breaking",
    "a body is not accepted any more as the media type that the client sent",
    "Regenerate the client.",
  ),
  "body-media-added": rule("compatible", "compatible", "a body is accepted as another media type"),
  "body-kind-changed": rule(
    "breaking",
    "breaking",
    "a body is of another kind, e.g. a form in the place of JSON",
    "Regenerate the client, and check what each call passes.",
  ),
} as const;

const answer = {
  "answer-kind-changed": rule(
    "breaking",
    "breaking",
    "an answer is of another kind, e.g. bytes in the place of JSON, or nothing at all",
    "Change the code that reads it.",
  ),
  "answer-media-removed": rule(
    "note",
    "breaking",
    "an answer is not offered any more as a media type",
    "Regenerate the client.",
  ),
  "answer-media-added": rule(
    "compatible",
    "compatible",
    "an answer is offered as another media type",
  ),
  "success-added": rule(
    "breaking",
    "breaking",
    "there is another success, of another type",
    "Tell both apart before the answer is read.",
  ),
  "success-removed": rule("compatible", "compatible", "a success does not happen any more"),
  "success-status-changed": rule("note", "note", "a success has another status"),
  "error-added": rule("compatible", "compatible", "there is another documented error"),
  "error-removed": rule(
    "breaking",
    none,
    "an error is not documented any more",
    "Remove code that names its status.",
  ),
  "error-class-changed": rule(
    "breaking",
    none,
    "a status is thrown as another class",
    "Catch the new class.",
  ),
} as const;

const model = {
  "model-removed": rule(
    "breaking",
    none,
    "a named type is not exported any more",
    "Name the type in your own code, or use another.",
  ),
  "model-renamed": rule("breaking", none, "a named type has another name", "Import the new name."),
  "model-added": rule("compatible", none, "there is a new named type"),
  deprecated: rule(
    "compatible",
    none,
    "an argument, a property or a named type is deprecated",
    "Plan to do without it.",
  ),
  undeprecated: rule("note", none, "something is not deprecated any more"),
  "default-changed": rule(
    "note",
    "compatible",
    "what the server takes where nothing is given is another value",
    "Pass the old value where you rely on it.",
  ),
  "description-changed": rule("note", none, "only words changed"),
} as const;

const request = {
  "request-type-changed": rule(
    "breaking",
    "breaking",
    "a value that is sent has another type",
    "Pass a value of the new type.",
  ),
  "request-type-narrowed": rule(
    "breaking",
    "breaking",
    "a value that is sent may be of fewer types",
    "Pass a value of a type that is left.",
  ),
  "request-type-widened": rule(
    "compatible",
    "compatible",
    "a value that is sent may be of more types",
  ),
  "request-number-narrowed": rule(
    "note",
    "breaking",
    "a number that is sent must be whole",
    "Pass whole numbers.",
  ),
  "request-null-refused": rule(
    "breaking",
    "breaking",
    "`null` is refused",
    "Leave the value out, or pass one.",
  ),
  "request-null-allowed": rule("compatible", "compatible", "`null` may be sent"),
  "request-value-removed": rule(
    "breaking",
    "breaking",
    "a value of an enumeration is refused",
    "Send one of the values that are left.",
  ),
  "request-value-added": rule("compatible", "compatible", "an enumeration takes another value"),
  "request-values-limited": rule(
    "breaking",
    "breaking",
    "only listed values are taken",
    "Send one of the listed values.",
  ),
  "request-values-freed": rule("compatible", "compatible", "values are not listed any more"),
  "request-property-added-required": rule(
    "breaking",
    "breaking",
    "there is a new property that must be sent",
    "Set it wherever such a value is made.",
  ),
  "request-property-added": rule("compatible", none, "there is a new property that may be sent"),
  "request-property-removed": rule(
    "breaking",
    "note",
    "a property is not taken any more",
    "Remove it wherever such a value is made.",
  ),
  "request-property-required": rule(
    "breaking",
    "breaking",
    "a property must be sent now",
    "Set it wherever such a value is made.",
  ),
  "request-property-optional": rule(
    "compatible",
    "compatible",
    "a property need not be sent any more",
  ),
  "request-extra-refused": rule(
    "breaking",
    "breaking",
    "properties that are not listed are refused",
    "Send listed properties only.",
  ),
  "request-closed": rule(
    "note",
    "breaking",
    "the server says that it refuses properties that are not listed",
    "Check that nothing else is sent.",
  ),
  "request-extra-allowed": rule(
    "compatible",
    "compatible",
    "properties that are not listed may be sent",
  ),
  "request-option-removed": rule(
    "breaking",
    "breaking",
    "one of the shapes of a value is refused",
    "Send one of the shapes that are left.",
  ),
  "request-option-added": rule("compatible", "compatible", "a value may have another shape"),
  "request-format-narrowed": rule(
    "note",
    "breaking",
    "a value that is sent must have another format",
    "Check that the values that you pass have it.",
  ),
  "request-format-widened": rule("note", "compatible", "a value that is sent may have any format"),
  "request-limit-tightened": rule(
    "note",
    "breaking",
    "limits of a value that is sent are tighter, or are others",
    "Check that the values that you pass are within them.",
  ),
  "request-limit-loosened": rule(
    "compatible",
    "compatible",
    "limits of a value that is sent are wider",
  ),
} as const;

const read = {
  "answer-type-changed": rule(
    "breaking",
    "breaking",
    "a value that is read has another type",
    "Change the code that reads it.",
  ),
  "answer-type-widened": rule(
    "breaking",
    "breaking",
    "a value that is read may be of more types",
    "Tell the types apart before you read it.",
  ),
  "answer-type-narrowed": rule(
    "compatible",
    "compatible",
    "a value that is read may be of fewer types",
  ),
  "answer-number-widened": rule(
    "note",
    "compatible",
    "a number that is read need not be whole any more",
  ),
  "answer-null-added": rule(
    "breaking",
    "breaking",
    "a value that is read may be `null`",
    "Check for `null` before you read it.",
  ),
  "answer-null-removed": rule("compatible", "compatible", "a value that is read is never `null`"),
  "answer-value-added": rule(
    "compatible",
    "compatible",
    "an enumeration that is read has another value",
    "Handle the new value where you list all of them.",
  ),
  "answer-value-removed": rule(
    "breaking",
    none,
    "an enumeration that is read has a value less",
    "Remove code that compares with it.",
  ),
  "answer-values-freed": rule(
    "breaking",
    "breaking",
    "a value that is read may be any, where it was one of a list",
    "Expect other values.",
  ),
  "answer-values-limited": rule(
    "compatible",
    "compatible",
    "a value that is read is one of a list",
  ),
  "answer-property-removed": rule(
    "breaking",
    "breaking",
    "a property is not there any more",
    "Remove the code that reads it.",
  ),
  "answer-property-added": rule("compatible", none, "there is a new property"),
  "answer-property-optional": rule(
    "breaking",
    "breaking",
    "a property may be missing",
    "Check for `undefined` before you read it.",
  ),
  "answer-property-required": rule("compatible", "compatible", "a property is always there"),
  "answer-extra-removed": rule(
    "breaking",
    none,
    "only listed properties can be read",
    "Read listed properties only.",
  ),
  "answer-extra-added": rule("compatible", none, "properties that are not listed can be read"),
  "answer-option-added": rule(
    "breaking",
    "breaking",
    "a value that is read may have another shape",
    "Tell it apart before you read it.",
  ),
  "answer-option-removed": rule(
    "compatible",
    "compatible",
    "a value that is read has one of fewer shapes",
  ),
  "answer-format-changed": rule(
    "note",
    "breaking",
    "a value that is read has another format, or none",
    "Check the code that takes the value apart.",
  ),
  "answer-format-added": rule("note", "note", "a value that is read has a format"),
  "answer-limit-changed": rule("note", "note", "limits of a value that is read are others"),
} as const;

/** The rules by name, in the order of the documentation. */
export const rules: Readonly<Record<RuleName, Rule>> = {
  ...client,
  ...operation,
  ...argument,
  ...answer,
  ...model,
  ...request,
  ...read,
};

export const ruleNames: readonly string[] = Object.keys(rules);

const weights: Readonly<Record<Level, number>> = { breaking: 0, compatible: 1, note: 2 };

/** Order of levels: the worst first. */
export const compareLevels = (a: Level, b: Level): number => weights[a] - weights[b];

/** The worse of two levels. */
export const worse = (a: Level | undefined, b: Level | undefined): Level | undefined => {
  if (a === undefined || b === undefined) return a ?? b;
  return compareLevels(a, b) <= 0 ? a : b;
};
