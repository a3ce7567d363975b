/**
 * Traits: give one, make one up, see what a value costs, pay for it.
 *
 * Run: npx jiti examples/valentina/character-traits.ts
 */
import { characterBlueprintService, characterTraitsService, VClient } from "clientwright/valentina";
import { type Settings, settings } from "./settings.js";

export async function main(
  { options, userId, campaignId, characterId }: Settings,
  print = console.log,
): Promise<void> {
  new VClient(options);
  const traits = characterTraitsService(userId, campaignId, characterId);

  const known = await characterBlueprintService().listAllTraits();
  const stealth = known.find(({ name }) => name === "Stealth");
  const assigned = await traits.assign(stealth?.id ?? "", 3);
  print(`${assigned.trait.name}: ${assigned.value}`);

  const custom = await traits.create({
    name: "Rooftop Lore",
    parent_category_id: assigned.trait.parent_category_id,
    max_value: 5,
    value: 2,
  });
  print(`${custom.trait.name}: ${custom.value} of ${custom.trait.max_value}`);

  const { current_value, options: values } = await traits.getValueOptions(assigned.id);
  print(`From ${current_value} to 4 for ${values["4"]?.point_change} XP`);

  const raised = await traits.changeValue(assigned.id, 4, "XP");
  print(`${raised.trait.name}: ${raised.value}`);
}

if (process.argv[1] === import.meta.filename) await main(settings());
