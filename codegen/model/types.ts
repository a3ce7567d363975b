/**
 * The model of an API: data only, defaults filled in, every name decided. Emitters read this and nothing else.
 *
 * Glossary, used in code, comments and tests alike:
 * - document: an OpenAPI description, bundled into one object.
 * - model: what this module describes; also, one of the document's named schemas (`Model`).
 * - resource: operations that belong together, a class in the output.
 * - operation: one verb on one path.
 * - answer: what the server sends back for a success; errors are answers too, by status.
 * - alias: a type that a resource's file gives a name to, because the document has none.
 * - scope: path values that are given once, when a resource is chosen.
 * - service: a top-level resource with the methods of all resources within it, and its scope bound once.
 * - credential: what a security scheme asks for.
 * - page: one part of a longer list; pages: how to get from one to the next.
 */
import type {
  AnswerKind,
  AnyMethod,
  BodyFormat,
  BodyKind,
  Pages,
  ParameterFormats,
  RequestSchemas,
  SecurityScheme,
} from "clientwright/runtime";
import type { ErrorKind } from "../vocabulary.js";

/** A type by how it is written, not by what it is made of. */
export type TypeReference =
  | { readonly kind: "model"; readonly name: string }
  | { readonly kind: "alias"; readonly name: string }
  /** A type of the language or the platform: `string`, `void`, `Blob`. */
  | { readonly kind: "plain"; readonly name: string }
  /** A type that the runtime exports. */
  | { readonly kind: "runtime"; readonly name: string; readonly of?: TypeReference }
  | { readonly kind: "array"; readonly of: TypeReference }
  | { readonly kind: "stream"; readonly of: TypeReference }
  | { readonly kind: "union"; readonly of: readonly TypeReference[] }
  /** One of the interfaces of schema.ts. */
  | { readonly kind: "root"; readonly name: "operations" | "paths" | "components" | "webhooks" }
  /** A property of another type. */
  | { readonly kind: "member"; readonly of: TypeReference; readonly key: string | number }
  /** The element of a list type. */
  | { readonly kind: "element"; readonly of: TypeReference }
  /** A type without `undefined` and `null`. */
  | { readonly kind: "present"; readonly of: TypeReference }
  /** A type without some of its properties, or with other types for them. */
  | {
      readonly kind: "changed";
      readonly of: TypeReference;
      readonly without: readonly string[];
      readonly with: readonly Field[];
    };

export interface Field {
  readonly name: string;
  readonly optional: boolean;
  readonly type: TypeReference;
}

/** What people read above a declaration. */
export interface Documentation {
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated: boolean;
  readonly see?: string;
}

/** A named type of a resource's file. */
export interface Alias {
  readonly name: string;
  readonly type: TypeReference;
}

/** A schema of `components.schemas`. */
export interface Model {
  readonly name: string;
  readonly wireName: string;
  readonly documentation: Documentation;
}

/** A model that is one of some values. */
export interface Enumeration extends Model {
  readonly values: readonly (string | number | boolean)[];
}

/** A path value: an argument of the method, or part of the resource's scope. */
export interface PathValue {
  readonly name: string;
  readonly wireName: string;
  readonly type: TypeReference;
  readonly scoped: boolean;
}

/** An argument besides path values: the body, or all parameters of one location. */
export interface Argument {
  readonly group: "body" | "query" | "header" | "cookie" | "querystring";
  /** Name in the method's signature. */
  readonly name: string;
  readonly required: boolean;
  readonly type: TypeReference;
  /** Whether schema.ts does not know its type, so that the type test cannot tell. */
  readonly isUnproven?: boolean;
}

/** A body that is sent where a call chooses one of its media types. */
export interface OtherBody {
  readonly media: readonly string[];
  readonly type: TypeReference;
}

/** How a success is read and what it means in types. */
export interface Answer {
  readonly kind: AnswerKind | Readonly<Record<string, AnswerKind>>;
  readonly type: TypeReference;
  /** Media types that the document offers for it. */
  readonly media: readonly string[];
  /** What `Accept` says, where `kind` does not tell. */
  readonly accept: string | undefined;
  /** Types by media type, where a call may choose among several. */
  readonly choices: AnswerChoices | undefined;
  /** Whether the document has a success at all, and not only a default answer. */
  readonly documented: boolean;
}

/** Answers that a call may choose among. */
export interface AnswerChoices {
  /** Interface of types by media type. */
  readonly name: string;
  readonly types: readonly Field[];
  /** Media types that are asked for where a call says nothing; empty: all of them. */
  readonly usual: readonly string[];
  /** Whether nothing at all may come instead. */
  readonly mayBeEmpty: boolean;
}

/** Error statuses that share a body type. */
export interface ErrorBody {
  readonly statuses: readonly (number | string)[];
  readonly type: TypeReference;
  /** Those of the statuses whose JSON comes under a media type that does not say so. */
  readonly unnamed: readonly (number | string)[];
}

/** One documented status that is thrown. */
export interface Thrown {
  readonly status: string;
  readonly className: string;
  readonly description: string;
}

/** A paged list: how to move, and what it is a list of. */
export interface PagedList {
  readonly pages: Pages;
  readonly item: TypeReference;
}

export interface Operation {
  readonly id: string;
  /** Name of the value. */
  readonly constant: string;
  /** Name of the resource's method. */
  readonly method: string;
  readonly verb: AnyMethod;
  /** Key of its path item: what schema.ts calls its path. */
  readonly key: string;
  readonly path: string;
  /** Sent as the query with every call, before the arguments' parameters. */
  readonly query: string | undefined;
  readonly server: string | undefined;
  readonly documentation: Documentation;
  /** Further sentences for the reader, e.g. about other media types. */
  readonly notes: readonly string[];
  readonly pathValues: readonly PathValue[];
  /** In the order of the signature: required first. */
  readonly arguments: readonly Argument[];
  readonly formats: ParameterFormats | undefined;
  readonly body: BodyKind | BodyFormat | undefined;
  /** Media type of the body as the document writes it. */
  readonly bodyMedia: string | undefined;
  readonly otherBodies: readonly OtherBody[];
  readonly answer: Answer;
  readonly errors: readonly ErrorBody[];
  readonly errorsType: TypeReference;
  readonly thrown: readonly Thrown[];
  readonly security: readonly (readonly string[])[];
  readonly idempotent: boolean;
  readonly retry: "safe" | "never" | undefined;
  readonly idempotencyKey: string | undefined;
  readonly list: PagedList | undefined;
  readonly aliases: readonly Alias[];
  /** Whether the document has no operationId, so that schema.ts knows it by path only. */
  readonly anonymous: boolean;
  /** Its key in schema.ts's `operations`, where `paths` does not have it. */
  readonly schemaKey: string | undefined;
}

export interface ScopeValue {
  readonly name: string;
  readonly wireName: string;
  readonly type: TypeReference;
}

export interface Resource {
  /** Name of the class. */
  readonly className: string;
  /** Name of the property or method that leads to it. */
  readonly property: string;
  /** Name of the file, without folder and extension. */
  readonly file: string;
  readonly documentation: Documentation;
  /** Interface of the scope; undefined when there is none. */
  readonly scopeName: string | undefined;
  /** The whole scope, the parent's first. */
  readonly scope: readonly ScopeValue[];
  /** What it adds to its parent's scope. */
  readonly ownScope: readonly ScopeValue[];
  readonly operations: readonly Operation[];
  readonly children: readonly Resource[];
}

/** A value that a service's method takes: a path value, a parameter of the query, or a member of the body. */
export interface ServiceValue {
  /** Name in the signature, or in the object of values that are given by name. */
  readonly name: string;
  readonly wireName: string;
  readonly group: "path" | "query" | "body";
  readonly optional: boolean;
  readonly type: TypeReference;
  readonly documentation: Documentation;
  /** Name of the argument whose value it has where none is given. */
  readonly fallback: string | undefined;
}

/** Values that are given by name, in one object. */
export interface NamedValues {
  /** Interface of the object. */
  readonly typeName: string;
  readonly values: readonly ServiceValue[];
}

/** Names in code by names on the wire, as a constant of the service's file. */
export interface NameTable {
  readonly group: "query" | "body";
  readonly constant: string;
  readonly names: Readonly<Record<string, string>>;
}

/** A value that is sent where none is given. */
export interface SentDefault {
  readonly group: "query" | "body";
  readonly wireName: string;
  readonly value: unknown;
}

/** How an operation is called as the method of a service. */
export interface ServiceCall {
  readonly operation: Operation;
  /** Arguments of the signature, in its order. */
  readonly positional: readonly ServiceValue[];
  /** Property of a multipart body that is made of three arguments: name, content and type of a file. */
  readonly file: string | undefined;
  /** Arguments that are passed on as they are: a whole body, headers, cookies. */
  readonly whole: readonly Argument[];
  readonly named: NamedValues | undefined;
  /** Of a paged list: what is given by name for all items, without size and place of pages. */
  readonly filters: NamedValues | undefined;
  readonly tables: readonly NameTable[];
  readonly defaults: readonly SentDefault[];
}

/** `call` is the operation as it is; a paged list is read in three ways. */
export type ServiceMethodKind = "call" | "page" | "all" | "each";

export interface ServiceMethod {
  readonly name: string;
  readonly kind: ServiceMethodKind;
  readonly call: ServiceCall;
}

/** A class of one file: the methods of one resource of the service. */
export interface ServicePart {
  readonly className: string;
  readonly file: string;
  readonly documentation: Documentation;
  readonly resource: Resource;
  readonly methods: readonly ServiceMethod[];
}

export interface Service {
  /** Property or method of the client that leads to it. */
  readonly property: string;
  /** The top-level resource, whose scope is the service's. */
  readonly resource: Resource;
  /** Each extends the one before it; the last is the service. */
  readonly parts: readonly ServicePart[];
}

/** All services, and the class that makes them. */
export interface Services {
  readonly className: string;
  /** Interface of the path values that a client may hold; undefined when there are none. */
  readonly heldName: string | undefined;
  readonly held: readonly ScopeValue[];
  readonly list: readonly Service[];
}

/** A security scheme and the credential it asks for. */
export interface Scheme {
  readonly name: string;
  readonly description: string | undefined;
  readonly scheme: SecurityScheme;
  /** Whether its credentials are worked out for each request, so that no secret will do. */
  readonly isComputed: boolean;
  /** Whether no operation can do without it. */
  readonly required: boolean;
}

/** A variable of a server's URL. */
export interface ServerVariable {
  readonly name: string;
  readonly usual: string;
  /** All that it may be; any text where there are none. */
  readonly values: readonly string[];
  readonly description: string | undefined;
}

/** A server's URL with its variables. */
export interface ServerTemplate {
  readonly url: string;
  readonly variables: readonly ServerVariable[];
}

export interface ErrorClass {
  readonly name: string;
  /** Class that it extends. */
  readonly parent: string;
  /** Statuses and ranges of its instances, e.g. `404` or `5XX`; none when they may have any. */
  readonly statuses: readonly string[];
  /** Whether it also stands for errors that are no answers. */
  readonly mayLackStatus: boolean;
  readonly description: string;
}

export interface ErrorFamily {
  readonly base: string;
  readonly classes: readonly ErrorClass[];
  readonly statuses: Readonly<Record<string, string>>;
  readonly operations: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly kinds: Readonly<Partial<Record<ErrorKind, string>>>;
}

/** What is answered to an event, by status. */
export interface EventAnswer {
  readonly status: string | number;
  readonly type: TypeReference;
}

/** A request that the server makes: a webhook, or a callback of an operation. */
export interface ServerEvent {
  /** As the document names it; of a callback, with the operation before it. */
  readonly name: string;
  readonly method: AnyMethod;
  readonly documentation: Documentation;
  /** Name of the body's type; undefined where nothing is sent. */
  readonly body: Alias | undefined;
  readonly bodyRequired: boolean;
  readonly headers: Alias | undefined;
  readonly query: Alias | undefined;
  readonly answers: readonly EventAnswer[];
}

/** Events of one kind, and the interface that lists them. */
export interface ServerEvents {
  readonly listName: string;
  readonly events: readonly ServerEvent[];
}

export interface ClientNames {
  /** Class of the client. */
  readonly client: string;
  readonly auth: string;
  readonly options: string;
  /** Interface of the variables of the server's URL. */
  readonly server: string;
  /** Constant that describes the API. */
  readonly description: string;
}

export interface Api {
  /** Name used in logs and messages. */
  readonly name: string;
  readonly title: string;
  readonly names: ClientNames;
  readonly documentation: Documentation;
  readonly servers: readonly string[];
  /** Undefined when the first server has no variables. */
  readonly serverTemplate: ServerTemplate | undefined;
  readonly schemes: readonly Scheme[];
  /** Whether every operation needs credentials. */
  readonly authRequired: boolean;
  readonly models: readonly Model[];
  /** Models whose values are listed; undefined when nobody asks for them. */
  readonly enumerations: readonly Enumeration[] | undefined;
  /** What requests must be like; undefined when nobody asks for it. */
  readonly requests: RequestSchemas | undefined;
  readonly resources: readonly Resource[];
  /** Undefined when nobody asks for services. */
  readonly services: Services | undefined;
  readonly errors: ErrorFamily;
  /** What the server sends by itself; undefined where the document has none of it. */
  readonly webhooks: ServerEvents | undefined;
  readonly callbacks: ServerEvents | undefined;
}
