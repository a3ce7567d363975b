/** Names that generated code cannot give away, by where they would get in the way. */

/** Reserved words of the language in strict mode, and names that must keep their meaning. */
export const reservedWords: ReadonlySet<string> = new Set(
  `arguments await break case catch class const continue debugger default delete do else enum eval
   export extends false finally for function if implements import in instanceof interface let new
   null package private protected public return static super switch this throw true try typeof
   undefined var void while with yield NaN Infinity globalThis`.split(/\s+/),
);

/** Members that a resource cannot have: the platform gives them a meaning. */
export const reservedMembers: ReadonlySet<string> = new Set([
  "constructor",
  "prototype",
  "then",
  "toString",
  "toLocaleString",
  "toJSON",
  "valueOf",
  "hasOwnProperty",
  "isPrototypeOf",
  "propertyIsEnumerable",
  "__proto__",
  "__defineGetter__",
  "__defineSetter__",
  "__lookupGetter__",
  "__lookupSetter__",
]);

/** Members of the runtime's `Service` and `ScopedService`, which generated services extend. */
export const serviceMembers: readonly string[] = ["caller", "scope"];

/** Members of the runtime's `ApiClient`, which generated clients extend. */
export const clientMembers: readonly string[] = ["api", "call", "close", "paginate", "request"];

/** Arguments of methods besides path values; an operation of such a name would be hidden by its own argument. */
export const fixedArguments: ReadonlySet<string> = new Set([
  "body",
  "query",
  "headers",
  "cookies",
  "options",
  "scope",
]);

/** Names that generated files import or take from the language, so that no export may shadow them. */
export const reservedExports: readonly string[] = [
  "ApiClient",
  "ApiDescription",
  "ApiPromise",
  "AsyncIterable",
  "AuthProvider",
  "BasicCredentials",
  "Blob",
  "CallOptions",
  "Caller",
  "ClientOptions",
  "ClientwrightError",
  "ErrorFamily",
  "FilePart",
  "NonNullable",
  "Omit",
  "Operation",
  "PagePromise",
  "PagedOperation",
  "Record",
  "SecretValue",
  "ServerSentEvent",
  "URL",
  "components",
  "createErrorFamily",
  "errors",
  "operations",
  "paths",
  "requestModels",
  "requestSchemas",
  "webhooks",
  "withServer",
];

/** Names that services import besides. */
export const reservedByServices: readonly string[] = [
  "AllOptions",
  "AsyncGenerator",
  "CountedPage",
  "EachOptions",
  "NoFilters",
  "Promise",
  "ScopedService",
  "Service",
  "allItems",
  "createFilePart",
  "eachItem",
  "onePage",
  "wireValues",
];

/** File names that Windows keeps for itself. */
export const reservedFiles: readonly string[] = [
  ..."aux con nul prn".split(" "),
  ..."123456789".split("").flatMap((digit) => [`com${digit}`, `lpt${digit}`]),
];
