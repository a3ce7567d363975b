/** What is checked and changed before a request is sent. */
import { describe, expect, it } from "vitest";
import { RequestValidationError, type VClient } from "../../src/valentina/index.js";
import { rejection } from "../support/rejection.js";
import { given } from "./support/given.js";

type Call = (client: VClient) => PromiseLike<unknown>;

/** A value as people without types would give it. */
const untyped = (value: unknown) => value as never;

const text = (length: number): string => "x".repeat(length);

/** Requests that cannot be right: the call, and `path (code)` of each thing that is wrong. */
const wrong: readonly (readonly [string, Call, ...string[]])[] = [
  [
    "missing members",
    (client) => client.companies.create(untyped({})),
    "name (required)",
    "email (required)",
  ],
  ["a short name", (client) => client.companies.update("c1", { name: "ab" }), "name (too_small)"],
  ["a long name", (client) => client.companies.update("c1", { name: text(51) }), "name (too_big)"],
  [
    "settings beyond their range",
    (client) =>
      client.companies.update("c1", {
        settings: { character_autogen_xp_cost: 101, character_autogen_num_choices: 0 },
      }),
    "settings.character_autogen_xp_cost (too_big)",
    "settings.character_autogen_num_choices (too_small)",
  ],
  [
    "an unknown permission",
    (client) => client.companies.grantAccess("c1", "d1", untyped("KING")),
    "permission (invalid_value)",
  ],
  [
    "a user without a requester",
    (client) => client.users().create(untyped({ name: "Mara", email: "a@b.c", role: "PLAYER" })),
    "requesting_user_id (required)",
  ],
  [
    "an unknown role",
    (client) =>
      client.users().create({
        name: "Mara",
        email: "a@b.c",
        role: untyped("player"),
        requesting_user_id: "u1",
      }),
    "role (invalid_value)",
  ],
  [
    "half an experience point",
    (client) => client.users().addXp("u1", "p1", 1.5),
    "amount (invalid_type)",
  ],
  [
    "more danger than there is",
    (client) => client.campaigns("u1").create({ name: "Dark", danger: 6, desperation: -1 }),
    "danger (too_big)",
    "desperation (too_small)",
  ],
  [
    "a chapter's short name",
    (client) => client.chapters("u1", "p1", "b1").create({ name: "ab" }),
    "name (too_small)",
  ],
  [
    "a book's number 0",
    (client) => client.books("u1", "p1").renumber("b1", 0),
    "number (too_small)",
  ],
  [
    "a kind of item in lower case",
    (client) =>
      client
        .characters("u1", "p1")
        .createInventoryItem("ch1", { name: "Knife", type: untyped("weapon") }),
    "type (invalid_value)",
  ],
  [
    "a short term",
    (client) => client.dictionary().create({ term: "ab", definition: "c" }),
    "term (too_small)",
  ],
  [
    "dice of twelve sides",
    (client) => client.dicerolls("u1").create({ dice_size: untyped(12), num_dice: 1 }),
    "dice_size (invalid_value)",
  ],
  [
    "an experience level that is none",
    (client) =>
      client.characterAutogen("u1", "p1").generateCharacter({
        characterType: "PLAYER",
        experienceLevel: untyped("NEONATE"),
      }),
    "experience_level (invalid_value)",
  ],
  [
    "traits that are no list of objects",
    (client) =>
      client.characters("u1", "p1").create({
        ...{
          character_class: "MORTAL",
          game_version: "V5",
          name_first: "Lucia",
          name_last: "Vale",
        },
        traits: untyped([{ trait_id: "t1", value: 1 }, { value: "3" }]),
      }),
    "traits[1].trait_id (required)",
    "traits[1].value (invalid_type)",
  ],
  [
    "an unknown currency",
    (client) => client.characterTraits("u1", "p1", "ch1").changeValue("t1", 4, untyped("GOLD")),
    "currency (invalid_value)",
  ],
  [
    "a filter of another kind",
    (client) => client.users().getPage({ userRole: untyped("KING") }),
    "user_role (invalid_value)",
  ],
  [
    "an edition that there is not",
    (client) => client.characterBlueprint().getSectionsPage({ gameVersion: untyped("V6") }),
    "game_version (invalid_value)",
  ],
];

describe("a request that cannot be right", () => {
  for (const [about, call, ...expected] of wrong) {
    it(`is not sent: ${about} [VN-002, VN-083, VN-408]`, async () => {
      const { client, fetch } = given([]);
      const error = await rejection(call(client));
      if (!(error instanceof RequestValidationError)) throw error;
      expect(error.errors.map(({ path, code }) => `${path} (${code})`)).toEqual(expected);
      const parts = error.errors.map(({ path, message }) => `${path}: ${message}`);
      expect(error.message).toBe(`Request validation failed: ${parts.join("; ")}`);
      expect(error.statusCode).toBeUndefined();
      expect(fetch.count).toBe(0);
    });
  }

  it("keeps the value at fault, and prints it nowhere [VN-083]", async () => {
    const { client } = given([]);
    const error = await rejection(client.companies.update("c1", { name: "Zz" }));
    expect(error).toMatchObject({ errors: [{ path: "name", code: "too_small", input: "Zz" }] });
    expect(JSON.stringify(error)).not.toContain("Zz");
  });

  it("is sent all the same where only the server can know [VN-087]", async () => {
    const { client, fetch } = given([{ status: 404 }, { json: {} }]);
    await rejection(client.companies.get("invalid-id"));
    await client.dictionary().create({ term: "Embrace" });
    expect(fetch.count).toBe(2);
  });

  it("is sent with members that the document does not know [VN-002]", async () => {
    const { client, fetch } = given([{ json: {} }]);
    const body = { name: "Sabbat", motto: "Blood." };
    await client.companies.update("c1", body);
    expect(fetch.last.json).toEqual(body);
  });
});

describe("a body", () => {
  const settings = { permission_grant_xp: null, character_autogen_xp_cost: 0 };

  it("has no members that are null or undefined, at any depth [VN-059]", async () => {
    const { client, fetch } = given([{ json: {} }]);
    const body = untyped({ name: "Sabbat", description: null, email: undefined, settings });
    await client.companies.update("c1", body);
    expect(fetch.last.json).toEqual({ name: "Sabbat", settings: { character_autogen_xp_cost: 0 } });
  });

  it("has them where a call says so [VN-059]", async () => {
    const { client, fetch } = given([{ json: {} }]);
    await client.companies.update("c1", { description: null }, { nulls: "send" });
    expect(fetch.last.json).toEqual({ description: null });
  });

  it("has only what was given, and no defaults [VN-059, VN-062]", async () => {
    const { client, fetch } = given([{ json: {} }, { json: {} }]);
    await client.companies.update("c1", {});
    await client.dicerolls("u1").create({ dice_size: 10, num_dice: 3 });
    expect(fetch.requests.map(({ json }) => json)).toEqual([{}, { dice_size: 10, num_dice: 3 }]);
  });
});

describe("a query", () => {
  it("has booleans in lower case, and nothing that is not given [VN-109, VN-104]", async () => {
    const page = { json: { items: [], limit: 10, offset: 0, total: 0 } };
    const { client, fetch } = given([page, page, page, page]);
    await client.globalAdmin.getPage({ isGlobalAdmin: true });
    await client.globalAdmin.getPage({ isGlobalAdmin: false });
    await client.globalAdmin.getPage({ isGlobalAdmin: undefined });
    await client.globalAdmin.getPage();
    expect(fetch.requests.map(({ query }) => query.get("is_global_admin"))).toEqual([
      "true",
      "false",
      null,
      null,
    ]);
  });

  it("of global administrators is refused to others [VN-108]", async () => {
    const { client } = given([{ status: 403, json: { title: "Forbidden" } }]);
    expect(String(await rejection(client.globalAdmin.getPage()))).toBe("[403] Forbidden");
  });
});
