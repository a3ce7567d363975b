/**
 * Books of a campaign: write, rename, move, annotate.
 *
 * Run: npx jiti examples/valentina/books.ts
 */
import { booksService, VClient } from "clientwright/valentina";
import { type Settings, settings } from "./settings.js";

export async function main(
  { options, userId, campaignId }: Settings,
  print = console.log,
): Promise<void> {
  new VClient(options);
  const books = booksService(userId, campaignId);

  const book = await books.create({ name: "The Long Night", description: "It gets dark" });
  print(`${book.number}. ${book.name}`);

  const renamed = await books.update(book.id, { name: "The Longest Night" });
  print(`${renamed.number}. ${renamed.name}`);

  const moved = await books.renumber(book.id, 2);
  print(`${moved.number}. ${moved.name}`);

  const note = await books.createNote(book.id, { title: "Ideas", content: "A lamp goes out." });
  print(`Note: ${note.title}`);
}

if (process.argv[1] === import.meta.filename) await main(settings());
