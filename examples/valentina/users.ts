/**
 * Users: a new player, experience, a quickroll, a note.
 *
 * Run: npx jiti examples/valentina/users.ts
 */
import { characterBlueprintService, usersService, VClient } from "clientwright/valentina";
import { type Settings, settings } from "./settings.js";

export async function main(
  { options, adminId, campaignId }: Settings,
  print = console.log,
): Promise<void> {
  new VClient(options);
  const users = usersService();

  const user = await users.create({
    name: "Rae Winter",
    email: "rae@example.org",
    role: "PLAYER",
    requesting_user_id: adminId,
  });
  print(`${user.name} is a ${user.role}`);

  const experience = await users.addXp(user.id, campaignId, 50);
  print(`XP: ${experience.xp_current}`);

  const [first, second] = (await characterBlueprintService().getTraitsPage({ limit: 2 })).items;
  const trait_ids = [first?.id ?? "", second?.id ?? ""];
  const quickroll = await users.createQuickroll(user.id, { name: "Fast hands", trait_ids });
  print(`Quickroll: ${quickroll.name}, ${quickroll.trait_ids.length} traits`);

  const note = await users.createNote(user.id, { title: "First evening", content: "Came late." });
  print(`Note: ${note.title}`);
}

if (process.argv[1] === import.meta.filename) await main(settings());
