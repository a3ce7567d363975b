/** What goes when something is deleted. */
import { expect, it } from "vitest";
import { at, givenServer } from "./caller.js";
import { exampleId } from "./example-world.js";

const everything = [
  ...["users", "campaigns", "books", "chapters", "characters", "notes", "assets", "quickrolls"],
  ...["inventory", "characterTraits", "rolls"],
] as const;

type Kind = "companies" | (typeof everything)[number];

const character = ["inventory", "characterTraits"] as const;

it.each<[what: string, request: string, gone: readonly Kind[]]>([
  ["a company", `DELETE ${at.company}`, ["companies", ...everything]],
  [
    "a campaign",
    `DELETE ${at.user}${at.campaign}`,
    ["campaigns", "books", "chapters", "characters", ...character],
  ],
  ["a character", `DELETE ${at.user}${at.character}`, ["characters", ...character]],
  [
    "a player",
    `DELETE ${at.player}?requesting_user_id=${exampleId("03")}`,
    ["characters", ...character],
  ],
  ["a user", `DELETE ${at.user}?requesting_user_id=${exampleId("03")}`, ["quickrolls"]],
])("%s takes along what belongs to it", async (_what, request, gone) => {
  const { server, call } = await givenServer();
  const { state } = server;
  expect((await call(request)).status).toBe(204);
  const empty = (["companies", ...everything] as const).filter(
    (kind) => state[kind].byId.size === 0,
  );
  expect(empty).toEqual(
    (["companies", ...everything] as const).filter((kind) => gone.includes(kind)),
  );
});

it("a book takes along its chapters, and both their notes and files", async () => {
  const { server, call } = await givenServer();
  const { notes, assets, chapters, books } = server.state;
  const before = [notes, assets, chapters, books].map(({ byId }) => byId.size);
  await call(`DELETE ${at.user}${at.book}`);
  const after = [notes, assets, chapters, books].map(({ byId }) => byId.size);
  expect(after).toEqual(before.map((size, index) => size - ([2, 2, 3, 1][index] ?? 0)));
});

it("a company is gone from its developers, and its words are, while everyone's stay", async () => {
  const { server, call, owner } = await givenServer();
  await call(`DELETE ${at.company}`);
  expect(owner.developer.companies).toEqual([]);
  expect([...server.state.terms.byId.values()].map(({ term }) => term)).toEqual(["masquerade"]);
  expect((await call("GET /api/v1/companies")).at("total")).toBe(0);
});
