/** Secrets of an answer, for those who ask for them by name. */
import { inspect } from "node:util";
import { expect, it } from "vitest";
import { withHiddenMembers } from "../../src/auth/index.js";

it("are readable by name, and neither printed, serialised nor copied", () => {
  const answer = withHiddenMembers({ id: 1, key: "secret" }, ["key", "other"]);
  expect(answer.key).toBe("secret");
  expect(Object.keys(answer)).toEqual(["id"]);
  expect(inspect(answer) + JSON.stringify(answer) + JSON.stringify({ ...answer })).not.toContain(
    "secret",
  );
});
