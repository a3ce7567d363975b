// Developers and the keys that they call with.
import type { Developer, PermissionLevel } from "../../../generated/valentina/models.js";
import type { Collection } from "./documents.js";
import { drawApiKey } from "./random.js";

/** What a test may want of a new developer. */
export interface DeveloperWish {
  readonly username: string;
  /** Default: one of the name. */
  readonly email?: string;
  /** Default false. */
  readonly isGlobalAdmin?: boolean;
  /** Default: a new one. */
  readonly id?: string;
}

/** Developers by key. */
export interface Accounts {
  add(wish: DeveloperWish): Developer;
  /** Makes a key, which replaces the one before at once. */
  newKey(developer: Developer): string;
  /** The key in use; throws when there is none. */
  keyOf(developer: Developer): string;
  /** Whose key it is. */
  owner(apiKey: string): Developer | undefined;
  remove(developer: Developer): void;
}

export function createAccounts(developers: Collection<Developer>, random: () => number): Accounts {
  const keys = new Map<string, string>();
  return {
    add({ username, email = `${slug(username)}@example.org`, isGlobalAdmin = false, id }) {
      const content = { username: slug(username), email, is_global_admin: isGlobalAdmin };
      const developer = developers.draft({ ...content, key_generated: "", companies: [] }, id);
      developer.key_generated = developer.date_created;
      return developers.store("", developer);
    },
    newKey(developer) {
      const apiKey = drawApiKey(random);
      keys.set(developer.id, apiKey);
      developers.change(developer, {});
      developer.key_generated = developer.date_modified;
      return apiKey;
    },
    keyOf({ id, username }) {
      const apiKey = keys.get(id);
      if (apiKey === undefined) throw new Error(`${username} has no key`);
      return apiKey;
    },
    owner(apiKey) {
      const [id = ""] = [...keys].find(([, each]) => each === apiKey) ?? [];
      return developers.byId.get(id);
    },
    remove(developer) {
      keys.delete(developer.id);
      developers.remove(developer);
    },
  };
}

/** Lower case, spaces to hyphens, no punctuation. */
export function slug(name: string): string {
  return name
    .toLowerCase()
    .replace(/\s+/g, "-")
    .replace(/[^a-z0-9-]/g, "");
}

/** What the developer may do in the company; undefined is nothing. */
export function permissionIn(developer: Developer, companyId: string): PermissionLevel | undefined {
  return developer.companies.find(({ company_id }) => company_id === companyId)?.permission;
}
