import { describe, expect, it } from "vitest";
import { givenClient, operation } from "../support/given-client.js";
import { json } from "../support/scripted-transport.js";

const search = operation({ path: "/search/{kind}", query: "type=a&v=1" });
const path = { kind: "new" };

describe("a query that an operation always sends", () => {
  it.each([
    ["alone", {}, "type=a&v=1"],
    ["before the parameters of the call", { query: { q: "x y" } }, "type=a&v=1&q=x%20y"],
  ])("goes out %s", async (_, args, query) => {
    const { client, sent } = givenClient([json({})]);
    await client.call(search, { path, ...args });
    expect(sent[0]?.url).toBe(`https://api.test/v1/search/new?${query}`);
  });

  it("goes out beside the query of client and call, and a key in the query", async () => {
    const { client, sent } = givenClient([json({})], {
      query: { client: 1 },
      auth: { queryKey: "k" },
    });
    const secured = operation({ ...search, security: [["queryKey"]] });
    await client.call(secured, { path }, { query: { call: 2 } });
    expect(sent[0]?.url).toBe(
      "https://api.test/v1/search/new?type=a&v=1&client=1&call=2&api_key=k",
    );
  });
});
