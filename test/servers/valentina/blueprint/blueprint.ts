// The blueprint as collections of documents.
import type {
  CharacterConcept,
  HunterEdge,
  HunterEdgePerk,
  SheetSection,
  Trait,
  TraitCategory,
  VampireClan,
  WerewolfAuspice,
  WerewolfGift,
  WerewolfRite,
  WerewolfTribe,
} from "../../../../generated/valentina/models.js";
import { type Collection, createCollection, type Stamps } from "../documents.js";
import * as data from "./data.js";

/** Categories lie under their section, traits under their category, perks under their edge. */
export interface Blueprint {
  readonly sections: Collection<SheetSection>;
  readonly categories: Collection<TraitCategory>;
  /** Also the custom traits of characters. */
  readonly traits: Collection<Trait>;
  readonly concepts: Collection<CharacterConcept>;
  readonly clans: Collection<VampireClan>;
  readonly tribes: Collection<WerewolfTribe>;
  readonly auspices: Collection<WerewolfAuspice>;
  readonly gifts: Collection<WerewolfGift>;
  readonly rites: Collection<WerewolfRite>;
  readonly edges: Collection<HunterEdge>;
  readonly perks: Collection<HunterEdgePerk>;
}

/** The one that every server starts with. */
export function createBlueprint(stamps: Stamps): Blueprint {
  const blueprint: Blueprint = {
    sections: createCollection(stamps),
    categories: createCollection(stamps),
    traits: createCollection(stamps),
    concepts: createCollection(stamps),
    clans: createCollection(stamps),
    tribes: createCollection(stamps),
    auspices: createCollection(stamps),
    gifts: createCollection(stamps),
    rites: createCollection(stamps),
    edges: createCollection(stamps),
    perks: createCollection(stamps),
  };
  fillSheet(blueprint);
  fillVampires(blueprint);
  fillWerewolves(blueprint);
  fillHunters(blueprint);
  return blueprint;
}

/** The trait of that name that no character made up. */
export function traitNamed({ traits }: Blueprint, name: string): Trait | undefined {
  return [...traits.byId.values()].find((trait) => trait.name === name && !trait.is_custom);
}

const common = { description: null, game_versions: data.bothVersions };

function fillSheet(blueprint: Blueprint): void {
  const { sections, categories } = blueprint;
  for (const [order, [name, inner]] of Object.entries(data.sheet).entries()) {
    const shown = { ...common, show_when_empty: true, character_classes: data.everyClass };
    const section = sections.create("", { ...shown, name, order });
    for (const [place, [categoryName, traits]] of Object.entries(inner).entries()) {
      const category = categories.create(section.id, {
        ...shown,
        name: categoryName,
        character_classes: data.classesOfCategory[categoryName] ?? data.everyClass,
        order: place,
        parent_sheet_section_id: section.id,
        initial_cost: 3,
        upgrade_cost: 3,
      });
      for (const trait of traits) fillTrait(blueprint, section, category, trait);
    }
  }
}

function fillTrait(
  { traits }: Blueprint,
  section: SheetSection,
  category: TraitCategory,
  text: string,
): void {
  const [name = "", max] = text.split(" ");
  traits.create(category.id, traitContent(section, category, { name, max: Number(max ?? 5) }));
}

/** A trait of a category, with what it takes over from there. */
export function traitContent(
  section: SheetSection,
  category: TraitCategory,
  { name, max }: { readonly name: string; readonly max: number },
): Omit<Trait, "id" | "date_created" | "date_modified"> {
  return {
    ...common,
    name,
    character_classes: category.character_classes,
    link: null,
    show_when_zero: true,
    max_value: max,
    min_value: 0,
    is_custom: false,
    initial_cost: category.initial_cost,
    upgrade_cost: category.upgrade_cost,
    sheet_section_name: section.name,
    sheet_section_id: section.id,
    parent_category_name: category.name,
    parent_category_id: category.id,
    custom_for_character_id: null,
    advantage_category_id: null,
    advantage_category_name: null,
  };
}

function fillVampires(blueprint: Blueprint): void {
  const { concepts, clans } = blueprint;
  for (const [name, specialty, type] of data.concepts)
    concepts.create("", {
      name,
      description: "A way of life",
      examples: ["Archivist"],
      max_specialties: 1,
      specialties: [{ name: specialty, type, description: "What is learned on the way" }],
      favored_ability_names: ["Academics"],
    });
  const discipline_ids = [traitNamed(blueprint, "Celerity")?.id ?? ""];
  for (const clan of data.clans)
    clans.create("", { ...common, ...clan, link: null, discipline_ids });
}

function fillWerewolves({ tribes, auspices, gifts, rites }: Blueprint): void {
  for (const [name, renown] of data.tribes)
    tribes.create("", {
      ...{ ...common, name, renown, patron_spirit: "Spider" },
      ...{ favor: null, ban: null, gift_ids: [], link: null },
    });
  for (const name of data.auspices)
    auspices.create("", { ...common, name, gift_ids: [], link: null });
  const [tribe] = tribes.of("");
  const [auspice] = auspices.of("");
  for (const [index, [name, renown]] of data.gifts.entries()) {
    const gift = gifts.create("", {
      ...{ ...common, name, renown, cost: "1 Rage", duration: "Scene" },
      ...{ dice_pool: ["Wits", "Wisdom"], opposing_pool: [], minimum_renown: 1 },
      ...{ is_native_gift: false, notes: null },
      tribe_id: index === 0 ? (tribe?.id ?? null) : null,
      auspice_id: index === 1 ? (auspice?.id ?? null) : null,
    });
    if (index === 0) tribe?.gift_ids.push(gift.id);
    if (index === 1) auspice?.gift_ids.push(gift.id);
  }
  for (const name of data.rites) rites.create("", { ...common, name, pool: "Charisma + Occult" });
}

function fillHunters({ edges, perks }: Blueprint): void {
  for (const [name, type, perkNames] of data.edges) {
    const pool = "Intelligence + Firearms";
    const edge = edges.create("", { ...common, name, type, pool, system: null, perk_ids: [] });
    for (const perkName of perkNames) {
      const perk = perks.create(edge.id, { ...common, name: perkName, edge_id: edge.id });
      edge.perk_ids.push(perk.id);
    }
  }
}
