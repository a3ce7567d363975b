/** The services' methods on the wire: verb, path, query and body of each, and what it answers. */
import { describe, expect, it } from "vitest";
import { calls } from "./support/calls.js";
import { given } from "./support/given.js";

describe("a service's method", () => {
  for (const [rows, about, call, line, body] of calls) {
    it(`sends what it says and answers what comes: ${about} [${rows}]`, async () => {
      const isDeletion = line.startsWith("DELETE ");
      const answer = { id: "x1", anything: { more: true } };
      const { client, fetch } = given([isDeletion ? { status: 204 } : { json: answer }]);

      const result = await call(client);

      expect(fetch.lines).toEqual([line.replace(" ", " /api/v1")]);
      expect(fetch.last.json).toEqual(body);
      const type = body === undefined ? undefined : "application/json";
      expect(fetch.last.headers["content-type"]).toBe(type);
      expect(result).toEqual(isDeletion ? undefined : answer);
    });
  }
});
