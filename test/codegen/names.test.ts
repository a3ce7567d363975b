import { describe, expect, it } from "vitest";
import { clientMembers, reservedMembers } from "../../codegen/model/reserved.js";
import {
  camel,
  kebab,
  pascal,
  singular,
  withoutWords,
  wordsOf,
} from "../../codegen/model/words.js";
import { ApiClient } from "../../src/runtime/index.js";

describe("words of a name", () => {
  it.each([
    ["createToken", "create Token"],
    ["create_token", "create token"],
    ["create-token.v2", "create token v2"],
    ["APIKeys", "API Keys"],
    ["listUserIDs", "list User IDs"],
    ["OAuth2Token", "O Auth2 Token"],
    ["repos/get-content", "repos get content"],
    ["user's  file", "users file"],
    ["größeLesen", "größe Lesen"],
    ["数据 表", "数据 表"],
    ["*/ 🎉 }", ""],
  ])("splits %j", (name, words) => {
    expect(wordsOf(name).join(" ")).toBe(words);
  });

  it.each([
    ["API keys", "ApiKeys", "apiKeys", "api-keys"],
    ["GitHub", "GitHub", "gitHub", "git-hub"],
    ["3D model", "N3DModel", "n3DModel", "3-d-model"],
    ["x", "X", "x", "x"],
    ["", "", "", ""],
  ])("spells %j", (name, inPascal, inCamel, inKebab) => {
    const words = wordsOf(name);
    expect([pascal(words), camel(words), kebab(words)]).toEqual([inPascal, inCamel, inKebab]);
  });

  it.each([
    ["tokens", "token"],
    ["categories", "category"],
    ["boxes", "box"],
    ["status", "status"],
    ["access", "access"],
    ["analysis", "analysis"],
  ])("takes %s and %s for one word", (plural, one) => {
    expect(singular(plural)).toBe(one);
  });

  it("removes a resource's words, singular or plural", () => {
    expect(withoutWords(["create", "api", "key"], ["API", "Keys"])).toEqual(["create"]);
    expect(withoutWords(["list", "users"], ["tokens"])).toEqual(["list", "users"]);
  });
});

describe("reserved names", () => {
  it("holds every member that generated clients inherit", () => {
    const members = Object.getOwnPropertyNames(ApiClient.prototype);
    const known = new Set([...clientMembers, ...reservedMembers]);
    expect(members.filter((name) => !known.has(name))).toEqual([]);
  });
});
