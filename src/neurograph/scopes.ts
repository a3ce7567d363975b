/** Permission strings of API keys. Types only. */

/** Scopes of the guide. */
export type GuideScope = "tokens:read" | "tokens:write" | "api_keys:read" | "api_keys:write";

/** Further scopes that the reference server knows. */
export type ServerScope =
  | "tokens:delete"
  | "connections:read"
  | "connections:write"
  | "connections:delete"
  | "grid:read"
  | "grid:write"
  | "cdna:read"
  | "cdna:write"
  | "metrics:read"
  | "health:read"
  | "status:read"
  | "config:admin"
  | "bootstrap:admin"
  | "logs:admin"
  | "users:admin"
  | "api_keys:delete";

/** A known scope, or any other text: servers accept what they do not know. */
export type Scope = GuideScope | ServerScope | (string & {});
