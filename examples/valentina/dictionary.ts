/**
 * Dictionary: keep a word, explain it better, find it.
 *
 * Run: npx jiti examples/valentina/dictionary.ts
 */
import { dictionaryService, VClient } from "clientwright/valentina";
import { type Settings, settings } from "./settings.js";

export async function main({ options }: Settings, print = console.log): Promise<void> {
  new VClient(options);
  const dictionary = dictionaryService();

  const term = await dictionary.create({
    term: "Embrace",
    definition: "How vampires are made",
    synonyms: ["Turn", "Siring"],
  });
  // The server keeps words in lower case, and synonyms in order.
  print(`${term.term}: ${term.synonyms.join(", ")}`);

  const updated = await dictionary.update(term.id, { definition: "Becoming a vampire" });
  print(`${updated.term}: ${updated.definition}`);

  const found = await dictionary.listAll({ term: "Embrace" });
  print(`Found: ${found.map(({ definition }) => definition).join(", ")}`);
}

if (process.argv[1] === import.meta.filename) await main(settings());
