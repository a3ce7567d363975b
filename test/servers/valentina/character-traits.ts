// The traits of a character: values, what a change costs, and what follows from it.
import type { Character, CharacterTrait, Trait } from "../../../generated/valentina/models.js";
import { traitNamed } from "./blueprint/blueprint.js";
import { withdraw } from "./documents.js";
import { ruleBroken } from "./failures.js";
import type { StoredCharacterTrait, ValentinaState } from "./state.js";

/** Gives the character a trait, or another value of one that it has. Throws the 400 of an unknown one. */
export function setTrait(
  state: ValentinaState,
  character: Character,
  traitId: string,
  value: number,
): StoredCharacterTrait {
  const { characterTraits, blueprint } = state;
  const known = traitOf(state, character, traitId);
  if (known) {
    characterTraits.change(known, { value });
  } else if (!blueprint.traits.byId.has(traitId)) throw ruleBroken("Trait not found");
  const content = { character_id: character.id, trait_id: traitId, value };
  const stored = known ?? characterTraits.create(character.id, content);
  if (!known) character.character_trait_ids.push(stored.id);
  settleDerived(state, character);
  return stored;
}

export function removeTrait(
  state: ValentinaState,
  character: Character,
  trait: StoredCharacterTrait,
): void {
  state.characterTraits.remove(trait);
  withdraw(character.character_trait_ids, trait.id);
  if (state.blueprint.traits.byId.get(trait.trait_id)?.is_custom)
    state.blueprint.traits.remove({ id: trait.trait_id });
  settleDerived(state, character);
}

/** As it is sent: with the trait of the blueprint, and two members that nobody documented. */
export function traitBody(
  { blueprint }: ValentinaState,
  { id, character_id, value, trait_id }: StoredCharacterTrait,
): CharacterTrait {
  const trait = blueprint.traits.byId.get(trait_id);
  if (trait === undefined) throw new Error(`no trait ${trait_id}`);
  const beyond = { is_archived: false, archive_date: null };
  return { id, character_id, value, trait: { ...trait, ...beyond } };
}

/** What it costs to get from one value to a higher one: dot by dot. */
export function costBetween(
  { initial_cost, upgrade_cost }: Pick<Trait, "initial_cost" | "upgrade_cost">,
  from: number,
  to: number,
): number {
  let cost = 0;
  for (let dot = from + 1; dot <= to; dot += 1)
    cost += dot === 1 ? initial_cost : dot * upgrade_cost;
  return cost;
}

/** Throws when the trait cannot have that value. */
export function requireWithinBounds({ min_value, max_value }: Trait, value: number): void {
  if (value > max_value)
    throw ruleBroken(`Trait can not be raised above max value of ${max_value}`);
  if (value < min_value)
    throw ruleBroken(`Trait can not be lowered below min value of ${min_value}`);
}

function traitOf(
  { characterTraits }: ValentinaState,
  { id }: Character,
  traitId: string,
): StoredCharacterTrait | undefined {
  return characterTraits.of(id).find(({ trait_id }) => trait_id === traitId);
}

/** Willpower is Composure and Resolve together; renown is Honor, Glory and Wisdom together. */
function settleDerived(state: ValentinaState, character: Character): void {
  const held = (name: string): number | undefined => {
    const trait = traitNamed(state.blueprint, name);
    return trait && traitOf(state, character, trait.id)?.value;
  };
  const sum = (names: readonly string[]) =>
    names.reduce((total, name) => total + (held(name) ?? 0), 0);
  character.werewolf_attributes.total_renown = sum(["Honor", "Glory", "Wisdom"]);
  const willpower = traitNamed(state.blueprint, "Willpower");
  const will = sum(["Composure", "Resolve"]);
  if (willpower && will > 0 && held("Willpower") !== will)
    setTrait(state, character, willpower.id, will);
}
