/** Every paged list of the services: its three methods, its path, and what it can be narrowed down to. */
import type { VClient } from "../../../src/valentina/index.js";

/** One list. Rows and names are those of the page, of all items, and of the iteration. */
export interface ListRow {
  readonly rows: readonly [page: string, all: string, each: string];
  readonly names: readonly [page: string, all: string, each: string];
  readonly service: (client: VClient) => object;
  /** Values that come before the filters. */
  readonly lead: readonly string[];
  /** Below `/api/v1`. */
  readonly path: string;
  readonly filters: Readonly<Record<string, unknown>>;
  /** What the filters are on the wire. */
  readonly query: Readonly<Record<string, string>>;
}

const company = "/companies/c1";
const user = `${company}/users/u1`;
const campaign = `${user}/campaigns/p1`;
const book = `${campaign}/books/b1`;
const character = `${campaign}/characters/ch1`;

const rowsFrom = (first: number): ListRow["rows"] => [
  `VN-${first}`,
  `VN-${first + 1}`,
  `VN-${first + 2}`,
];
const own = ["getPage", "listAll", "iterAll"] as const;
const of = (plural: string): ListRow["names"] => [
  `get${plural}Page`,
  `listAll${plural}`,
  `iterAll${plural}`,
];
const assets = ["listAssets", "listAllAssets", "iterAllAssets"] as const;
const bare = { lead: [], filters: {}, query: {} };

const services = {
  users: (client: VClient) => client.users(),
  campaigns: (client: VClient) => client.campaigns("u1"),
  books: (client: VClient) => client.books("u1", "p1"),
  chapters: (client: VClient) => client.chapters("u1", "p1", "b1"),
  characters: (client: VClient) => client.characters("u1", "p1"),
  traits: (client: VClient) => client.characterTraits("u1", "p1", "ch1"),
  dicerolls: (client: VClient) => client.dicerolls("u1"),
  dictionary: (client: VClient) => client.dictionary(),
  blueprint: (client: VClient) => client.characterBlueprint(),
};

const ofServices: readonly ListRow[] = [
  {
    ...{ rows: rowsFrom(104), names: own, service: (client: VClient) => client.globalAdmin },
    ...{ lead: [], path: "/admin/developers" },
    ...{ filters: { isGlobalAdmin: true }, query: { is_global_admin: "true" } },
  },
  {
    ...{ rows: rowsFrom(115), names: own, service: (client: VClient) => client.companies },
    ...{ ...bare, path: "/companies" },
  },
  {
    ...{ rows: rowsFrom(127), names: own, service: services.users },
    ...{ lead: [], path: `${company}/users` },
    ...{ filters: { userRole: "PLAYER" }, query: { user_role: "PLAYER" } },
  },
  {
    ...{ rows: rowsFrom(160), names: own, service: services.campaigns },
    ...{ ...bare, path: `${user}/campaigns` },
  },
  {
    ...{ rows: rowsFrom(181), names: own, service: services.books },
    ...{ ...bare, path: `${campaign}/books` },
  },
  {
    ...{ rows: rowsFrom(200), names: own, service: services.chapters },
    ...{ ...bare, path: `${book}/chapters` },
  },
  {
    rows: ["VN-218, VN-221", "VN-219, VN-221", "VN-220, VN-221"],
    ...{ names: own, service: services.characters, lead: [], path: `${campaign}/characters` },
    filters: {
      ...{ userPlayerId: "u2", userCreatorId: "u3", characterClass: "MAGE" },
      ...{ characterType: "NPC", status: "ALIVE" },
    },
    query: {
      ...{ user_player_id: "u2", user_creator_id: "u3", character_class: "MAGE" },
      ...{ character_type: "NPC", status: "ALIVE" },
    },
  },
  {
    ...{ rows: rowsFrom(269), names: own, service: services.traits },
    ...{ lead: [], path: `${character}/traits` },
    ...{ filters: { parentCategoryId: "k1" }, query: { parent_category_id: "k1" } },
  },
  {
    rows: ["VN-338, VN-341", "VN-339, VN-341", "VN-340, VN-341"],
    ...{ names: own, service: services.dicerolls, lead: [], path: `${user}/dicerolls` },
    filters: { userid: "u1", characterid: "ch1", campaignid: "p1" },
    query: { userid: "u1", characterid: "ch1", campaignid: "p1" },
  },
  {
    rows: ["VN-341", "VN-341", "VN-341"],
    ...{ names: own, service: services.dicerolls, lead: [], path: `${user}/dicerolls` },
    filters: { userId: "u1", characterId: "ch1", campaignId: "p1" },
    query: { userid: "u1", characterid: "ch1", campaignid: "p1" },
  },
  {
    rows: ["VN-346", "VN-347, VN-349", "VN-348"],
    ...{ names: own, service: services.dictionary, lead: [], path: `${company}/dictionaries` },
    ...{ filters: { term: "Embrace" }, query: { term: "Embrace" } },
  },
];

/** Notes and files of one kind of thing. */
const shelf = (
  service: ListRow["service"],
  path: string,
  notes: number,
  files: number,
): ListRow[] => [
  {
    ...bare,
    rows: rowsFrom(notes),
    names: of("Notes"),
    service,
    lead: ["o1"],
    path: `${path}/notes`,
  },
  {
    rows: [`VN-${files}`, `VN-004, VN-${files}`, `VN-004, VN-${files}`],
    ...{ names: assets, service, lead: ["o1"], path: `${path}/assets` },
    ...{ filters: { assetType: "image" }, query: { asset_type: "image" } },
  },
];

const within = (rows: number, plural: string, path: string, lead = ["ch1"]): ListRow => ({
  ...{ ...bare, rows: rowsFrom(rows), names: of(plural), service: services.characters },
  ...{ lead, path: `${character}/${path}` },
});

const collections: readonly ListRow[] = [
  ...shelf(services.users, `${company}/users/o1`, 139, 135),
  {
    ...{ ...bare, rows: rowsFrom(146), names: of("Quickrolls"), service: services.users },
    ...{ lead: ["u1"], path: `${user}/quickrolls` },
  },
  ...shelf(services.campaigns, `${user}/campaigns/o1`, 168, 164),
  ...shelf(services.books, `${campaign}/books/o1`, 188, 184),
  ...shelf(services.chapters, `${book}/chapters/o1`, 207, 203),
  ...shelf(services.characters, `${campaign}/characters/o1`, 227, 223),
  within(234, "Inventory", "inventory"),
  within(241, "Gifts", "gifts"),
  within(247, "Rites", "rites"),
  within(253, "Edges", "edges"),
  within(259, "EdgePerks", "edges/e1/perks", ["ch1", "e1"]),
];

const byName = (
  rows: number,
  plural: string,
  path: string,
  filters: ListRow["filters"] = {},
  query: ListRow["query"] = {},
): ListRow => {
  const [page, all, each] = rowsFrom(rows);
  // Filters that the guide does not know, but the server does.
  const isServers = ["VampireClans", "WerewolfTribes", "WerewolfAuspices", "WerewolfGifts"];
  const more = [...isServers, "HunterEdges"].includes(plural) ? ", VN-334" : "";
  return {
    rows: [page + more, all + more, each + more],
    ...{ names: of(plural), service: services.blueprint, lead: [] },
    ...{ path: `${company}/characterblueprint/${path}`, filters, query },
  };
};

const version = { gameVersion: "V5" };
const mage = { characterClass: "MAGE" };
const asMage = { character_class: "MAGE" };
const asVersion = { game_version: "V5" };

const ofBlueprint: readonly ListRow[] = [
  byName(286, "Sections", "V5/sections", { ...version, ...mage }, asMage),
  byName(
    290,
    "Categories",
    "V5/sections/x1/categories",
    { ...version, sectionId: "x1", ...mage },
    asMage,
  ),
  byName(
    294,
    "CategoryTraits",
    "V5/sections/x1/categories/x2/traits",
    { ...version, sectionId: "x1", categoryId: "x2", ...mage, characterId: "ch1" },
    { ...asMage, character_id: "ch1" },
  ),
  byName(
    297,
    "Traits",
    "traits",
    { ...version, ...mage, parentCategoryId: "k1", orderBy: "SHEET" },
    { ...asVersion, ...asMage, parent_category_id: "k1", order_by: "SHEET" },
  ),
  byName(301, "Concepts", "concepts"),
  byName(305, "VampireClans", "vampire-clans", version, asVersion),
  byName(309, "WerewolfTribes", "werewolf-tribes", version, asVersion),
  byName(313, "WerewolfAuspices", "werewolf-auspices", version, asVersion),
  byName(
    317,
    "WerewolfGifts",
    "werewolf-gifts",
    { ...version, tribeId: "w1", auspiceId: "w2" },
    { ...asVersion, tribe_id: "w1", auspice_id: "w2" },
  ),
  byName(321, "WerewolfRites", "werewolf-rites"),
  byName(325, "HunterEdges", "hunter-edges", { edgeType: "ASSETS" }, { edge_type: "ASSETS" }),
  byName(329, "HunterEdgePerks", "hunter-edges/x1/perks", { hunterEdgeId: "x1" }),
];

/** All of them. */
export const lists: readonly ListRow[] = [...ofServices, ...collections, ...ofBlueprint];
