/** The default client, and services of it from anywhere. */
import type { VClient } from "./client.js";
import { ConfigurationError } from "./errors/index.js";

const registry: { current?: VClient } = {};

/** Makes this the client of the factory functions; the last one wins. [VN-054] */
export function configureDefaultClient(client: VClient): void {
  registry.current = client;
}

/**
 * The client of the factory functions. [VN-051, VN-054]
 *
 * @throws {ConfigurationError} when there is none.
 */
export function defaultClient(): VClient {
  if (registry.current !== undefined) return registry.current;
  throw new ConfigurationError(
    "No default client configured. Call configureDefaultClient() first.",
  );
}

/** A service's way from the client, as a function: its method, or a function that answers the property. */
type Factory<Name extends keyof VClient> = VClient[Name] extends (
  ...args: infer Args
) => infer Service
  ? (...args: Args) => Service
  : () => VClient[Name];

/** @throws {ConfigurationError} without a default client, or without a company where one is needed. */
function factory<Name extends keyof VClient>(name: Name): Factory<Name> {
  const service = (...args: unknown[]): unknown => {
    const client = defaultClient();
    const member: unknown = client[name];
    return typeof member === "function" ? Reflect.apply(member, client, args) : member;
  };
  // It answers what the client's member is or answers; the types of both are those of `VClient`.
  return service as Factory<Name>;
}

/** Campaigns of a user, of the default client. [VN-036] */
export const campaignsService: Factory<"campaigns"> = /* @__PURE__ */ factory("campaigns");
/** Books of a campaign, of the default client. [VN-037] */
export const booksService: Factory<"books"> = /* @__PURE__ */ factory("books");
/** Chapters of a book, of the default client. [VN-038] */
export const chaptersService: Factory<"chapters"> = /* @__PURE__ */ factory("chapters");
/** Generated characters, of the default client. [VN-039] */
export const characterAutogenService: Factory<"characterAutogen"> =
  /* @__PURE__ */ factory("characterAutogen");
/** What characters are made from, of the default client. [VN-040] */
export const characterBlueprintService: Factory<"characterBlueprint"> =
  /* @__PURE__ */ factory("characterBlueprint");
/** Traits of a character, of the default client. [VN-041] */
export const characterTraitsService: Factory<"characterTraits"> =
  /* @__PURE__ */ factory("characterTraits");
/** Characters of a campaign, of the default client. [VN-042] */
export const charactersService: Factory<"characters"> = /* @__PURE__ */ factory("characters");
/** Companies, of the default client. [VN-043] */
export const companiesService: Factory<"companies"> = /* @__PURE__ */ factory("companies");
/** The developer whose key is in use, of the default client. [VN-044] */
export const developerService: Factory<"developer"> = /* @__PURE__ */ factory("developer");
/** Dice rolls of a user, of the default client. [VN-045] */
export const dicerollsService: Factory<"dicerolls"> = /* @__PURE__ */ factory("dicerolls");
/** `dicerollsService` as the guide's table spells it. [VN-045] */
export const dicreollsService: Factory<"dicreolls"> = /* @__PURE__ */ factory("dicreolls");
/** Terms of the dictionary, of the default client. [VN-046] */
export const dictionaryService: Factory<"dictionary"> = /* @__PURE__ */ factory("dictionary");
/** Accounts of developers, of the default client. [VN-047] */
export const globalAdminService: Factory<"globalAdmin"> = /* @__PURE__ */ factory("globalAdmin");
/** The server's own lists of values, of the default client. [VN-048] */
export const optionsService: Factory<"options"> = /* @__PURE__ */ factory("options");
/** The server's health, of the default client. [VN-049] */
export const systemService: Factory<"system"> = /* @__PURE__ */ factory("system");
/** Users of a company, of the default client. [VN-050] */
export const usersService: Factory<"users"> = /* @__PURE__ */ factory("users");
