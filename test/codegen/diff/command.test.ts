/** `clientwright diff`: what it prints, and with which exit code it ends. */
import { beforeEach, describe, expect, it, vi } from "vitest";
import { diff, exitCodeOfDiff } from "../../../codegen/cli/diff.js";
import { givenProject, type TestProject } from "../support/project.js";
import { runIn } from "./run.js";
import { documentWith, listing, type Part, parameter, text } from "./support.js";

const versioned = (version: string, document: Part): string =>
  JSON.stringify({ ...document, info: { title: "Shop", version } }, null, 2);

const given = (
  old: string,
  now: string,
  more: Readonly<Record<string, string>> = {},
): TestProject => givenProject({ "old.json": old, "new.json": now, ...more });

const breaking = (version = "1.0.1"): TestProject =>
  given(
    versioned("1.0.0", listing()),
    versioned(version, listing(parameter(text, { required: true }))),
  );
const pathOnly = (): TestProject =>
  given(
    versioned("1.0.0", listing()),
    versioned("1.0.0", documentWith({ paths: { "/v2": (listing().paths as Part)["/orders"] } })),
  );
const compatible = (): TestProject =>
  given(versioned("1.0.0", documentWith()), versioned("1.0.1", listing()));

const run = (project: TestProject, ...args: string[]) =>
  runIn(project.folder, "diff", "old.json", "new.json", ...args);

beforeEach(() => {
  vi.stubEnv("NO_COLOR", "1");
  return () => vi.unstubAllEnvs();
});

describe("clientwright diff", () => {
  it("says what changes, what to do about it, and where", async () => {
    const { code, out, err } = await run(breaking());
    expect([code, err]).toEqual([1, ""]);
    expect(out).toBe(
      `new.json  old.json -> new.json

orders.list  GET /orders
  breaking  \`query.state\` is new, and must be given.  argument-added-required
    Pass it in each call.
    new.json:25:11

1 breaking  verdict: major  version 1.0.0 -> 1.0.1 is not enough: 2.0.0 or later

`,
    );
  });

  it("prints one JSON document with --json", async () => {
    const { code, out } = await run(breaking(), "--json");
    expect(code).toBe(1);
    const { apis, unusedWaivers } = JSON.parse(out);
    expect(unusedWaivers).toEqual([]);
    expect(apis).toEqual([
      {
        api: "new.json",
        old: { label: "old.json", version: "1.0.0" },
        new: { label: "new.json", version: "1.0.1" },
        findings: [
          {
            rule: "argument-added-required",
            level: "breaking",
            types: "breaking",
            wire: "breaking",
            subject: {
              kind: "operation",
              name: "listOrders",
              call: "orders.list",
              line: "GET /orders",
            },
            part: "query.state",
            message: "`query.state` is new, and must be given.",
            advice: "Pass it in each call.",
            new: {
              pointer: "#/paths/~1orders/get/parameters/0",
              place: { file: "new.json", line: 25, column: 11 },
            },
          },
        ],
        verdicts: { both: "major", types: "major", wire: "major" },
        version: { old: "1.0.0", new: "1.0.1", enough: false, needed: "2.0.0" },
      },
    ]);
  });

  it("prints Markdown that names of a document cannot break out of", async () => {
    const hostile = listing({
      parameters: [{ name: "a`` @team <b> | x``", in: "query", schema: text }],
    });
    const project = given(versioned("1.0.0", hostile), versioned("1.0.0", listing()));
    const { out } = await run(project, "--markdown");
    expect(out).toContain("### `new.json`: major (types major, wire patch)\n");
    expect(out).toContain("#### Breaking\n\n`orders.list` `GET /orders`\n");
    expect(out).not.toMatch(/[^\\`]@team/);
    expect(out).not.toMatch(/[^\\]<b>/);
    expect(out).not.toContain("``");
  });

  it("prints no control characters of a document on a terminal", async () => {
    const hostile = listing({ parameters: [{ name: "a\u001b[2J", in: "query", schema: text }] });
    const project = given(versioned("1.0.0", listing()), versioned("1.0.0", hostile));
    expect((await run(project)).out).not.toContain("\u001b");
  });

  it("counts notes that are too many to read", async () => {
    const many = (word: string): Part =>
      listing({
        parameters: Array.from({ length: 25 }, (_, index) => ({
          name: `p${index}`,
          in: "query",
          description: word,
          schema: text,
        })),
      });
    const project = given(versioned("1.0.0", many("a")), versioned("1.0.1", many("b")));
    const { code, out } = await run(project);
    expect(code).toBe(0);
    expect(out).toContain("... and 5 more notes; --json has them all.");
    expect(out).toContain(
      "25 notes  verdict: patch (types patch, wire none)  version 1.0.0 -> 1.0.1 is enough",
    );
  });

  it("refuses documents with errors, and names the line", async () => {
    const unsound = listing({ security: [{ kee: [] }] });
    const project = given(versioned("1.0.0", listing()), JSON.stringify(unsound));
    const { code, out, err } = await run(project);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(/^new\.json:1:\d+ {2}error {2}/);
    expect(err).toContain("new.json cannot be compared: it has errors.");
  });

  it("takes either --json or --markdown", async () => {
    expect((await run(compatible(), "--json", "--markdown")).code).toBe(2);
  });
});

describe("the exit code", () => {
  it.each([
    ["0 without a breaking change", compatible, [], 0],
    ["1 with a breaking change", breaking, [], 1],
    [
      "1 with a compatible change where that is asked for",
      compatible,
      ["--fail-on", "compatible"],
      1,
    ],
    ["0 where nothing fails", breaking, ["--fail-on", "never"], 0],
    ["1 where older clients break", pathOnly, [], 1],
    ["1 where older clients break, and they are asked about", pathOnly, ["--audience", "wire"], 1],
    ["0 where only callers of a new client are asked about", pathOnly, ["--audience", "types"], 0],
    ["1 where the version does not tell the change", compatible, ["--check-version"], 1],
    ["0 where it does", () => breaking("2.0.0"), ["--check-version"], 0],
    ["0 where it does, as a pre-release", () => breaking("2.0.0-rc.1"), ["--check-version"], 0],
    [
      "1 where it does, and breaking changes are asked about as well",
      () => breaking("2.0.0"),
      ["--check-version", "--fail-on", "breaking"],
      1,
    ],
    ["2 where there is no version to check", () => breaking("next"), ["--check-version"], 2],
  ] as const)("is %s", async (_title, given, args, expected) => {
    expect((await run(given(), ...args)).code).toBe(expected);
  });

  it("is that of the function, too", async () => {
    const report = await diff(["old.json", "new.json"], { cwd: breaking().folder });
    expect(exitCodeOfDiff(report)).toBe(1);
    expect(exitCodeOfDiff(report, { failOn: "never" })).toBe(0);
  });
});

const waiver = (parts: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    waivers: [
      {
        rule: "argument-added-required",
        operation: "listOrders",
        reason: "Nobody calls it.",
        ...parts,
      },
    ],
  });

const withWaiver = (parts?: Readonly<Record<string, unknown>>, version = "1.0.1"): TestProject => {
  const project = breaking(version);
  project.write("clientwright.waivers.json", waiver(parts));
  return project;
};

describe("a waiver", () => {
  it("accepts a change for a reason, which is shown", async () => {
    const { code, out, err } = await run(withWaiver());
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain("  waived  `query.state` is new, and must be given.");
    expect(out).toContain("    Nobody calls it.\n");
    expect(out).toContain("1 waived  verdict: none");
  });

  it.each([
    ["operation", { operation: "GET /orders" }],
    ["pointer", { operation: undefined, pointer: "#/paths/~1orders/get/parameters/0" }],
    ["part", { part: "query.state" }],
    ["API", { api: "new.json" }],
    ["version that has not come", { until: "1.1.0" }],
  ])("fits by its %s", async (_title, parts) => {
    expect((await run(withWaiver(parts))).code).toBe(0);
  });

  it.each([
    ["operation", { operation: "other" }],
    ["part", { part: "query.other" }],
    ["rule", { rule: "argument-added" }],
    ["version that has come", { until: "1.0.1" }],
  ])("does not fit by another %s, and is said to be needless", async (_title, parts) => {
    const { code, err } = await run(withWaiver(parts));
    expect(code).toBe(1);
    expect(err).toMatch(/^A waiver of [a-z-]+ for .* is not needed: remove it\.\n$/);
  });

  it.each([
    ["no reason", { reason: " " }, "A waiver needs a reason."],
    ["no place", { operation: undefined }, "A waiver needs a place"],
    ["an unknown rule", { rule: "argument-add" }, 'Did you mean "argument-added"?'],
    ["an unknown key", { opertion: "x" }, 'Did you mean "operation"?'],
    ["no version", { until: "soon" }, '"until" is a version'],
  ])("is an error with %s", async (_title, parts, words) => {
    const { code, out, err } = await run(withWaiver(parts));
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(/^clientwright\.waivers\.json:1:\d+ {2}error {2}/);
    expect(err).toContain(words);
  });

  it("is in the file that is named", async () => {
    const project = breaking();
    project.write(
      "accepted.yaml",
      `waivers:\n  - rule: argument-added-required\n    part: query.state\n    reason: Agreed.\n`,
    );
    expect((await run(project, "--waivers", "accepted.yaml")).code).toBe(0);
    const { code, err } = await run(project, "--waivers", "missing.yaml");
    expect(code).toBe(2);
    expect(err).toContain("There is no file of waivers at ");
  });

  it("is written for people to give a reason, and does not hold before", async () => {
    const project = breaking();
    const first = await run(project, "--write-waivers");
    expect(first.code).toBe(1);
    expect(first.err).toContain("clientwright.waivers.yaml: 1 waivers to write a reason into");
    const text = project.read("clientwright.waivers.yaml");
    expect(text).toBe(`waivers:
  - api: new.json
    rule: argument-added-required
    operation: listOrders
    part: query.state
    reason: ""
`);
    expect((await run(project)).code).toBe(2);
    project.write("clientwright.waivers.yaml", text.replace('""', "Agreed."));
    expect((await run(project)).code).toBe(0);
  });

  it("is written beside others, which stay as they are", async () => {
    const project = breaking();
    const own =
      "# Ours.\nwaivers:\n  # Old.\n  - rule: model-removed\n    model: Old\n    reason: Agreed.\n";
    project.write("clientwright.waivers.yaml", own);
    await run(project, "--write-waivers");
    const text = project.read("clientwright.waivers.yaml");
    expect(text.startsWith(own)).toBe(true);
    expect(text).toContain("  - api: new.json\n    rule: argument-added-required\n");
  });

  it("is written as JSON where the file is JSON", async () => {
    const project = breaking();
    project.write("clientwright.waivers.json", '{ "waivers": [] }');
    await run(project, "--write-waivers");
    expect(JSON.parse(project.read("clientwright.waivers.json")).waivers).toHaveLength(1);
  });
});
