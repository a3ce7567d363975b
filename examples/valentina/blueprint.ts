/**
 * Walk over the character sheet: sections, categories, traits.
 *
 * Run: npx jiti examples/valentina/blueprint.ts
 */
import { characterBlueprintService, VClient } from "clientwright/valentina";
import { type Settings, settings } from "./settings.js";

export async function main({ options }: Settings, print = console.log): Promise<void> {
  new VClient(options);
  const blueprint = characterBlueprintService();
  const gameVersion = "V5";

  for (const section of await blueprint.listAllSections({ gameVersion })) {
    print(section.name);
    const inSection = { gameVersion, sectionId: section.id } as const;
    for (const category of await blueprint.listAllCategories(inSection)) {
      const inCategory = { ...inSection, categoryId: category.id };
      const traits = await blueprint.listAllCategoryTraits(inCategory);
      print(`  ${category.name}: ${traits.map(({ name }) => name).join(", ")}`);
    }
  }
}

if (process.argv[1] === import.meta.filename) await main(settings());
