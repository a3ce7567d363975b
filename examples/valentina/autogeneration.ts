/**
 * Let the server make characters up: one at once, or a choice.
 *
 * Run: npx jiti examples/valentina/autogeneration.ts
 */
import { characterAutogenService, VClient } from "clientwright/valentina";
import { type Settings, settings } from "./settings.js";

export async function main(
  { options, adminId, campaignId }: Settings,
  print = console.log,
): Promise<void> {
  new VClient(options);
  // Only storytellers and administrators may have one made at once.
  const autogen = characterAutogenService(adminId, campaignId);

  const made = await autogen.generateCharacter({
    characterType: "PLAYER",
    characterClass: "VAMPIRE",
    experienceLevel: "NEW",
  });
  print(`${made.type} ${made.character_class}: ${made.name}`);

  const session = await autogen.startChargenSession();
  print(`Open until ${session.expires_at}`);
  print(`${session.characters.length} to choose from`);

  const [first] = session.characters;
  const chosen = await autogen.finalizeChargenSession(session.session_id, first?.id ?? "");
  print(`Chosen: ${chosen.name}`);
}

if (process.argv[1] === import.meta.filename) await main(settings());
