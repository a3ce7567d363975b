/** The services of the golden documents, at work: what they send, and what they answer. */
import { describe, expect, it } from "vitest";
import { services as description } from "../golden/services/expected/client.js";
import { type ServicesHeldScope, ServicesServices } from "../golden/services/expected/services.js";
import { serviceArguments } from "../golden/services-arguments/expected/client.js";
import { ServiceArgumentsServices } from "../golden/services-arguments/expected/services.js";
import { json, type Step, scriptTransport } from "../support/scripted-transport.js";

class Houses extends ServicesServices {
  protected override hold<Name extends keyof ServicesHeldScope>(
    name: Name,
    given: ServicesHeldScope[Name],
  ): NonNullable<ServicesHeldScope[Name]> {
    const value = given ?? "own";
    if (value === "none") throw new Error(`${name} is missing`);
    return value;
  }
}

const given = (...steps: Step[]) => {
  const transport = scriptTransport(steps);
  const options = { fetch: transport.fetch };
  return {
    houses: new Houses(description, options),
    dice: new ServiceArgumentsServices(serviceArguments, options).dice,
    books: new ServiceArgumentsServices(serviceArguments, options).books,
    /** What was sent: verb and path, and the body where there is one. */
    sent: () =>
      transport.sent.map(({ method, url, body }) => {
        const { pathname, search } = new URL(url);
        return `${method} ${pathname}${search}${body === "" ? "" : ` ${body}`}`;
      }),
  };
};
const done = () => new Response(null, { status: 204 });

describe("a service", () => {
  it("has values of its client in its scope, unless others are given", async () => {
    const { houses, sent } = given(json({ id: 1 }));
    await houses.rooms(7).get(1);
    await houses.rooms(7, { orgId: "other" }).get(2);
    expect(() => houses.rooms(7, { orgId: "none" })).toThrow("orgId is missing");
    expect(sent()).toEqual(["GET /orgs/own/houses/7/rooms/1", "GET /orgs/other/houses/7/rooms/2"]);
  });

  it("without a scope is one object", () => {
    const { houses } = given();
    expect(houses.status).toBe(houses.status);
  });

  it("reads its list by pages of the usual size, and all of it by the largest", async () => {
    const { houses, sent } = given(json({ items: [{ id: 1 }], limit: 20, total: 1 }));
    const rooms = houses.rooms(7);
    const page = await rooms.getPage({ floorNumber: 2 });
    expect(page).toMatchObject({ items: [{ id: 1 }], limit: 20, offset: 0, total: 1 });
    await rooms.getPage({ limit: 500, offset: -1 });
    await expect(rooms.listAll({ floorNumber: 2 })).resolves.toEqual([{ id: 1 }]);
    for await (const room of rooms.each({ limit: 5 })) expect(room).toEqual({ id: 1 });
    const path = "GET /orgs/own/houses/7/rooms";
    expect(sent()).toEqual([
      `${path}?floor_number=2&limit=20&offset=0`,
      `${path}?limit=50&offset=0`,
      `${path}?floor_number=2&limit=50`,
      `${path}?limit=5`,
    ]);
  });

  it("has the methods of what is within it", async () => {
    const { houses, sent } = given(json({ items: [{ id: 3 }] }), json(["red"]), done());
    const rooms = houses.rooms(7);
    await expect(rooms.listAllShelves(1)).resolves.toEqual([{ id: 3 }]);
    await expect(rooms.listShelvesTags(1, 3)).resolves.toEqual(["red"]);
    await rooms.movePieceOfFurniture(1);
    expect(sent()).toEqual([
      "GET /orgs/own/houses/7/rooms/1/shelves",
      "GET /orgs/own/houses/7/rooms/1/shelves/3/tags",
      "POST /orgs/own/houses/7/rooms/1/furniture",
    ]);
  });
});

describe("arguments of a service's method", () => {
  it("become path, query and body", async () => {
    const { dice, sent } = given(done());
    await dice.throw("d6", 2.5, "red");
    await dice.update("d6", { force: 1, colour: "green" });
    await dice.forgetAllThrows("d6", "me", { "X-Reason": "shame" });
    await dice.give("d6", "you");
    await dice.give("d6", "you", { givenBy: "me" });
    await dice.wrap("d6", { layerCount: 3 });
    await dice.wrap("d6", { layerCount: 3, colour: "green" });
    await dice.getStatistics();
    await dice.getStatistics({ count: 2, colour: undefined });
    expect(sent()).toEqual([
      'POST /dice/d6/throws {"force":2.5,"colour":"red"}',
      'PATCH /dice/d6/throws {"force":1,"colour":"green"}',
      "DELETE /dice/d6/throws?asked_by=me",
      'POST /dice/d6/gifts {"to":"you","given_by":"d6"}',
      'POST /dice/d6/gifts {"to":"you","given_by":"me"}',
      'PUT /dice/d6/gifts {"colour":"red","layer_count":3}',
      'PUT /dice/d6/gifts {"colour":"green","layer_count":3}',
      "GET /dice/statistics?top=5",
      "GET /dice/statistics?top=2",
    ]);
  });

  it("may be a file, or all in one object", async () => {
    const { dice, books, sent } = given(done(), json({ items: [], total: 0 }));
    await dice.uploadPicture("d6", "front.png", new Uint8Array([65]), "image/png");
    expect(sent()[0]).toMatch(
      /^POST \/dice\/d6\/pictures --\S+\r\nContent-Disposition: form-data; name="file"; filename="front.png"\r\nContent-Type: image\/png\r\n\r\nA\r\n/,
    );
    await books.getChaptersPage({ edition: "first", editionValue: "2", size: 3 });
    expect(sent()[1]).toBe("GET /books/first/chapters?edition=2&size=3");
  });
});
