/** Documents of git revisions: found, laid out, and cleared away; and what is refused. */
import { existsSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { givenProject } from "../support/project.js";
import { givenRepository, type TestRepository } from "./repository.js";
import { runIn } from "./run.js";

const main = (reference: string): string => `openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  /orders:
    get:
      operationId: listOrders
      tags: [Orders]
      responses:
        "200":
          description: Orders
          content:
            application/json:
              schema:
                $ref: "${reference}"
`;
const order = (extra = ""): string => `Order:
  type: object
  properties:
    id: { type: string }
${extra}`;
const config = JSON.stringify({
  apis: { shop: { spec: "specs/openapi.yaml", output: "client", name: "Shop" } },
});

const givenShop = (): TestRepository =>
  givenRepository({
    "specs/openapi.yaml": main("schemas/order.yaml#/Order"),
    "specs/schemas/order.yaml": order("    note: { type: string }\n"),
    "clientwright.config.json": config,
  });

/** Folders that a comparison left behind. */
let temporary = "";
const leftOvers = (): string[] =>
  readdirSync(temporary).filter((name) => name.startsWith("clientwright-diff-"));

beforeEach(() => {
  vi.stubEnv("NO_COLOR", "1");
  temporary = givenProject().folder;
  // Where `os.tmpdir()` looks.
  vi.stubEnv("TMPDIR", temporary);
  return () => vi.unstubAllEnvs();
});

describe("a revision", () => {
  it("is compared with the working tree, files that the document refers to included", async () => {
    const shop = givenShop();
    shop.write("specs/schemas/order.yaml", order());
    const { code, out, err } = await runIn(shop.folder, "diff", "shop", "--from", "main");
    expect([code, err]).toEqual([1, ""]);
    expect(out).toBe(`shop  main:specs/openapi.yaml -> specs/openapi.yaml

model Order  used by listOrders
  breaking  \`note\` is gone.  answer-property-removed
    Remove the code that reads it.
    main:specs/schemas/order.yaml:5:5

1 breaking  verdict: major  version 1.0.0 -> 1.0.0 is not enough: 2.0.0 or later

`);
    expect(leftOvers()).toEqual([]);
  });

  it("is compared with another one, whatever is in the working tree", async () => {
    const shop = givenShop();
    shop.write("specs/schemas/order.yaml", order());
    shop.commit("v2");
    shop.write("specs/openapi.yaml", "nonsense");
    const both = ["diff", "v1", "v2"];
    expect((await runIn(shop.folder, ...both)).code).toBe(1);
    expect((await runIn(shop.folder, ...both, "--spec", "specs/openapi.yaml")).code).toBe(1);
    expect((await runIn(shop.folder, "diff", "shop", "--from=v2", "--to=v2")).code).toBe(0);
  });

  it("is named as git names files", async () => {
    const shop = givenShop();
    for (const [old, now, folder] of [
      ["v1:specs/openapi.yaml", "specs/openapi.yaml", "."],
      ["git:v1:specs/openapi.yaml", "HEAD:specs/openapi.yaml", "."],
      ["HEAD:./openapi.yaml", "openapi.yaml", "specs"],
    ] as const) {
      const { code, out } = await runIn(shop.path(folder), "diff", old, now);
      expect([code, out.includes("no changes")]).toEqual([0, true]);
    }
  });

  it("need not have the operations that today's configuration speaks of", async () => {
    const shop = givenShop();
    const operations = { listOrders: { method: "all" }, createOrder: { method: "make" } };
    const api = { spec: "specs/openapi.yaml", output: "client", name: "Shop", operations };
    shop.write("clientwright.config.json", JSON.stringify({ apis: { shop: api } }));
    const { code, out } = await runIn(shop.folder, "diff", "shop", "--from", "v1");
    expect([code, out.includes("no changes")]).toEqual([0, true]);
  });

  it("has a file that is not there any more", async () => {
    const shop = givenShop();
    shop.git("rm", "--quiet", "-r", "specs");
    const args = ["diff", "v1", "v1", "--spec", "specs/openapi.yaml"];
    expect((await runIn(shop.folder, ...args)).code).toBe(0);
  });
});

describe("what cannot be compared", () => {
  const mistakes: readonly (readonly [readonly string[], string])[] = [
    [["diff", "nowhere"], 'There is no revision "nowhere" in this repository.'],
    [["diff", "shop", "--from=--output=made.txt"], 'There is no revision "--output=made.txt"'],
    [["diff", "shop", "--from", "v1\nv1"], "There is no revision"],
    [["diff", "v1", "--spec", "other.yaml"], 'There is no file other.yaml in the revision "v1".'],
    [["diff", "v1", "--spec", "../other.yaml"], "is outside of this git repository"],
    [
      ["diff", "v1:../../etc/passwd", "HEAD:specs/openapi.yaml"],
      "is outside of this git repository",
    ],
    [["diff", "v1", "--spec", "specs"], "specs is a folder in that revision."],
    [["diff", "shop"], "Say with --from which revision of shop to compare with."],
    [["diff", "shob", "--from", "v1"], 'Did you mean "shop"?'],
    [["diff", "specs/openapi.yaml"], "Say what to compare specs/openapi.yaml with"],
    [["diff", "specs/openapi.yaml", "missing.yaml"], "There is no file missing.yaml"],
    [["diff", "missing.yaml"], "There is no file missing.yaml."],
    [["diff"], "Say what to compare"],
    [["diff", "shop", "--to", "v1"], "--to needs --from"],
  ];
  it("is said in words, with exit code 2", async () => {
    const shop = givenShop();
    for (const [args, words] of mistakes) {
      const { code, out, err } = await runIn(shop.folder, ...args);
      expect([code, out], args.join(" ")).toEqual([2, ""]);
      expect(err).toContain(words);
      expect(err).not.toContain("clientwright-diff-");
      expect(leftOvers()).toEqual([]);
    }
    expect(existsSync(shop.path("made.txt"))).toBe(false);
  });

  it("is a folder without a repository", async () => {
    const project = givenProject({ "openapi.yaml": main("order.yaml#/Order") });
    vi.stubEnv("GIT_CEILING_DIRECTORIES", project.path(".."));
    const { code, err } = await runIn(project.folder, "diff", "v1", "--spec", "openapi.yaml");
    expect(code).toBe(2);
    expect(err).toContain(
      "Revisions can be compared in a git repository only: not a git repository",
    );
  });

  it.each(["../../../../../../../etc/hostname", "/etc/hostname", "%2e%2e/../../outside.yaml"])(
    "is a revision that refers to a file outside of it: %s",
    async (reference) => {
      const shop = givenShop();
      shop.write("specs/openapi.yaml", main(reference));
      shop.commit("v2");
      const { code, err } = await runIn(shop.folder, "diff", "v2", "v1");
      expect(code).toBe(2);
      expect(err).toContain('of "v2" refers to a file outside of the repository.');
      expect(leftOvers()).toEqual([]);
    },
  );

  it("is a revision whose file is a link to elsewhere", async () => {
    const shop = givenShop();
    mkdirSync(shop.path("links"));
    symlinkSync("/etc/hostname", shop.path("links/order.yaml"));
    shop.write("specs/openapi.yaml", main("../links/order.yaml#/Order"));
    shop.commit("v2");
    const { code, err } = await runIn(shop.folder, "diff", "v2", "v1");
    expect(code).toBe(2);
    expect(err).toContain("links/order.yaml is a symbolic link, which is not followed");
    expect(leftOvers()).toEqual([]);
  });

  it("is a revision with mistakes, which are told by its name", async () => {
    const shop = givenShop();
    shop.write("specs/openapi.yaml", main("schemas/missing.yaml#/Order"));
    shop.commit("v2");
    const { code, err } = await runIn(shop.folder, "diff", "v2", "v1");
    expect(code).toBe(2);
    expect(err).toContain("v2:specs/openapi.yaml:14:17  error  ");
    expect(err).toContain("v2:specs/schemas/missing.yaml does not exist");
    expect(err).toContain("v2:specs/openapi.yaml cannot be compared: it has errors.");
    expect(err).not.toContain("clientwright-diff-");
    expect(leftOvers()).toEqual([]);
  });
});
