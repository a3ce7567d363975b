// What characters are made from. It can only be read.
import type { Trait } from "../../../../generated/valentina/models.js";
import type { Call, Route } from "../call.js";
import { type CollectionPlan, collectionRoutes } from "../collection-routes.js";
import { sortedBy } from "../documents.js";
import type { Entities } from "../entities.js";
import { defaulted, type Fields, optional, readQuery } from "../fields.js";
import { companyUser } from "../guards.js";
import { id, oneOf } from "../kinds.js";
import { company } from "../paths.js";
import { characterClass, gameVersion } from "../words.js";

const at = `${company}/characterblueprint`;
const versioned = `${at}/{game_version}/sections`;
const guards = [companyUser];

const ofClass = { character_class: optional(characterClass) };
const ofVersion = { game_version: optional(gameVersion) };

export const blueprintRoutes: readonly Route[] = [
  ...collectionRoutes({
    ...{ at: versioned, item: "section_id", guards },
    list: (call) => {
      const fits = filterOf(call, { ...ofClass, ...ofVersion });
      return sortedBy(call.state.blueprint.sections.of("").filter(fits), ({ order }) => order);
    },
  }),
  ...collectionRoutes({
    ...{ at: `${versioned}/{section_id}/categories`, item: "category_id", guards },
    list: (call) => {
      const { id: sectionId } = call.entity("section_id");
      const fits = filterOf(call, { ...ofClass, ...ofVersion });
      const all = call.state.blueprint.categories.of(sectionId);
      return sortedBy(all.filter(fits), ({ order }) => order);
    },
  }),
  listOnly({
    ...{
      at: `${versioned}/{section_id}/categories/{category_id}/traits`,
      item: "trait_id",
      guards,
    },
    list: listTraitsOfCategory,
  }),
  ...collectionRoutes({ at: `${at}/traits`, item: "trait_id", guards, list: listTraits }),
  ...named("concepts", "concept_id", ({ state }) => state.blueprint.concepts.of("")),
  ...named("vampire-clans", "vampire_clan_id", (call) =>
    call.state.blueprint.clans.of("").filter(filterOf(call, ofVersion)),
  ),
  ...named("werewolf-tribes", "werewolf_tribe_id", (call) =>
    call.state.blueprint.tribes.of("").filter(filterOf(call, ofVersion)),
  ),
  ...named("werewolf-auspices", "werewolf_auspice_id", (call) =>
    call.state.blueprint.auspices.of("").filter(filterOf(call, ofVersion)),
  ),
  ...named("werewolf-gifts", "werewolf_gift_id", (call) =>
    call.state.blueprint.gifts
      .of("")
      .filter(filterOf(call, { ...ofVersion, tribe_id: optional(id), auspice_id: optional(id) })),
  ),
  ...named("werewolf-rites", "werewolf_rite_id", ({ state }) => state.blueprint.rites.of("")),
  ...named("hunter-edges", "hunter_edge_id", (call) => {
    const { edge_type } = readQuery(call, { edge_type: optional(edgeType) });
    const all = call.state.blueprint.edges.of("");
    return all.filter(({ type }) => edge_type === undefined || type === edge_type);
  }),
  ...named("hunter-edges/{hunter_edge_id}/perks", "hunter_edge_perk_id", (call) =>
    call.state.blueprint.perks.of(call.entity("hunter_edge_id").id),
  ),
];

const edgeType = oneOf(["ASSETS", "APTITUDES", "ENDOWMENTS"]);

/** Lists that are in order of names. */
function named<N extends keyof Entities>(
  path: string,
  item: N,
  list: (call: Call) => readonly (Entities[N] & { readonly name: string })[],
): Route[] {
  return collectionRoutes({
    at: `${at}/${path}`,
    item,
    guards,
    list: (call) => sortedBy(list(call), ({ name }) => name),
  });
}

function listOnly<N extends keyof Entities>(plan: CollectionPlan<N>): Route {
  const [route] = collectionRoutes(plan);
  if (route === undefined) throw new Error("every plan has a list");
  return route;
}

/** What a filter of the query is compared with; lists need only have the value. */
const compared: Readonly<Record<string, string>> = {
  character_class: "character_classes",
  game_version: "game_versions",
};

/** A test of documents by the query, and by the version of the path. */
function filterOf(call: Call, fields: Fields): (document: object) => boolean {
  const { game_version } = call.params;
  const wanted = { ...readQuery(call, fields), ...(game_version && { game_version }) };
  const rules = Object.entries(wanted).filter(([, value]) => value !== undefined);
  return (document) =>
    rules.every(([name, value]) => {
      const held: unknown = Reflect.get(document, compared[name] ?? name);
      return Array.isArray(held) ? held.includes(value) : held === value;
    });
}

/** Custom traits only for the character that is asked for. */
function listTraitsOfCategory(call: Call): Trait[] {
  const { character_id } = readQuery(call, { character_id: optional(id) });
  const fits = filterOf(call, ofClass);
  const all = call.state.blueprint.traits.of(call.entity("category_id").id);
  const shown = all.filter(
    (trait) => !trait.is_custom || trait.custom_for_character_id === character_id,
  );
  return sortedBy(shown.filter(fits), ({ name }) => name);
}

const traitFilters = { ...ofClass, ...ofVersion, parent_category_id: optional(id) };

function listTraits(call: Call): Trait[] {
  const { traits } = call.state.blueprint;
  const { order_by } = readQuery(call, { order_by: defaulted(oneOf(["NAME", "SHEET"]), "NAME") });
  const fits = filterOf(call, traitFilters);
  const found = [...traits.byId.values()].filter((trait) => !trait.is_custom && fits(trait));
  return sortedBy(found, (trait) => (order_by === "NAME" ? trait.name : placeOf(call, trait)));
}

/** Section, category, name: as on a character sheet. */
function placeOf({ state: { blueprint } }: Call, trait: Trait): string {
  const section = blueprint.sections.byId.get(trait.sheet_section_id ?? "");
  const category = blueprint.categories.byId.get(trait.parent_category_id);
  return [section?.order, category?.order, trait.name].join(" ");
}
