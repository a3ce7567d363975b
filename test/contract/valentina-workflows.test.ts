/**
 * Companies, users and campaigns, as people live through them: our client and the
 * stateful server, with Prism between them. Whatever either says that the document does not fails the test.
 */
import { describe, expect, it } from "vitest";
import { rejection } from "../support/rejection.js";
import { given, givenTable } from "./support/valentina.js";

const ids = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id);
const numbers = (items: readonly { readonly number: number; readonly name: string }[]) =>
  items.map(({ number, name }) => [number, name]);

describe("a company [workflow 1]", () => {
  it("is founded, changed key by key, shared, and deleted [VN-061, VN-096, VN-110, VN-111, VN-112, VN-113, VN-114, VN-118, VN-120, VN-122]", async () => {
    const { client, clientOf, server } = await given();
    const { companies, developer } = client;
    const founded = await companies.create({ name: "Harbor Table", email: "table@example.org" });
    const { company, admin_user } = founded;
    expect(company.user_ids).toEqual([admin_user.id]);
    expect(admin_user).toMatchObject({ name: "rosa-quill", role: "ADMIN" });
    const owned = { company_id: company.id, name: "Harbor Table", permission: "OWNER" };
    expect((await developer.getMe()).companies).toEqual([owned]);

    const settings = { permission_grant_xp: "STORYTELLER" } as const;
    const changed = await companies.update(company.id, { settings });
    expect(changed.settings).toEqual({ ...company.settings, ...settings });
    expect(await companies.get(company.id)).toEqual(changed);

    const second = server.addDeveloper({ username: "Second" });
    const other = clientOf({ apiKey: second.apiKey });
    const granted = await companies.grantAccess(company.id, second.developer.id, "ADMIN");
    expect(granted).toEqual({ ...owned, permission: "ADMIN" });
    await other.companies.update(company.id, { description: "Thursdays" });
    const refused = await rejection(other.companies.delete(company.id));
    expect(refused).toMatchObject({ name: "AuthorizationError", statusCode: 403 });
    await companies.grantAccess(company.id, second.developer.id, "REVOKE");
    const shutOut = await rejection(other.companies.get(company.id));
    expect(shutOut).toMatchObject({ name: "AuthorizationError" });

    expect(await companies.delete(company.id)).toBeUndefined();
    expect(await rejection(companies.get(company.id))).toMatchObject({ name: "NotFoundError" });
    expect(await companies.listAll()).toEqual([]);
  });

  it("keeps an owner, whoever may do what in it [VN-119, VN-121]", async () => {
    const { client, company, developer, server, clientOf } = await givenTable();
    const { id } = developer.developer;
    const alone = await rejection(client.companies.grantAccess(company.id, id, "USER"));
    expect(alone).toMatchObject({
      name: "ValidationError",
      detail: "Every company must have at least one owner.",
    });
    const second = server.addDeveloper({ username: "Second" });
    await client.companies.grantAccess(company.id, second.developer.id, "OWNER");
    const { permission } = await client.companies.grantAccess(company.id, id, "USER");
    expect(permission).toBe("USER");
    expect((await client.companies.get(company.id)).id).toBe(company.id);
    const refused = await rejection(client.companies.update(company.id, { name: "Mine again" }));
    expect(refused).toMatchObject({ name: "AuthorizationError" });
    await clientOf({ apiKey: second.apiKey }).companies.delete(company.id);
  });
});

describe("users [workflow 2]", () => {
  it("are made by administrators, change themselves, and leave nothing behind [VN-123, VN-124, VN-125, VN-126, VN-128, VN-153, VN-155]", async () => {
    const table = await givenTable();
    const { client, manager, player, company, addCharacter } = table;
    const users = client.users();
    expect((await client.companies.get(company.id)).user_ids).toContain(player.id);
    const wish = { name: "Third", email: "third@example.org", role: "PLAYER" } as const;
    const byPlayer = users.create({ ...wish, requesting_user_id: player.id });
    expect(await rejection(byPlayer)).toMatchObject({ name: "AuthorizationError" });
    const unknown = "68c1f7152cae3787a09a7499";
    const byNobody = users.create({ ...wish, requesting_user_id: unknown });
    expect(await rejection(byNobody)).toMatchObject({ name: "ValidationError" });

    const own = { requesting_user_id: player.id, name: "Renamed" };
    expect(await users.update(player.id, own)).toMatchObject({ id: player.id, name: "Renamed" });
    expect(ids(await users.listAll({ userRole: "PLAYER" }))).toEqual([player.id]);
    expect(ids(await users.listAll({ userRole: "ADMIN" }))).toEqual([manager.id]);

    const character = await addCharacter();
    expect(await users.delete(player.id, manager.id)).toBeUndefined();
    expect(await rejection(users.get(player.id))).toMatchObject({ name: "NotFoundError" });
    const characters = client.characters(table.storyteller.id, table.campaign.id);
    expect(await rejection(characters.get(character.id))).toMatchObject({ name: "NotFoundError" });
  });

  it("earn and spend experience, and cool points on top [VN-131, VN-132, VN-133, VN-134]", async () => {
    const { client, player, campaign } = await givenTable();
    const users = client.users();
    const nothing = { campaign_id: campaign.id, xp_current: 0, xp_total: 0, cool_points: 0 };
    expect(await users.getExperience(player.id, campaign.id)).toEqual(nothing);
    const added = await users.addXp(player.id, campaign.id, 50);
    expect(added).toEqual({ ...nothing, xp_current: 50, xp_total: 50 });
    const spent = await users.removeXp(player.id, campaign.id, 20);
    expect([spent.xp_current, spent.xp_total]).toEqual([30, 50]);
    const tooMuch = await rejection(users.removeXp(player.id, campaign.id, 100));
    expect(tooMuch).toMatchObject({
      name: "ValidationError",
      responseData: { current_xp: 30, required_xp: 100 },
      invalidParameters: [],
    });
    const cool = await users.addCoolPoints(player.id, campaign.id, 2);
    expect(cool).toEqual({ ...nothing, cool_points: 2, xp_current: 50, xp_total: 70 });
  });

  it("are given experience by whom the company lets [workflow 3]", async () => {
    const { client, player, storyteller, campaign, company } = await givenTable();
    const users = client.users();
    const grant = (requestingUserId: string, target: string) =>
      users.addXp(target, campaign.id, 5, { requestingUserId });
    await client.companies.update(company.id, { settings: { permission_grant_xp: "STORYTELLER" } });
    expect(await rejection(grant(player.id, player.id))).toMatchObject({ statusCode: 403 });
    expect((await grant(storyteller.id, player.id)).xp_current).toBe(5);
    await client.companies.update(company.id, { settings: { permission_grant_xp: "PLAYER" } });
    expect(await rejection(grant(player.id, storyteller.id))).toMatchObject({ statusCode: 403 });
    expect((await grant(player.id, player.id)).xp_current).toBe(10);
  });
});

describe("a campaign [workflow 4]", () => {
  it("keeps its books in order, and they go with it [VN-157, VN-159, VN-177, VN-179, VN-180, VN-182]", async () => {
    const { client, storyteller, campaign, takeRequests } = await givenTable();
    const books = client.books(storyteller.id, campaign.id);
    const [first, , third] = [
      await books.create({ name: "One" }),
      await books.create({ name: "Two" }),
      await books.create({ name: "Three" }),
    ];
    expect(third.number).toBe(3);
    expect(await books.renumber(third.id, 1)).toMatchObject({ id: third.id, number: 1 });
    const order = async () => numbers(await books.listAll());
    expect(await order()).toEqual([
      [1, "Three"],
      [2, "One"],
      [3, "Two"],
    ]);
    expect(await rejection(books.renumber(first.id, 4))).toMatchObject({ statusCode: 400 });
    takeRequests();
    const below = await rejection(books.renumber(first.id, 0));
    expect(below).toMatchObject({ name: "RequestValidationError", errors: [{ path: "number" }] });
    expect(takeRequests()).toEqual([]);

    expect(await books.delete(first.id)).toBeUndefined();
    expect(await order()).toEqual([
      [1, "Three"],
      [2, "Two"],
    ]);
    const campaigns = client.campaigns(storyteller.id);
    expect(await campaigns.delete(campaign.id)).toBeUndefined();
    const gone = { name: "NotFoundError", detail: "Campaign not found" };
    expect(await rejection(campaigns.get(campaign.id))).toMatchObject(gone);
    expect(await rejection(books.listAll())).toMatchObject(gone);
  });

  it("has books with chapters that are ordered alike [VN-196, VN-198, VN-199, VN-201]", async () => {
    const { client, storyteller, campaign } = await givenTable();
    const book = await client.books(storyteller.id, campaign.id).create({ name: "Act One" });
    const chapters = client.chapters(storyteller.id, campaign.id, book.id);
    const first = await chapters.create({ name: "First Night" });
    const second = await chapters.create({ name: "Second Night" });
    expect(second).toMatchObject({ number: 2, book_id: book.id, description: null });
    expect(await chapters.renumber(second.id, 1)).toMatchObject({ number: 1 });
    expect(numbers(await chapters.listAll())).toEqual([
      [1, "Second Night"],
      [2, "First Night"],
    ]);
    expect(await chapters.delete(second.id)).toBeUndefined();
    expect(await chapters.get(first.id)).toMatchObject({ name: "First Night", number: 1 });
  });

  it("is managed by storytellers alone if the company says so", async () => {
    const { client, player, storyteller, company, campaign } = await givenTable();
    const settings = { permission_manage_campaign: "STORYTELLER" } as const;
    await client.companies.update(company.id, { settings });
    const asPlayer = client.campaigns(player.id);
    const refused = await rejection(asPlayer.update(campaign.id, { danger: 4 }));
    expect(refused).toMatchObject({ name: "AuthorizationError" });
    expect((await asPlayer.get(campaign.id)).danger).toBe(0);
    const asTeller = client.campaigns(storyteller.id);
    expect(await asTeller.update(campaign.id, { danger: 4 })).toMatchObject({ danger: 4 });
    const book = client.books(player.id, campaign.id).create({ name: "Mine" });
    expect(await rejection(book)).toMatchObject({ name: "AuthorizationError" });
  });
});
