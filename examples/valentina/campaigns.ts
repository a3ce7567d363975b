/**
 * Campaigns: begin one, make it worse, look at the dice, take a note.
 *
 * Run: npx jiti examples/valentina/campaigns.ts
 */
import { campaignsService, VClient } from "clientwright/valentina";
import { type Settings, settings } from "./settings.js";

export async function main({ options, userId }: Settings, print = console.log): Promise<void> {
  new VClient(options);
  const campaigns = campaignsService(userId);

  const campaign = await campaigns.create({
    name: "Dark Harbour",
    description: "What the fog hides",
    desperation: 2,
    danger: 3,
  });
  print(`${campaign.name}: desperation ${campaign.desperation}, danger ${campaign.danger}`);

  const updated = await campaigns.update(campaign.id, { danger: 4 });
  print(`Danger is ${updated.danger} now`);

  const statistics = await campaigns.getStatistics(campaign.id);
  print(`Rolls: ${statistics.total_rolls}`);

  const note = await campaigns.createNote(campaign.id, {
    title: "The first evening",
    content: "Everybody met at the quay.",
  });
  print(`Note: ${note.title}`);
}

if (process.argv[1] === import.meta.filename) await main(settings());
