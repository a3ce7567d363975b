/**
 * Characters: a vampire with a knife and a note.
 *
 * Run: npx jiti examples/valentina/characters.ts
 */
import { characterBlueprintService, charactersService, VClient } from "clientwright/valentina";
import { type Settings, settings } from "./settings.js";

export async function main(
  { options, userId, campaignId }: Settings,
  print = console.log,
): Promise<void> {
  new VClient(options);
  const characters = charactersService(userId, campaignId);

  // A vampire needs a clan.
  const [clan] = await characterBlueprintService().listAllVampireClans();
  const character = await characters.create({
    character_class: "VAMPIRE",
    game_version: "V5",
    name_first: "Marcus",
    name_last: "Blackwood",
    vampire_attributes: { clan_id: clan?.id ?? "" },
  });
  print(`${character.name}, ${character.vampire_attributes.clan_name}`);

  const renamed = await characters.update(character.id, { name_first: "Mark" });
  print(`Now called ${renamed.name}`);

  const statistics = await characters.getStatistics(character.id);
  print(`Rolls: ${statistics.total_rolls}`);

  const item = await characters.createInventoryItem(character.id, {
    name: "Silver dagger",
    type: "WEAPON",
    description: "Once a letter opener",
  });
  print(`${item.name} (${item.type})`);

  const note = await characters.createNote(character.id, { title: "Debts", content: "One." });
  print(`Note: ${note.title}`);
}

if (process.argv[1] === import.meta.filename) await main(settings());
