// Characters of a campaign.
import type { Character } from "../../../../generated/valentina/models.js";
import type { Call, Route } from "../call.js";
import { removeWithContents } from "../cascade.js";
import {
  adoptCharacter,
  draftCharacter,
  namesOf,
  requireFreeName,
  vampireOf,
  werewolfOf,
} from "../character-making.js";
import { collectionRoutes } from "../collection-routes.js";
import {
  type Changes,
  defaulted,
  nullable,
  optional,
  part,
  readBody,
  readChanges,
  readQuery,
  record,
  required,
} from "../fields.js";
import { givenUser } from "../given-ids.js";
import { companyUser, player } from "../guards.js";
import { id, list, text, whole } from "../kinds.js";
import { campaign } from "../paths.js";
import { timestamp } from "../timestamps.js";
import { characterClass, characterStatus, characterType, gameVersion } from "../words.js";

const short = text({ min: 3, max: 50 });
const named = part({ name: nullable(text()), description: nullable(text()) });

const vampire = part({
  clan_id: nullable(id),
  generation: nullable(whole()),
  sire: nullable(short),
  bane: nullable(named),
  compulsion: nullable(named),
});

const werewolf = part({
  tribe_id: nullable(id),
  auspice_id: nullable(id),
  pack_name: nullable(short),
  gift_ids: required(list(id)),
  rite_ids: required(list(id)),
});

const mage = part({ sphere: nullable(short), tradition: nullable(short) });
const edge = record({ edge_id: required(id), perk_ids: defaulted(list(id), []) });
const hunter = part({ creed: nullable(short), edges: required(list(edge)) });

const common = {
  character_class: required(characterClass),
  game_version: required(gameVersion),
  name_first: required(text({ min: 3 })),
  name_last: required(text({ min: 3 })),
  type: defaulted(characterType, "PLAYER"),
  name_nick: nullable(short),
  age: nullable(whole()),
  biography: nullable(text({ min: 3 })),
  demeanor: nullable(short),
  nature: nullable(short),
  concept_id: nullable(id),
  user_player_id: nullable(id),
  vampire_attributes: defaulted(vampire, {}),
  werewolf_attributes: defaulted(werewolf, {}),
  hunter_attributes: nullable(hunter),
  mage_attributes: nullable(mage),
};

const traitInput = record({
  trait_id: required(id),
  value: defaulted(whole({ min: 0, max: 100 }), 0),
});

const creation = { ...common, traits: defaulted(list(traitInput), []) };

const update = {
  ...common,
  status: required(characterStatus),
  character_trait_ids: required(list(id)),
};

export const characterRoutes: readonly Route[] = collectionRoutes({
  at: `${campaign}/characters`,
  item: "character_id",
  guards: [companyUser],
  writeGuards: [companyUser, player],
  list: listCharacters,
  create(call) {
    // What a mage is said to be is ignored here, as on the real server.
    const { mage_attributes: _, ...wish } = readBody(call, creation);
    return adoptCharacter(call.state, draftCharacter(call, wish));
  },
  change: changeCharacter,
  remove: ({ state }, character) => removeWithContents(state, "characters", character),
}).map((route) => (route.method === "POST" ? { ...route, guards: [companyUser] } : route));

function listCharacters(call: Call): Character[] {
  const wanted = readQuery(call, {
    user_player_id: optional(id),
    user_creator_id: optional(id),
    character_class: optional(characterClass),
    character_type: optional(characterType),
    status: optional(characterStatus),
  });
  const { character_type: type, ...others } = wanted;
  const rules = Object.entries({ ...others, type }).filter(([, value]) => value !== undefined);
  const all = call.state.characters.of(call.entity("campaign_id").id);
  return all.filter((each) => rules.every(([name, value]) => Reflect.get(each, name) === value));
}

function changeCharacter(call: Call, character: Character): Character {
  const changes = readChanges(call, update);
  const { user_player_id, ...given } = changes;
  if (user_player_id) givenUser(call, call.entity("company_id"), user_player_id);
  const merged: Character = {
    ...character,
    ...given,
    ...(user_player_id && { user_player_id }),
    ...attributesOf(character, changes),
  };
  requireFreeName(call.state, merged.company_id, merged, merged.id);
  return call.state.characters.change(character, {
    ...merged,
    ...namesOf(merged),
    vampire_attributes: vampireOf(call.state, merged),
    werewolf_attributes: werewolfOf(call.state, merged),
    date_killed: killedAt(call, character, merged),
  });
}

/** Each is merged member by member; a hunter's edges have routes of their own. */
function attributesOf(character: Character, changes: Changes<typeof update>) {
  const { hunter_attributes, mage_attributes } = changes;
  const { edges: _, ...hunterChanges } = hunter_attributes ?? {};
  const hasHunter = hunter_attributes ?? character.hunter_attributes;
  const hasMage = mage_attributes ?? character.mage_attributes;
  return {
    vampire_attributes: { ...character.vampire_attributes, ...changes.vampire_attributes },
    werewolf_attributes: { ...character.werewolf_attributes, ...changes.werewolf_attributes },
    hunter_attributes: hasHunter && { ...character.hunter_attributes, ...hunterChanges },
    mage_attributes: hasMage && { ...character.mage_attributes, ...mage_attributes },
  };
}

/** The time of death is the server's to say. */
function killedAt({ state }: Call, before: Character, after: Character): string | null {
  if (after.status === "ALIVE") return null;
  return before.date_killed ?? timestamp(state.settings.now());
}
