// Ids that a body gives: what they name, or the 400 that says that there is no such thing.
import type { Company, User } from "../../../generated/valentina/models.js";
import type { Call } from "./call.js";
import type { Collection, Stamped } from "./documents.js";
import { ruleBroken } from "./failures.js";

/** The document of that id under that parent. */
export function givenDocument<T extends Stamped>(
  collection: Collection<T>,
  parentId: string,
  id: string,
  thing: string,
): T {
  const found = collection.find(parentId, id);
  if (found === undefined) throw ruleBroken(`${thing} ${id} not found`);
  return found;
}

/** The user who is said to ask. */
export function givenUser({ state }: Call, { id: companyId }: Company, id: string): User {
  return givenDocument(state.users, companyId, id, "User");
}

/** Ids of traits, of the blueprint or of characters, as ids of the blueprint. */
export function givenTraits({ state }: Call, ids: readonly string[]): string[] {
  return ids.map((id) => {
    const traitId = state.characterTraits.byId.get(id)?.trait_id ?? id;
    if (!state.blueprint.traits.byId.has(traitId)) throw ruleBroken("Trait not found");
    return traitId;
  });
}
