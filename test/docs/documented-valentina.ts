/** The Valentina Noir server that pages and examples speak of, and its URL on them. */
import type { Company, User } from "../../generated/valentina/models.js";
import { setTrait } from "../servers/valentina/character-traits.js";
import { startValentinaServer, type ValentinaServer } from "../servers/valentina/index.js";
import { createUser, experienceIn } from "../servers/valentina/users.js";
import type { DocumentedServer } from "./describe-pages.js";
import { failNext } from "./fail-next.js";

/** Ids that pages show. */
export const documentedIds = {
  companyId: "507f1f77bcf86cd799439011",
  otherCompanyId: "507f1f77bcf86cd799439012",
  adminId: "65a1c0de0000000000000001",
  storytellerId: "65a1c0de0000000000000002",
  userId: "65a1c0de0000000000000003",
  campaignId: "65a1c0de0000000000000010",
  bookId: "65a1c0de0000000000000020",
  chapterId: "65a1c0de0000000000000030",
  characterId: "65a1c0de0000000000000040",
  werewolfId: "65a1c0de0000000000000041",
  hunterId: "65a1c0de0000000000000042",
  quickrollId: "65a1c0de0000000000000050",
  developerId: "65a1c0de0000000000000060",
} as const;

const ids = documentedIds;

/** Keys that pages show: the owner of the companies, and a global administrator. */
export const documentedKeys = { apiKey: "your-api-key", adminKey: "your-admin-key" } as const;

/** A server with what examples take for granted. */
export interface DocumentedValentina extends DocumentedServer {
  readonly server: ValentinaServer;
}

/** Starts one. Its dice and the characters that it makes up are the same in each run. */
export async function givenDocumentedValentina(
  scripts: readonly string[] = [],
): Promise<DocumentedValentina> {
  const server = await startValentinaServer();
  addDocumentedThings(server);
  const soon = { RateLimit: '"burst";r=0;t=0' };
  for (const script of scripts) failNext(server, script, soon);
  return {
    server,
    origins: { "https://api.valentina-noir.com": server.url },
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const { pathname, search } = new URL(request.url);
      return fetch(new Request(`${server.url}${pathname}${search}`, request));
    },
    [Symbol.asyncDispose]: server.close,
  };
}

function addDocumentedThings(server: ValentinaServer): void {
  const owner = server.addDeveloper({ username: "mara-voss" });
  server.addDeveloper({ username: "nora-field", id: ids.developerId });
  acceptKeys(server, {
    [documentedKeys.apiKey]: owner.apiKey,
    [documentedKeys.adminKey]: server.admin.apiKey,
  });
  const company = addCompany(server, "Night Library", ids.companyId);
  const other = addCompany(server, "Tin Lantern", ids.otherCompanyId);
  for (const { id: company_id, name } of [company, other])
    owner.developer.companies.push({ company_id, name, permission: "OWNER" });
  const player = addUsers(server, company, other);
  addCampaign(server, company);
  addCharacters(server, company, player);
}

/** The server draws its keys: those on the pages stand for them until they are replaced. */
function acceptKeys({ state }: ValentinaServer, keys: Readonly<Record<string, string>>): void {
  const { owner } = state.accounts;
  state.accounts.owner = (apiKey) => owner(keys[apiKey] ?? apiKey);
}

function addCompany({ state }: ValentinaServer, name: string, id: string): Company {
  const settings: Company["settings"] = {
    character_autogen_xp_cost: 10,
    character_autogen_num_choices: 3,
    permission_manage_campaign: "UNRESTRICTED",
    permission_grant_xp: "UNRESTRICTED",
    permission_free_trait_changes: "UNRESTRICTED",
  };
  const content = { name, description: null, email: "table@example.org", user_ids: [], settings };
  return state.companies.create("", content, id);
}

function addUsers({ state }: ValentinaServer, company: Company, other: Company): User {
  const add = (id: string, name: string, role: User["role"]) =>
    createUser(state, company, { name, role, email: `${name.toLowerCase()}@example.org` }, id);
  add(ids.adminId, "Ada", "ADMIN");
  add(ids.storytellerId, "Sol", "STORYTELLER");
  createUser(state, other, { name: "Otto", role: "ADMIN", email: "otto@example.org" });
  const player = add(ids.userId, "Pia", "PLAYER");
  Object.assign(experienceIn(player, ids.campaignId), { xp_current: 100, xp_total: 100 });
  return player;
}

function addCampaign({ state }: ValentinaServer, company: Company): void {
  const common = { description: null, asset_ids: [] };
  const levels = { desperation: 1, danger: 2, company_id: company.id };
  const { campaignId: campaign_id, bookId: book_id } = ids;
  state.campaigns.create(company.id, { ...common, ...levels, name: "Ashes" }, campaign_id);
  for (const [index, id] of [book_id, undefined].entries()) {
    const [name, number] = [`Book ${index + 1}`, index + 1];
    state.books.create(campaign_id, { ...common, name, number, campaign_id }, id);
  }
  for (const [index, id] of [ids.chapterId, undefined].entries()) {
    const [name, number] = [`Chapter ${index + 1}`, index + 1];
    state.chapters.create(book_id, { ...common, name, number, book_id }, id);
  }
}

type Kind = "VAMPIRE" | "WEREWOLF" | "HUNTER";

function addCharacters(server: ValentinaServer, company: Company, player: User): void {
  const { state } = server;
  const vampire = addCharacter(server, company, "VAMPIRE", "Lena", ids.characterId);
  addCharacter(server, company, "WEREWOLF", "Bjorn", ids.werewolfId);
  addCharacter(server, company, "HUNTER", "Tess", ids.hunterId);
  const traits = [...state.blueprint.traits.byId.values()];
  const trait_ids = ["Strength", "Brawl"].map((wanted, index) => {
    const { id = "" } = traits.find(({ name }) => name === wanted) ?? {};
    setTrait(state, vampire, id, 3 - index);
    return id;
  });
  const quickroll = { name: "Fist fight", description: null, user_id: player.id, trait_ids };
  state.quickrolls.create(player.id, quickroll, ids.quickrollId);
}

function addCharacter(
  { state }: ValentinaServer,
  company: Company,
  character_class: Kind,
  name_first: string,
  id: string,
) {
  const name = `${name_first} Holt`;
  const [clan] = state.blueprint.clans.byId.values();
  return state.characters.create(
    ids.campaignId,
    {
      ...{ character_class, type: "PLAYER", game_version: "V5", status: "ALIVE" },
      ...{ name_first, name_last: "Holt", name_nick: null, name, name_full: name },
      ...{ date_killed: null, starting_points: 0, age: 34, biography: null, demeanor: null },
      ...{ nature: null, concept_id: null, company_id: company.id, campaign_id: ids.campaignId },
      ...{ user_creator_id: ids.userId, user_player_id: ids.userId },
      ...{ asset_ids: [], character_trait_ids: [], specialties: [] },
      vampire_attributes: { clan_id: clan?.id ?? null },
      werewolf_attributes: { gift_ids: [], rite_ids: [], total_renown: 0 },
      mage_attributes: null,
      hunter_attributes: null,
    },
    id,
  );
}
