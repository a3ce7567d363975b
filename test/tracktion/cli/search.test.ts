/** `tracktion-cli search` and `batch`. */
import { describe, expect, it } from "vitest";
import { apiKey, callsOf, givenServer } from "./run.js";

const limited = { status: 429, headers: { "x-ratelimit-retry-after": "2" }, body: {} };

describe("tracktion-cli search", () => {
  it("prints a table of ten tracks unless told otherwise [TK-134]", async () => {
    await using scene = await givenServer();
    const { exitCode, stdout, stderr } = await scene.cli("search", "deep house");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const [headings, first, ...rest] = stdout.trimEnd().split("\n");
    expect(headings?.split(/ {2,}/)).toEqual(["TITLE", "ARTIST", "GENRE", "SECONDS"]);
    const cells = ["Deep House Lights 1", "Mila Voss", "Deep House", "180"];
    expect(first?.split(/ {2,}/)).toEqual(cells);
    expect(rest).toHaveLength(9);
    expect(callsOf(scene.server)).toEqual(["GET /search/tracks?q=deep%20house&limit=10"]);
    expect(scene.server.requests[0]?.headers.authorization).toBe(`Bearer ${apiKey}`);
  });

  it("asks for what is typed [TK-134]", async () => {
    await using scene = await givenServer();
    const options = ["--limit", "2", "--offset", "4", "--genre", "Techno", "--sort", "popularity"];
    const { stdout } = await scene.cli("search", "techno", ...options, "--json");
    expect(JSON.parse(stdout)).toHaveLength(2);
    const query = "q=techno&limit=2&offset=4&genre=Techno&sort=popularity";
    expect(callsOf(scene.server)).toEqual([`GET /search/tracks?${query}`]);
  });

  it("shows what a track does not have, and says so when there are none [TK-134]", async () => {
    await using scene = await givenServer();
    const bare = await scene.cli("search", "field recording");
    expect(bare.stdout).toMatch(/\nField Recording +Café ☕ +- +-\n$/);
    expect((await scene.cli("search", "nothing like it")).stdout).toBe("No tracks found\n");
  });

  it("waits when the rate limit is reached, and says so [TK-134]", async () => {
    await using scene = await givenServer();
    scene.server.failNext("GET /api/v1/search/tracks", [limited]);
    const { exitCode, stderr } = await scene.cli("search", "techno");
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: "Rate limited, retrying in 2.00 seconds...\n",
    });
    expect(scene.clock.waits).toEqual([2_000]);
  });

  it.each([
    [["search"], "missing required argument 'query'"],
    [["search", " "], "It must not be empty."],
    [["search", "x", "--limit", "0"], "It must be 1 or more."],
    [["search", "x", "--offset", "-1"], "It must be 0 or more."],
    [["batch"], "missing required argument 'queries'"],
    [["batch", "x", "--pause-ms", "soon"], "It must be an integer."],
  ])("refuses %j with exit code 2 and sends nothing", async (argv, message) => {
    await using scene = await givenServer();
    const { exitCode, stderr } = await scene.cli(...argv);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
    expect(scene.server.requests).toHaveLength(0);
  });
});

describe("tracktion-cli batch", () => {
  it("searches for three tracks each, a second apart but for the end [TK-134]", async () => {
    await using scene = await givenServer();
    const { exitCode, stdout } = await scene.cli("batch", "techno", "ambient", "drum and bass");
    expect(exitCode).toBe(0);
    expect(callsOf(scene.server)).toEqual([
      "GET /search/tracks?q=techno&limit=3",
      "GET /search/tracks?q=ambient&limit=3",
      "GET /search/tracks?q=drum%20and%20bass&limit=3",
    ]);
    expect(scene.clock.waits).toEqual([1_000, 1_000]);
    expect(stdout.split("\n").filter((line) => !line.startsWith(" "))).toEqual([
      "techno: 3 tracks found",
      "ambient: 3 tracks found",
      "drum and bass: 3 tracks found",
      "",
    ]);
    expect(stdout).toContain("\n  Techno Tide 2 by Okari\n");
  });

  it("takes other limits and pauses, and prints one JSON document [TK-134]", async () => {
    await using scene = await givenServer();
    const options = ["--limit", "1", "--pause-ms", "250", "--json"];
    const { stdout } = await scene.cli("batch", "techno", "ambient", ...options);
    expect(JSON.parse(stdout)).toMatchObject([
      { query: "techno", tracks: [{ title: "Techno Lights 1" }] },
      { query: "ambient", tracks: [{ title: "Ambient Lights 1" }] },
    ]);
    expect(scene.clock.waits).toEqual([250]);
  });

  it("goes on after a search that failed, and ends with 1 [TK-134]", async () => {
    await using scene = await givenServer();
    scene.server.failNext("GET /api/v1/search/tracks", [{ status: 403 }]);
    const { exitCode, stdout, stderr } = await scene.cli("batch", "techno", "ambient");
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: "" });
    expect(stdout).toMatch(
      /^techno: Error - Insufficient permissions.*\nambient: 3 tracks found\n/,
    );
    scene.server.failNext("GET /api/v1/search/tracks", [{ status: 500 }]);
    const json = await scene.cli("batch", "techno", "--json");
    expect(JSON.parse(json.stdout)).toEqual([
      { query: "techno", error: expect.stringContaining("500") },
    ]);
  });
});
