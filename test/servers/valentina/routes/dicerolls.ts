// Dice rolls: from the dice themselves, or from a quickroll and what a character has.
import type { Diceroll } from "../../../../generated/valentina/models.js";
import { jsonAnswer } from "../../support/answers.js";
import type { Call, Route } from "../call.js";
import { collectionRoutes } from "../collection-routes.js";
import { rollDice } from "../dice-rules.js";
import { ruleBroken } from "../failures.js";
import { defaulted, nullable, optional, readBody, readQuery, required } from "../fields.js";
import { givenDocument, givenTraits } from "../given-ids.js";
import { companyUser } from "../guards.js";
import { id, list, oneOf, text, whole } from "../kinds.js";
import { user } from "../paths.js";

const fields = {
  dice_size: required(oneOf([4, 6, 8, 10, 20, 100])),
  num_dice: required(whole()),
  difficulty: nullable(whole()),
  num_desperation_dice: defaulted(whole(), 0),
  comment: nullable(text()),
  trait_ids: defaulted(list(id), []),
  character_id: nullable(id),
  campaign_id: nullable(id),
};

const quickrollFields = {
  quickroll_id: required(id),
  character_id: required(id),
  comment: nullable(text()),
  difficulty: defaulted(whole(), 6),
  // Taken, but desperation plays no part here.
  num_desperation_dice: defaulted(whole(), 0),
};

const filters = { userid: optional(id), characterid: optional(id), campaignid: optional(id) };

export const dicerollRoutes: readonly Route[] = [
  ...collectionRoutes({
    at: `${user}/dicerolls`,
    item: "diceroll_id",
    guards: [companyUser],
    maxAgeSeconds: undefined,
    list: listRolls,
    create: (call) => createRoll(call, readBody(call, fields)),
  }),
  {
    method: "POST",
    path: `${user}/dicerolls/quickroll`,
    guards: [companyUser],
    handle: (call) => jsonAnswer(201, rollQuickroll(call)),
  },
];

function listRolls(call: Call): Diceroll[] {
  const { userid, characterid, campaignid } = readQuery(call, filters);
  const fits = (wanted: string | undefined, value: string | null) =>
    wanted === undefined || wanted === value;
  return call.state.rolls
    .of(call.entity("company_id").id)
    .filter(({ user_id }) => fits(userid, user_id))
    .filter(({ character_id }) => fits(characterid, character_id))
    .filter(({ campaign_id }) => fits(campaignid, campaign_id));
}

type RollWish = Omit<
  Diceroll,
  "id" | "date_created" | "date_modified" | "user_id" | "company_id" | "result"
>;

function createRoll(call: Call, wish: RollWish): Diceroll {
  const { id: company_id } = call.entity("company_id");
  const { rolls, campaigns, settings } = call.state;
  const { campaign_id, character_id } = wish;
  if (campaign_id !== null) givenDocument(campaigns, company_id, campaign_id, "Campaign");
  if (character_id !== null) givenCharacter(call, character_id);
  const trait_ids = givenTraits(call, wish.trait_ids);
  const result = rollDice(settings.random, wish);
  const user_id = call.entity("user_id").id;
  return rolls.create(company_id, { ...wish, trait_ids, user_id, company_id, result });
}

/** As many dice as the character's values of the prepared traits add up to. */
function rollQuickroll(call: Call): Diceroll {
  const { quickroll_id, character_id, comment, difficulty } = readBody(call, quickrollFields);
  const { quickrolls, characterTraits } = call.state;
  const userId = call.entity("user_id").id;
  const quickroll = givenDocument(quickrolls, userId, quickroll_id, "Quick roll");
  const { campaign_id } = givenCharacter(call, character_id);
  const matching = characterTraits
    .of(character_id)
    .filter(({ trait_id }) => quickroll.trait_ids.includes(trait_id));
  if (matching.length === 0) throw ruleBroken("No matching traits found to roll");
  return createRoll(call, {
    dice_size: 10,
    num_dice: matching.reduce((sum, { value }) => sum + value, 0),
    num_desperation_dice: 0,
    difficulty,
    comment: comment ?? `Quick roll: ${quickroll.name}`,
    trait_ids: matching.map(({ trait_id }) => trait_id),
    character_id,
    campaign_id,
  });
}

function givenCharacter(call: Call, characterId: string) {
  const found = call.state.characters.byId.get(characterId);
  if (found?.company_id === call.entity("company_id").id) return found;
  throw ruleBroken(`Character ${characterId} not found`);
}
