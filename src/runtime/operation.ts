/** The contract between generated code and the runtime: operations as values. Types only. */

/** The verbs of a path item (OpenAPI 3.2, section 4.9) but for TRACE, which `fetch` refuses. */
export type Method = "GET" | "PUT" | "POST" | "DELETE" | "OPTIONS" | "HEAD" | "PATCH" | "QUERY";

/** A verb of a path item, or another method as it is sent (`additionalOperations`). */
export type AnyMethod = Method | (string & {});

/** Parameter styles (OpenAPI 3.2, section 4.12.3). `cookie` is `form` without percent-encoding. */
export type Style =
  | "form"
  | "cookie"
  | "simple"
  | "label"
  | "matrix"
  | "spaceDelimited"
  | "pipeDelimited"
  | "deepObject";

/** How one parameter is written where it departs from its location's default. */
export interface ParameterFormat {
  /** Default: `simple` in path and header, `form` in query and cookie. */
  readonly style?: Style;
  /** Default: true for `form`, false for every other style. */
  readonly explode?: boolean;
  /** Leaves RFC 3986 reserved characters of a query or path value as they are. Default: false. */
  readonly allowReserved?: boolean;
  /** The value is written as this media type instead (a parameter with `content`). */
  readonly content?: "json" | "text";
}

/** Formats by location and wire name; parameters in default style are not listed. */
export interface ParameterFormats {
  readonly path?: Readonly<Record<string, ParameterFormat>>;
  /** Without a name: a value that is the whole query string. */
  readonly query?: Readonly<Record<string, ParameterFormat>>;
  readonly header?: Readonly<Record<string, ParameterFormat>>;
  readonly cookie?: Readonly<Record<string, ParameterFormat>>;
}

/** How a request body is written. */
export type BodyKind = "json" | "form" | "multipart" | "text" | "binary";

/** A part of a multipart body, or a field of a form, that needs more than its default. */
export interface PartFormat {
  /** Media type of the part. */
  readonly type?: string;
  readonly style?: Style;
  readonly explode?: boolean;
}

/** A request body whose media type is not the usual one of its kind, or whose parts have formats. */
export interface BodyFormat {
  readonly kind: BodyKind;
  /** Media type sent as `Content-Type`, e.g. `application/merge-patch+json`. */
  readonly type?: string;
  readonly parts?: Readonly<Record<string, PartFormat>>;
  /** Of a body that is a list of parts: formats by position, then of all others. */
  readonly prefix?: readonly PartFormat[];
  readonly item?: PartFormat;
  /** Media types that a call may choose instead (option `contentType`), and how their bodies are written. */
  readonly others?: Readonly<Record<string, BodyKind | BodyFormat>>;
}

/**
 * How an answer is read: `events` is text/event-stream, `lines` are JSON values in a row, `location` is the URL that a
 * redirect leads to, which is not followed.
 */
export type AnswerKind = "json" | "text" | "binary" | "events" | "lines" | "location" | "none";

/**
 * Where the items, the position and the totals of a paged list are. Properties are dotted paths; a negative number
 * counts from the end of a list: `data.-1.id` is the id of the last item.
 */
export type Pages = OffsetPages | NumberedPages | CursorPages | LinkPages | NextUrlPages;

interface PagesBase {
  /**
   * Where the request says which page it wants. `body`: what is called a query parameter below is the dotted path of a
   * member of the JSON body. Default: the query.
   */
  readonly in?: "body";
  /** Path of the array in the answer; empty when the answer is the array. */
  readonly items: string;
  /** Query parameter that holds the page size. */
  readonly limit?: string;
  /** Items of a full page when no number is asked for. Default: unknown, so that only an empty page is the last. */
  readonly pageSize?: number;
  /** Path of the count of all items. */
  readonly total?: string;
  /** Path of a boolean that says whether more pages follow. */
  readonly hasMore?: string;
  /** Sizes of pages, for callers that let them be chosen: see `onePage`, `allItems` and `eachItem`. */
  readonly sizes?: PageSizes;
  /** Where the answer repeats what was asked for. */
  readonly repeats?: PagePlace;
}

/** How many items may be asked for at once. */
export interface PageSizes {
  /** What the server takes when it is told nothing. */
  readonly usual?: number;
  readonly least?: number;
  readonly most?: number;
}

/** Paths of page size and offset in an answer. */
export interface PagePlace {
  readonly limit?: string;
  readonly offset?: string;
}

/** Position is a count of items to skip. */
export interface OffsetPages extends PagesBase {
  readonly style: "offset";
  /** Query parameter that holds the offset. */
  readonly offset: string;
}

/** Position is the number of a page. */
export interface NumberedPages extends PagesBase {
  readonly style: "page";
  /** Query parameter that holds the page number. */
  readonly page: string;
  /** Number of the first page. Default: 1. */
  readonly firstPage?: number;
  /** Path of the count of all pages. */
  readonly totalPages?: string;
}

/** Position is an opaque string out of the previous answer. */
export interface CursorPages extends PagesBase {
  readonly style: "cursor";
  /** Query parameter that holds the cursor. */
  readonly cursor: string;
  /** Path of the next cursor in the answer; null, empty or absent ends the list. */
  readonly next: string;
}

/** The next page is the `Link` header's `rel="next"` (RFC 8288). */
export interface LinkPages extends PagesBase {
  readonly style: "link";
}

/** The next page is a URL in the answer. */
export interface NextUrlPages extends PagesBase {
  readonly style: "nextUrl";
  /** Path of the URL in the answer; null, empty or absent ends the list. */
  readonly next: string;
}

/** Arguments of an operation by location, under their wire names. */
export interface OperationArguments {
  readonly path?: object;
  readonly query?: object;
  readonly header?: object;
  readonly cookie?: object;
  /** A value that is the whole query string. */
  readonly querystring?: unknown;
  readonly body?: unknown;
}

/**
 * One operation of an API as a value: what the runtime must know to perform it.
 * `Args`, `Result` and `Errors` (error bodies by status) exist in types only.
 */
export interface Operation<Args = OperationArguments, Result = unknown, Errors = unknown> {
  /** The document's operationId, or the one derived from verb and path. */
  readonly id: string;
  readonly method: AnyMethod;
  /** Path template, relative to the server URL. */
  readonly path: string;
  /** Query that every call sends, as the URL has it, before the parameters of the call. */
  readonly query?: string;
  /** Formats of parameters that are not in default style. */
  readonly parameters?: ParameterFormats;
  /** Absent: no body. A kind alone means its usual media type. */
  readonly body?: BodyKind | BodyFormat;
  /** Absent: `json`. A record tells kinds apart by media type. */
  readonly answer?: AnswerKind | Readonly<Record<string, AnswerKind>>;
  /** What `Accept` says, where `answer` does not tell. */
  readonly accept?: string;
  /** Alternatives of scheme names that must all be satisfied; `[]` sends no credentials. */
  readonly security: readonly (readonly string[])[];
  /** Whether a repeat has the effect of one call (RFC 9110, section 9.2.2). */
  readonly idempotent: boolean;
  /** `safe`: may be repeated though not idempotent; `never`: must not be repeated. */
  readonly retry?: "safe" | "never";
  /** Header that carries an idempotency key; one is made per call when none is given. */
  readonly idempotencyKey?: string;
  /** Server of this operation when it is not the API's. */
  readonly server?: string;
  readonly pages?: Pages;
  /** Carries the types; never present. */
  readonly "~types"?: { readonly args: Args; readonly result: Result; readonly errors: Errors };
}

/** An operation that answers a page of a longer list. */
export interface PagedOperation<Args, Result, Item, Errors = unknown>
  extends Operation<Args, Result, Errors> {
  readonly pages: Pages;
  /** Carries the type; never present. */
  readonly "~item"?: Item;
}

/** Security schemes of a document by name (OpenAPI 3.1, section 4.8.27). */
export type SecurityScheme =
  | { readonly type: "apiKey"; readonly in: "header" | "query" | "cookie"; readonly name: string }
  | { readonly type: "http"; readonly scheme: string }
  | { readonly type: "oauth2" }
  | { readonly type: "openIdConnect" }
  | { readonly type: "mutualTLS" };
