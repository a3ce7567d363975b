/** Idempotency keys: when there is one, and that it stays with its call. */
import { describe, expect, it } from "vitest";
import type { Answer } from "../../src/testing/index.js";
import { ConflictError, type VClient } from "../../src/valentina/index.js";
import { rejection } from "../support/rejection.js";
import { given } from "./support/given.js";

const uuid4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const auto = { autoIdempotencyKeys: true };
const fine = { json: { id: "x1" } };

type Call = (client: VClient, key?: string) => PromiseLike<unknown>;

const options = (key?: string) => (key === undefined ? {} : { idempotencyKey: key });
const writes: readonly (readonly [string, Call])[] = [
  [
    "POST",
    (client, key) =>
      client.users().createNote("u1", { title: "Abcd", content: "Efgh" }, options(key)),
  ],
  ["PUT", (client, key) => client.books("u1", "p1").renumber("b1", 2, options(key))],
  ["PATCH", (client, key) => client.companies.update("c1", { name: "Sabbat" }, options(key))],
  ["POST without a body", (client, key) => client.developer.regenerateApiKey(options(key))],
  [
    "POST of a file",
    (client, key) =>
      client.users().uploadAsset("u1", "a.bin", new Uint8Array(9), undefined, options(key)),
  ],
];

describe("an idempotency key", () => {
  it.each(writes)(
    "is made for each %s where that is asked for [VN-006, VN-021, VN-024, VN-025]",
    async (_, call) => {
      const { client, fetch } = given([fine, fine], auto);
      await call(client);
      await call(client);
      const keys = fetch.requests.map(({ headers }) => headers["idempotency-key"]);
      expect(keys[0]).toMatch(uuid4);
      expect(keys[1]).toMatch(uuid4);
      expect(keys[0]).not.toBe(keys[1]);
    },
  );

  it.each(writes)("is not made for a %s otherwise [VN-021]", async (_, call) => {
    const { client, fetch } = given([fine]);
    await call(client);
    expect(fetch.last.headers).not.toHaveProperty("idempotency-key");
  });

  it("is never made for GET and DELETE [VN-026]", async () => {
    const { client, fetch } = given([fine, { status: 204 }], auto);
    await client.companies.get("c1");
    await client.companies.delete("c1");
    for (const { headers } of fetch.requests) expect(headers).not.toHaveProperty("idempotency-key");
  });

  it.each(writes)("that a %s is given wins [VN-029, VN-006]", async (_, call) => {
    for (const more of [auto, {}]) {
      const { client, fetch } = given([fine], more);
      await call(client, "mine");
      expect(fetch.last.headers["idempotency-key"]).toBe("mine");
    }
  });

  it.each(writes)(
    "and the bytes of a %s are the same on every attempt [VN-024, VN-025]",
    async (_, call) => {
      const limited: Answer = { status: 429 };
      const { client, fetch } = given([limited, limited, fine], auto);
      await call(client);
      const [first, ...others] = fetch.requests.map(({ headers, bytes }) => ({
        key: headers["idempotency-key"],
        type: headers["content-type"],
        bytes: Buffer.from(bytes).toString("hex"),
      }));
      expect(fetch.count).toBe(3);
      expect(first?.key).toMatch(uuid4);
      expect(others).toEqual([first, first]);
    },
  );

  it("gets the first answer again from the server, as any answer [VN-027]", async () => {
    const stored = new Map<string, Answer>();
    let count = 0;
    const { client } = given({
      "* *": ({ headers, text }) => {
        const key = `${headers["idempotency-key"]} ${text}`;
        count += 1;
        const made = { status: 201, json: { id: `n${count}` } };
        const answer = stored.get(key) ?? made;
        stored.set(key, answer);
        return answer as typeof made;
      },
    });
    const note = { title: "Abcd", content: "Efgh" };
    const create = (key: string) => client.users().createNote("u1", note, { idempotencyKey: key });
    const [first, again, other] = [await create("k1"), await create("k1"), await create("k2")];
    expect([first.id, again.id, other.id]).toEqual(["n1", "n1", "n3"]);
  });

  it("that was used for another body is a conflict [VN-028]", async () => {
    const detail = "Idempotency key 'k1' was previously used with a different request body.";
    const { client } = given([{ status: 409, json: { title: "Conflict", detail } }]);
    const error = await rejection(
      client.companies.update("c1", { name: "Sabbat" }, { idempotencyKey: "k1" }),
    );
    expect(error).toBeInstanceOf(ConflictError);
    expect(error).toMatchObject({ statusCode: 409, detail });
  });
});
