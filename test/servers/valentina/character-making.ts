// Makes characters: what each class needs, what the server fills in, and which names are taken.
import type {
  Character,
  NameDescription,
  VampireAttributes,
  WerewolfAttributes,
} from "../../../generated/valentina/models.js";
import type { Call } from "./call.js";
import { setTrait } from "./character-traits.js";
import type { Content } from "./documents.js";
import { fieldsRefused, ruleBroken } from "./failures.js";
import { givenDocument } from "./given-ids.js";
import type { ValentinaState } from "./state.js";

/** What a new character is made from. */
export type CharacterWish = Pick<
  Character,
  | ("character_class" | "game_version" | "name_first" | "name_last" | "type" | "name_nick" | "age")
  | ("biography" | "demeanor" | "nature" | "concept_id")
> & {
  readonly user_player_id: string | null;
  readonly traits: readonly { readonly trait_id: string; readonly value: number }[];
  readonly vampire_attributes: VampireAttributes;
  readonly werewolf_attributes: Partial<WerewolfAttributes>;
  readonly hunter_attributes: Character["hunter_attributes"];
};

/** A character that is not stored yet; its traits are. */
export function draftCharacter(call: Call, wish: CharacterWish, id?: string): Character {
  const { state } = call;
  const { traits, user_player_id, ...content } = wish;
  requireFreeName(state, call.entity("company_id").id, wish);
  const user = call.entity("user_id").id;
  const character = state.characters.draft(
    {
      ...content,
      ...namesOf(content),
      status: "ALIVE",
      date_killed: null,
      starting_points: 0,
      user_creator_id: user,
      user_player_id: user_player_id ?? user,
      company_id: call.entity("company_id").id,
      campaign_id: call.entity("campaign_id").id,
      asset_ids: [],
      character_trait_ids: [],
      specialties: specialtiesOf(state, wish.concept_id),
      vampire_attributes: vampireOf(state, wish),
      werewolf_attributes: werewolfOf(state, wish),
      mage_attributes: null,
    },
    id,
  );
  for (const { trait_id, value } of traits) setTrait(state, character, trait_id, value);
  return character;
}

/** Stores it, so that it is found and listed. */
export function adoptCharacter({ characters }: ValentinaState, character: Character): Character {
  return characters.store(character.campaign_id, character);
}

type Names = Pick<Character, "name_first" | "name_last" | "name_nick">;

export function namesOf({ name_first, name_nick, name_last }: Names) {
  const nick = name_nick === null ? "" : ` '${name_nick}'`;
  return {
    name: `${name_first} ${name_last}`,
    name_full: `${name_first}${nick} ${name_last}`,
  };
}

/** First and last name together are used once in a company. */
export function requireFreeName(
  { characters }: ValentinaState,
  companyId: string,
  { name_first, name_last }: Pick<Names, "name_first" | "name_last">,
  ownId?: string,
): void {
  const isTaken = [...characters.byId.values()].some(
    (each) =>
      each.company_id === companyId &&
      each.id !== ownId &&
      each.name_first === name_first &&
      each.name_last === name_last,
  );
  const message = "Character name must be unique within the company";
  if (isTaken) throw fieldsRefused({ name_first: message, name_last: message });
}

type Making = Pick<CharacterWish, "character_class" | "vampire_attributes">;

/** The clan decides on bane and compulsion; of its banes one may be chosen. */
export function vampireOf(
  { blueprint }: ValentinaState,
  { character_class, vampire_attributes: given }: Making,
): Required<VampireAttributes> {
  const { clan_id = null, generation = null, sire = null, bane = null } = given;
  if (character_class === "VAMPIRE" && clan_id === null)
    throw ruleBroken("Vampire clan id is required");
  if (clan_id === null)
    return { clan_id, clan_name: null, generation, sire, bane, compulsion: null };
  const clan = givenDocument(blueprint.clans, "", clan_id, "Vampire clan");
  const { name: clan_name, compulsion } = clan;
  const chosen = [clan.bane, clan.variant_bane].find((each) => isSame(each, bane)) ?? clan.bane;
  return { clan_id, clan_name, generation, sire, bane: chosen, compulsion };
}

function isSame(a: NameDescription | null, b: NameDescription | null): boolean {
  return a !== null && a.name === b?.name;
}

/** Names of tribe and auspice are the server's to fill in. */
export function werewolfOf(
  { blueprint }: ValentinaState,
  {
    character_class,
    werewolf_attributes: given,
  }: Pick<CharacterWish, "character_class" | "werewolf_attributes">,
): WerewolfAttributes {
  const { tribe_id = null, auspice_id = null, pack_name = null } = given;
  if (character_class === "WEREWOLF" && tribe_id === null)
    throw ruleBroken("Werewolf tribe id is required");
  if (character_class === "WEREWOLF" && auspice_id === null)
    throw ruleBroken("Werewolf auspice id is required");
  const { tribes, auspices } = blueprint;
  const tribe = tribe_id && givenDocument(tribes, "", tribe_id, "Werewolf tribe");
  const auspice = auspice_id && givenDocument(auspices, "", auspice_id, "Werewolf auspice");
  return {
    ...{ pack_name, tribe_id, auspice_id },
    tribe_name: tribe ? tribe.name : null,
    auspice_name: auspice ? auspice.name : null,
    gift_ids: given.gift_ids ?? [],
    rite_ids: given.rite_ids ?? [],
    total_renown: given.total_renown ?? 0,
  };
}

function specialtiesOf(
  { blueprint }: ValentinaState,
  conceptId: string | null,
): Content<Character>["specialties"] {
  if (conceptId === null) return [];
  return givenDocument(blueprint.concepts, "", conceptId, "Character concept").specialties;
}
