/** Every method of the services that is one request: what is called, and what must be sent. */
import type { DicerollCreate, VClient } from "../../../src/valentina/index.js";

/** One call: its rows, the call itself, its request line below `/api/v1`, and its body. */
export type CallRow = readonly [
  rows: string,
  about: string,
  call: (client: VClient) => PromiseLike<unknown>,
  line: string,
  body?: unknown,
];

const company = "/companies/c1";
const user = `${company}/users/u1`;
const campaign = `${user}/campaigns/p1`;
const book = `${campaign}/books/b1`;
const character = `${campaign}/characters/ch1`;
const blueprint = `${company}/characterblueprint`;

const books = (client: VClient) => client.books("u1", "p1");
const chapters = (client: VClient) => client.chapters("u1", "p1", "b1");
const characters = (client: VClient) => client.characters("u1", "p1");
const traits = (client: VClient) => client.characterTraits("u1", "p1", "ch1");
const autogen = (client: VClient) => client.characterAutogen("u1", "p1");

const note = { title: "Elysium", content: "Be there at nine." };

/** What users, campaigns, books, chapters and characters have in common. */
interface Shelf {
  readonly getNote: (ownerId: string, noteId: string) => PromiseLike<unknown>;
  readonly createNote: (ownerId: string, body: typeof note) => PromiseLike<unknown>;
  readonly updateNote: (
    ownerId: string,
    noteId: string,
    body: { title: string },
  ) => PromiseLike<unknown>;
  readonly deleteNote: (ownerId: string, noteId: string) => PromiseLike<unknown>;
  readonly getAsset: (ownerId: string, assetId: string) => PromiseLike<unknown>;
  readonly deleteAsset: (ownerId: string, assetId: string) => PromiseLike<unknown>;
}

/** Notes and assets of something: rows of two assets' methods, then those of four notes' methods. */
const shelf = (
  what: string,
  of: (client: VClient) => Shelf,
  path: string,
  rows: readonly [string, string, string, string, string, string],
): readonly CallRow[] => [
  [
    rows[0],
    `${what} getAsset`,
    (client) => of(client).getAsset("o1", "a1"),
    `GET ${path}/assets/a1`,
  ],
  [
    rows[1],
    `${what} deleteAsset`,
    (client) => of(client).deleteAsset("o1", "a1"),
    `DELETE ${path}/assets/a1`,
  ],
  [rows[2], `${what} getNote`, (client) => of(client).getNote("o1", "n1"), `GET ${path}/notes/n1`],
  [
    rows[3],
    `${what} createNote`,
    (client) => of(client).createNote("o1", note),
    `POST ${path}/notes`,
    note,
  ],
  [
    rows[4],
    `${what} updateNote`,
    (client) => of(client).updateNote("o1", "n1", { title: "Moved" }),
    `PATCH ${path}/notes/n1`,
    { title: "Moved" },
  ],
  [
    rows[5],
    `${what} deleteNote`,
    (client) => of(client).deleteNote("o1", "n1"),
    `DELETE ${path}/notes/n1`,
  ],
];

const developers: readonly CallRow[] = [
  ["VN-095", "health", (client) => client.system.health(), "GET /health"],
  ["VN-096", "getMe", (client) => client.developer.getMe(), "GET /developers/me"],
  [
    "VN-097",
    "updateMe",
    (client) => client.developer.updateMe({ username: "ada" }),
    "PATCH /developers/me",
    { username: "ada" },
  ],
  [
    "VN-098",
    "regenerateApiKey",
    (client) => client.developer.regenerateApiKey(),
    "POST /developers/me/new-key",
  ],
  [
    "VN-100",
    "globalAdmin get",
    (client) => client.globalAdmin.get("d1"),
    "GET /admin/developers/d1",
  ],
  [
    "VN-101",
    "globalAdmin create",
    (client) => client.globalAdmin.create({ username: "ada", email: "ada@example.org" }),
    "POST /admin/developers",
    { username: "ada", email: "ada@example.org" },
  ],
  [
    "VN-102",
    "globalAdmin update",
    (client) => client.globalAdmin.update("d1", { email: "new@example.org" }),
    "PATCH /admin/developers/d1",
    { email: "new@example.org" },
  ],
  [
    "VN-103",
    "globalAdmin delete",
    (client) => client.globalAdmin.delete("d1"),
    "DELETE /admin/developers/d1",
  ],
  [
    "VN-107",
    "globalAdmin createApiKey",
    (client) => client.globalAdmin.createApiKey("d1"),
    "POST /admin/developers/d1/new-key",
  ],
];

const companies: readonly CallRow[] = [
  ["VN-057, VN-110", "companies get", (client) => client.companies.get("c9"), "GET /companies/c9"],
  [
    "VN-058, VN-062, VN-111",
    "companies create",
    (client) => client.companies.create({ name: "Camarilla", email: "prince@example.org" }),
    "POST /companies",
    { name: "Camarilla", email: "prince@example.org" },
  ],
  [
    "VN-112",
    "companies update",
    (client) => client.companies.update("c9", { name: "Sabbat" }),
    "PATCH /companies/c9",
    { name: "Sabbat" },
  ],
  [
    "VN-060, VN-113",
    "companies delete",
    (client) => client.companies.delete("c9"),
    "DELETE /companies/c9",
  ],
  ...(["USER", "ADMIN", "OWNER", "REVOKE"] as const).map((permission, index): CallRow => {
    return [
      `VN-118, VN-${119 + index}`,
      `companies grantAccess ${permission}`,
      (client) => client.companies.grantAccess("c9", "d1", permission),
      "POST /companies/c9/access",
      { developer_id: "d1", permission },
    ];
  }),
];

const roll = { name: "Brawl", description: "Fists.", trait_ids: ["t1", "t2"] };

const users: readonly CallRow[] = [
  ["VN-123", "users get", (client) => client.users().get("u1"), `GET ${user}`],
  ...(["ADMIN", "STORYTELLER", "PLAYER"] as const).map((role, index): CallRow => {
    const body = { name: "Mara", email: "mara@example.org", role, requesting_user_id: "u2" };
    return [
      `VN-124, VN-${153 + index}`,
      `users create ${role}`,
      (client) => client.users().create(body),
      `POST ${company}/users`,
      body,
    ];
  }),
  [
    "VN-125",
    "users update",
    (client) => client.users().update("u1", { name: "Mira", requesting_user_id: "u1" }),
    `PATCH ${user}`,
    { name: "Mira", requesting_user_id: "u1" },
  ],
  [
    "VN-126",
    "users delete",
    (client) => client.users().delete("u1", "u2"),
    `DELETE ${user}?requesting_user_id=u2`,
  ],
  [
    "VN-130",
    "users getStatistics",
    (client) => client.users().getStatistics("u1"),
    `GET ${user}/statistics?num_top_traits=5`,
  ],
  [
    "VN-130",
    "users getStatistics of more traits",
    (client) => client.users().getStatistics("u1", { numTopTraits: 9 }),
    `GET ${user}/statistics?num_top_traits=9`,
  ],
  [
    "VN-131",
    "users getExperience",
    (client) => client.users().getExperience("u1", "p1"),
    `GET ${user}/experience/p1`,
  ],
  [
    "VN-132",
    "users addXp",
    (client) => client.users().addXp("u1", "p1", 50),
    `POST ${user}/experience/xp/add`,
    { campaign_id: "p1", amount: 50, requesting_user_id: "u1" },
  ],
  [
    "VN-133",
    "users removeXp for another",
    (client) => client.users().removeXp("u1", "p1", 5, { requestingUserId: "u2" }),
    `POST ${user}/experience/xp/remove`,
    { campaign_id: "p1", amount: 5, requesting_user_id: "u2" },
  ],
  [
    "VN-134",
    "users addCoolPoints",
    (client) => client.users().addCoolPoints("u1", "p1", 1),
    `POST ${user}/experience/cp/add`,
    { campaign_id: "p1", amount: 1, requesting_user_id: "u1" },
  ],
  ...shelf("users", (client) => client.users(), `${company}/users/o1`, [
    "VN-136",
    "VN-138",
    "VN-142",
    "VN-143",
    "VN-144",
    "VN-145",
  ]),
  [
    "VN-149",
    "users getQuickroll",
    (client) => client.users().getQuickroll("u1", "q1"),
    `GET ${user}/quickrolls/q1`,
  ],
  [
    "VN-150",
    "users createQuickroll",
    (client) => client.users().createQuickroll("u1", roll),
    `POST ${user}/quickrolls`,
    roll,
  ],
  [
    "VN-151",
    "users updateQuickroll",
    (client) => client.users().updateQuickroll("u1", "q1", { name: "Claws" }),
    `PATCH ${user}/quickrolls/q1`,
    { name: "Claws" },
  ],
  [
    "VN-152",
    "users deleteQuickroll",
    (client) => client.users().deleteQuickroll("u1", "q1"),
    `DELETE ${user}/quickrolls/q1`,
  ],
];

const campaigns: readonly CallRow[] = [
  ["VN-156", "campaigns get", (client) => client.campaigns("u1").get("p1"), `GET ${campaign}`],
  [
    "VN-157",
    "campaigns create",
    (client) => client.campaigns("u1").create({ name: "Dark Metropolis", desperation: 2 }),
    `POST ${user}/campaigns`,
    { name: "Dark Metropolis", desperation: 2 },
  ],
  [
    "VN-158",
    "campaigns update",
    (client) => client.campaigns("u1").update("p1", { danger: 4 }),
    `PATCH ${campaign}`,
    { danger: 4 },
  ],
  [
    "VN-159",
    "campaigns delete",
    (client) => client.campaigns("u1").delete("p1"),
    `DELETE ${campaign}`,
  ],
  [
    "VN-163",
    "campaigns getStatistics",
    (client) => client.campaigns("u1").getStatistics("p1"),
    `GET ${campaign}/statistics?num_top_traits=5`,
  ],
  ...shelf("campaigns", (client) => client.campaigns("u1"), `${user}/campaigns/o1`, [
    "VN-165",
    "VN-167",
    "VN-171",
    "VN-172",
    "VN-173",
    "VN-174",
  ]),
  ["VN-176", "books get", (client) => books(client).get("b1"), `GET ${book}`],
  [
    "VN-177",
    "books create",
    (client) => books(client).create({ name: "Embers" }),
    `POST ${campaign}/books`,
    { name: "Embers" },
  ],
  [
    "VN-178",
    "books update",
    (client) => books(client).update("b1", { description: "Of the fire." }),
    `PATCH ${book}`,
    { description: "Of the fire." },
  ],
  ["VN-179", "books delete", (client) => books(client).delete("b1"), `DELETE ${book}`],
  [
    "VN-180",
    "books renumber",
    (client) => books(client).renumber("b1", 2),
    `PUT ${book}/number`,
    { number: 2 },
  ],
  ...shelf("books", books, `${campaign}/books/o1`, [
    "VN-185",
    "VN-187",
    "VN-191",
    "VN-192",
    "VN-193",
    "VN-194",
  ]),
  ["VN-195", "chapters get", (client) => chapters(client).get("h1"), `GET ${book}/chapters/h1`],
  [
    "VN-196",
    "chapters create",
    (client) => chapters(client).create({ name: "Ashes" }),
    `POST ${book}/chapters`,
    { name: "Ashes" },
  ],
  [
    "VN-197",
    "chapters update",
    (client) => chapters(client).update("h1", { name: "Cinders" }),
    `PATCH ${book}/chapters/h1`,
    { name: "Cinders" },
  ],
  [
    "VN-198",
    "chapters delete",
    (client) => chapters(client).delete("h1"),
    `DELETE ${book}/chapters/h1`,
  ],
  [
    "VN-199",
    "chapters renumber",
    (client) => chapters(client).renumber("h1", 3),
    `PUT ${book}/chapters/h1/number`,
    { number: 3 },
  ],
  ...shelf("chapters", chapters, `${book}/chapters/o1`, [
    "VN-204",
    "VN-206",
    "VN-210",
    "VN-211",
    "VN-212",
    "VN-213",
  ]),
];

const vampire = {
  character_class: "VAMPIRE",
  game_version: "V5",
  name_first: "Lucia",
  name_last: "Vale",
  vampire_attributes: { clan_id: "clan1" },
} as const;
const knife = { name: "Knife", type: "WEAPON" } as const;

const specials = (
  name: "Gift" | "Rite" | "Edge",
  rows: readonly [string, string, string],
): readonly CallRow[] => {
  const path = `${character}/${name.toLowerCase()}s/s1`;
  return [
    [
      rows[0],
      `characters get${name}`,
      (client) => characters(client)[`get${name}`]("ch1", "s1"),
      `GET ${path}`,
    ],
    [
      rows[1],
      `characters add${name}`,
      (client) => characters(client)[`add${name}`]("ch1", "s1"),
      `POST ${path}`,
    ],
    [
      rows[2],
      `characters remove${name}`,
      (client) => characters(client)[`remove${name}`]("ch1", "s1"),
      `DELETE ${path}`,
    ],
  ];
};

const ofCharacters: readonly CallRow[] = [
  ["VN-214", "characters get", (client) => characters(client).get("ch1"), `GET ${character}`],
  [
    "VN-215",
    "characters create",
    (client) => characters(client).create(vampire),
    `POST ${campaign}/characters`,
    vampire,
  ],
  [
    "VN-216",
    "characters update",
    (client) => characters(client).update("ch1", { name_nick: "Lulu" }),
    `PATCH ${character}`,
    { name_nick: "Lulu" },
  ],
  [
    "VN-217",
    "characters delete",
    (client) => characters(client).delete("ch1"),
    `DELETE ${character}`,
  ],
  [
    "VN-222",
    "characters getStatistics",
    (client) => characters(client).getStatistics("ch1", { numTopTraits: 3 }),
    `GET ${character}/statistics?num_top_traits=3`,
  ],
  ...shelf("characters", characters, `${campaign}/characters/o1`, [
    "VN-224",
    "VN-226",
    "VN-230",
    "VN-231",
    "VN-232",
    "VN-233",
  ]),
  [
    "VN-237",
    "characters getInventoryItem",
    (client) => characters(client).getInventoryItem("ch1", "i1"),
    `GET ${character}/inventory/i1`,
  ],
  [
    "VN-238",
    "characters createInventoryItem",
    (client) => characters(client).createInventoryItem("ch1", knife),
    `POST ${character}/inventory`,
    knife,
  ],
  [
    "VN-239",
    "characters updateInventoryItem",
    (client) => characters(client).updateInventoryItem("ch1", "i1", { name: "Dagger" }),
    `PATCH ${character}/inventory/i1`,
    { name: "Dagger" },
  ],
  [
    "VN-240",
    "characters deleteInventoryItem",
    (client) => characters(client).deleteInventoryItem("ch1", "i1"),
    `DELETE ${character}/inventory/i1`,
  ],
  ...specials("Gift", ["VN-244", "VN-245", "VN-246"]),
  ...specials("Rite", ["VN-250", "VN-251", "VN-252"]),
  ...specials("Edge", ["VN-256", "VN-257", "VN-258"]),
  [
    "VN-262",
    "characters getEdgePerk",
    (client) => characters(client).getEdgePerk("ch1", "e1", "k1"),
    `GET ${character}/edges/e1/perks/k1`,
  ],
  [
    "VN-263",
    "characters addEdgePerk",
    (client) => characters(client).addEdgePerk("ch1", "e1", "k1"),
    `POST ${character}/edges/e1/perks/k1`,
  ],
  [
    "VN-264",
    "characters removeEdgePerk",
    (client) => characters(client).removeEdgePerk("ch1", "e1", "k1"),
    `DELETE ${character}/edges/e1/perks/k1`,
  ],
];

const custom = { name: "Lore", parent_category_id: "k1", max_value: 5, value: 2 };

const ofTraits: readonly CallRow[] = [
  ["VN-265", "traits get", (client) => traits(client).get("t1"), `GET ${character}/traits/t1`],
  [
    "VN-266",
    "traits assign",
    (client) => traits(client).assign("t1", 3),
    `POST ${character}/traits/assign`,
    { trait_id: "t1", value: 3 },
  ],
  [
    "VN-267",
    "traits create",
    (client) => traits(client).create(custom),
    `POST ${character}/traits/create`,
    custom,
  ],
  [
    "VN-268",
    "traits delete",
    (client) => traits(client).delete("t1"),
    `DELETE ${character}/traits/t1`,
  ],
  [
    "VN-272",
    "traits getValueOptions",
    (client) => traits(client).getValueOptions("t1"),
    `GET ${character}/traits/t1/value-options`,
  ],
  [
    "VN-273",
    "traits changeValue",
    (client) => traits(client).changeValue("t1", 4, "XP"),
    `PUT ${character}/traits/t1/value`,
    { target_value: 4, currency: "XP" },
  ],
];

/** One optional value of a generation each. */
const generated = [
  ["VN-276", { characterClass: "VAMPIRE" }, { character_class: "VAMPIRE" }],
  ["VN-277", { experienceLevel: "NEW" }, { experience_level: "NEW" }],
  ["VN-278", { skillFocus: "BALANCED" }, { skill_focus: "BALANCED" }],
  ["VN-279", { conceptId: "k1" }, { concept_id: "k1" }],
  ["VN-280", { vampireClanId: "v1" }, { vampire_clan_id: "v1" }],
  ["VN-281", { werewolfTribeId: "w1" }, { werewolf_tribe_id: "w1" }],
  ["VN-282", { werewolfAuspiceId: "w2" }, { werewolf_auspice_id: "w2" }],
] as const;

const ofAutogen: readonly CallRow[] = [
  [
    "VN-274, VN-275",
    "autogen generateCharacter",
    (client) => autogen(client).generateCharacter({ characterType: "PLAYER" }),
    `POST ${campaign}/characters/autogenerate`,
    { character_type: "PLAYER" },
  ],
  ...generated.map(([row, input, member]): CallRow => {
    return [
      row,
      `autogen generateCharacter with ${Object.keys(input)}`,
      (client) => autogen(client).generateCharacter({ characterType: "NPC", ...input }),
      `POST ${campaign}/characters/autogenerate`,
      { character_type: "NPC", ...member },
    ];
  }),
  [
    "VN-283",
    "autogen startChargenSession",
    (client) => autogen(client).startChargenSession(),
    `POST ${campaign}/characters/chargen/start`,
  ],
  [
    "VN-285",
    "autogen finalizeChargenSession",
    (client) => autogen(client).finalizeChargenSession("s1", "ch1"),
    `POST ${campaign}/characters/chargen/finalize`,
    { session_id: "s1", selected_character_id: "ch1" },
  ],
];

const ofBlueprint: readonly CallRow[] = (
  [
    [
      "VN-289",
      (client) => client.characterBlueprint().getSection({ gameVersion: "V5", sectionId: "x1" }),
      "V5/sections/x1",
    ],
    [
      "VN-293",
      (client) =>
        client
          .characterBlueprint()
          .getCategory({ gameVersion: "V4", sectionId: "x1", categoryId: "x2" }),
      "V4/sections/x1/categories/x2",
    ],
    ["VN-300", (client) => client.characterBlueprint().getTrait({ traitId: "x1" }), "traits/x1"],
    [
      "VN-304",
      (client) => client.characterBlueprint().getConcept({ conceptId: "x1" }),
      "concepts/x1",
    ],
    [
      "VN-308",
      (client) => client.characterBlueprint().getVampireClan({ vampireClanId: "x1" }),
      "vampire-clans/x1",
    ],
    [
      "VN-312",
      (client) => client.characterBlueprint().getWerewolfTribe({ werewolfTribeId: "x1" }),
      "werewolf-tribes/x1",
    ],
    [
      "VN-316",
      (client) => client.characterBlueprint().getWerewolfAuspice({ werewolfAuspiceId: "x1" }),
      "werewolf-auspices/x1",
    ],
    [
      "VN-320",
      (client) => client.characterBlueprint().getWerewolfGift({ werewolfGiftId: "x1" }),
      "werewolf-gifts/x1",
    ],
    [
      "VN-324",
      (client) => client.characterBlueprint().getWerewolfRite({ werewolfRiteId: "x1" }),
      "werewolf-rites/x1",
    ],
    [
      "VN-328",
      (client) => client.characterBlueprint().getHunterEdge({ hunterEdgeId: "x1" }),
      "hunter-edges/x1",
    ],
    [
      "VN-332",
      (client) =>
        client
          .characterBlueprint()
          .getHunterEdgePerk({ hunterEdgeId: "x1", hunterEdgePerkId: "x2" }),
      "hunter-edges/x1/perks/x2",
    ],
  ] as const satisfies readonly (readonly [string, CallRow[2], string])[]
).map(([row, call, path]): CallRow => [row, `blueprint ${path}`, call, `GET ${blueprint}/${path}`]);

const dice: DicerollCreate = { dice_size: 10, num_dice: 5, difficulty: 6, trait_ids: ["t1"] };
const term = { term: "Embrace", definition: "To make a vampire.", synonyms: ["Turn"] };

const others: readonly CallRow[] = [
  [
    "VN-335",
    "dicerolls get",
    (client) => client.dicerolls("u1").get("r1"),
    `GET ${user}/dicerolls/r1`,
  ],
  [
    "VN-336",
    "dicerolls create",
    (client) => client.dicerolls("u1").create(dice),
    `POST ${user}/dicerolls`,
    dice,
  ],
  [
    "VN-337",
    "dicerolls createQuickroll",
    (client) => client.dicerolls("u1").createQuickroll({ quickrollId: "q1", characterId: "ch1" }),
    `POST ${user}/dicerolls/quickroll`,
    { difficulty: 6, num_desperation_dice: 0, quickroll_id: "q1", character_id: "ch1" },
  ],
  [
    "VN-337",
    "dicerolls createQuickroll with everything",
    (client) =>
      client.dicerolls("u1").createQuickroll({
        quickrollId: "q1",
        characterId: "ch1",
        comment: "Now!",
        difficulty: 8,
        numDesperationDice: 1,
      }),
    `POST ${user}/dicerolls/quickroll`,
    {
      difficulty: 8,
      num_desperation_dice: 1,
      quickroll_id: "q1",
      character_id: "ch1",
      comment: "Now!",
    },
  ],
  [
    "VN-342",
    "dictionary get",
    (client) => client.dictionary().get("w1"),
    `GET ${company}/dictionaries/w1`,
  ],
  [
    "VN-343",
    "dictionary create",
    (client) => client.dictionary().create(term),
    `POST ${company}/dictionaries`,
    term,
  ],
  [
    "VN-344",
    "dictionary update",
    (client) => client.dictionary().update("w1", { definition: "Sire." }),
    `PATCH ${company}/dictionaries/w1`,
    { definition: "Sire." },
  ],
  [
    "VN-345",
    "dictionary delete",
    (client) => client.dictionary().delete("w1"),
    `DELETE ${company}/dictionaries/w1`,
  ],
  ["VN-350", "options", (client) => client.options().getOptions(), `GET ${company}/options`],
];

/** All of them. */
export const calls: readonly CallRow[] = [
  ...developers,
  ...companies,
  ...users,
  ...campaigns,
  ...ofCharacters,
  ...ofTraits,
  ...ofAutogen,
  ...ofBlueprint,
  ...others,
];
