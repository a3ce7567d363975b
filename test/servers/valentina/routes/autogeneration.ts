// Characters that the server makes up: one for a storyteller, or a choice for experience.
import { randomUUID } from "node:crypto";
import type { Character, CharacterClass } from "../../../../generated/valentina/models.js";
import { jsonAnswer } from "../../support/answers.js";
import { everyClass } from "../blueprint/data.js";
import type { Call, Route } from "../call.js";
import { adoptCharacter, draftCharacter } from "../character-making.js";
import { removeTrait } from "../character-traits.js";
import type { Collection, Stamped } from "../documents.js";
import { fieldsRefused, notEnoughXp } from "../failures.js";
import { nullable, readBody, required } from "../fields.js";
import { companyUser, storyteller } from "../guards.js";
import { id, oneOf, text } from "../kinds.js";
import { campaign } from "../paths.js";
import { pick, rollDie } from "../random.js";
import type { ChargenSession } from "../state.js";
import { timestamp } from "../timestamps.js";
import { experienceIn } from "../users.js";
import { characterClass, characterType } from "../words.js";

const at = `${campaign}/characters`;
const dayMs = 86_400_000;

export const autogenerationRoutes: readonly Route[] = [
  {
    ...{ method: "POST", path: `${at}/autogenerate`, guards: [companyUser, storyteller] },
    handle(call) {
      const made = makeUp(call, readBody(call, wishFields));
      return jsonAnswer(201, adoptCharacter(call.state, made));
    },
  },
  {
    ...{ method: "POST", path: `${at}/chargen/start`, guards: [companyUser] },
    handle: startSession,
  },
  {
    ...{ method: "POST", path: `${at}/chargen/finalize`, guards: [companyUser] },
    handle: finalizeSession,
  },
];

const wishFields = {
  character_type: required(characterType),
  character_class: nullable(characterClass),
  experience_level: nullable(oneOf(["NEW", "INTERMEDIATE", "ADVANCED", "ELITE"])),
  skill_focus: nullable(oneOf(["JACK_OF_ALL_TRADES", "BALANCED", "SPECIALIST"])),
  concept_id: nullable(id),
  vampire_clan_id: nullable(id),
  werewolf_tribe_id: nullable(id),
  werewolf_auspice_id: nullable(id),
};

interface MakeUpWish {
  readonly character_type: Character["type"];
  readonly character_class?: CharacterClass | null;
  readonly concept_id?: string | null;
  readonly vampire_clan_id?: string | null;
  readonly werewolf_tribe_id?: string | null;
  readonly werewolf_auspice_id?: string | null;
}

const firstNames = ["Edwin", "Marta", "Silas", "Ione"];
const lastNames = ["Marlow", "Vance", "Okafor", "Lindqvist"];

/** What the wish leaves open is left to chance. */
function makeUp(call: Call, wish: MakeUpWish): Character {
  const { blueprint, settings } = call.state;
  const { random } = settings;
  const any = (collection: Collection<Stamped & { readonly name: string }>) =>
    pick(random, collection.of("")).id;
  const { character_class = null } = wish;
  const kind = character_class ?? pick(random, everyClass);
  const traits = [...blueprint.traits.byId.values()]
    .filter((trait) => trait.sheet_section_name === "Attributes")
    .map((trait) => ({ trait_id: trait.id, value: rollDie(random, 4) }));
  const [isVampire, isWerewolf] = [kind === "VAMPIRE", kind === "WEREWOLF"];
  return draftCharacter(call, {
    ...{ character_class: kind, type: wish.character_type, game_version: "V5", traits },
    name_first: `${pick(random, firstNames)}${nextSuffix(call)}`,
    name_last: pick(random, lastNames),
    ...{ name_nick: null, age: 17 + rollDie(random, 60), biography: null },
    ...{ demeanor: null, nature: null, user_player_id: null, hunter_attributes: null },
    concept_id: wish.concept_id ?? any(blueprint.concepts),
    vampire_attributes: isVampire ? { clan_id: wish.vampire_clan_id ?? any(blueprint.clans) } : {},
    werewolf_attributes: isWerewolf
      ? {
          tribe_id: wish.werewolf_tribe_id ?? any(blueprint.tribes),
          auspice_id: wish.werewolf_auspice_id ?? any(blueprint.auspices),
        }
      : {},
  });
}

/** Names are used once: the number of traits made so far tells them apart. */
function nextSuffix({ state }: Call): string {
  return ` ${state.characterTraits.byId.size + 1}`;
}

function startSession(call: Call) {
  const { settings } = call.entity("company_id");
  const user = call.entity("user_id");
  const { id: campaignId } = call.entity("campaign_id");
  const cost = settings.character_autogen_xp_cost ?? 10;
  const experience = experienceIn(user, campaignId);
  if (experience.xp_current < cost) throw notEnoughXp(experience.xp_current, cost);
  experience.xp_current -= cost;
  const length = settings.character_autogen_num_choices ?? 3;
  const characters = Array.from({ length }, () => makeUp(call, { character_type: "PLAYER" }));
  const session_id = randomUUID();
  const expiresAt = call.state.settings.now() + dayMs;
  const requires_selection = characters.length > 1;
  if (requires_selection)
    call.state.chargen.set(session_id, { userId: user.id, campaignId, expiresAt, characters });
  else for (const only of characters) adoptCharacter(call.state, only);
  const expires_at = timestamp(expiresAt);
  return jsonAnswer(201, { session_id, expires_at, requires_selection, characters });
}

function finalizeSession(call: Call) {
  const { session_id, selected_character_id } = readBody(call, {
    session_id: required(text()),
    selected_character_id: required(id),
  });
  const session = openSession(call, session_id);
  const selected = session?.characters.find((each) => each.id === selected_character_id);
  if (session === undefined) throw fieldsRefused({ session_id: "Session not found or expired" });
  if (selected === undefined)
    throw fieldsRefused({ selected_character_id: "Character not in session" });
  call.state.chargen.delete(session_id);
  for (const each of session.characters) if (each !== selected) forget(call, each);
  return jsonAnswer(201, adoptCharacter(call.state, selected));
}

function openSession(call: Call, sessionId: string): ChargenSession | undefined {
  const session = call.state.chargen.get(sessionId);
  const isOfUser = session?.userId === call.entity("user_id").id;
  const isOfCampaign = session?.campaignId === call.entity("campaign_id").id;
  const isOpen = session !== undefined && session.expiresAt > call.state.settings.now();
  return isOpen && isOfUser && isOfCampaign ? session : undefined;
}

function forget({ state }: Call, character: Character): void {
  for (const trait of state.characterTraits.of(character.id)) removeTrait(state, character, trait);
}
