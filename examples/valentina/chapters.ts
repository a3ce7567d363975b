/**
 * Chapters of a book: write, rename, move, annotate.
 *
 * Run: npx jiti examples/valentina/chapters.ts
 */
import { chaptersService, VClient } from "clientwright/valentina";
import { type Settings, settings } from "./settings.js";

export async function main(
  { options, userId, campaignId, bookId }: Settings,
  print = console.log,
): Promise<void> {
  new VClient(options);
  const chapters = chaptersService(userId, campaignId, bookId);

  const chapter = await chapters.create({ name: "The Quay", description: "A boat comes in" });
  print(`${chapter.number}. ${chapter.name}`);

  const renamed = await chapters.update(chapter.id, { name: "The Quay at Dawn" });
  print(`${renamed.number}. ${renamed.name}`);

  await chapters.create({ name: "The Market" });
  const moved = await chapters.renumber(chapter.id, 3);
  print(`${moved.number}. ${moved.name}`);

  const note = await chapters.createNote(chapter.id, { title: "Witnesses", content: "Nobody?" });
  print(`Note: ${note.title}`);
}

if (process.argv[1] === import.meta.filename) await main(settings());
