/**
 * Dice: with and without a difficulty, and a prepared roll.
 *
 * Run: npx jiti examples/valentina/dice.ts
 */
import {
  characterTraitsService,
  dicerollsService,
  usersService,
  VClient,
} from "clientwright/valentina";
import { type Settings, settings } from "./settings.js";

export async function main(
  { options, userId, campaignId, characterId }: Settings,
  print = console.log,
): Promise<void> {
  new VClient(options);
  const dice = dicerollsService(userId);

  const traits = await characterTraitsService(userId, campaignId, characterId).listAll();
  const trait_ids = traits.slice(0, 2).map(({ trait }) => trait.id);
  const roll = await dice.create({
    dice_size: 10,
    num_dice: 5,
    difficulty: 6,
    trait_ids,
    character_id: characterId,
    campaign_id: campaignId,
  });
  print(`${roll.num_dice}d${roll.dice_size}: ${roll.result?.total_result_humanized}`);

  const plain = await dice.create({ dice_size: 20, num_dice: 1 });
  print(`${plain.num_dice}d${plain.dice_size}: ${plain.result?.total_dice_roll.join(", ")}`);

  const quickroll = await usersService().createQuickroll(userId, { name: "Brawling", trait_ids });
  const quick = await dice.createQuickroll({
    quickrollId: quickroll.id,
    characterId,
    comment: "Attack with both hands",
  });
  print(`${quick.comment}: ${quick.num_dice} dice`);
}

if (process.argv[1] === import.meta.filename) await main(settings());
