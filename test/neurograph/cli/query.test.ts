/** `neurograph-cli token query`: a search that leaves nothing behind, whatever happens. */
import { describe, expect, it } from "vitest";
import { callsOf, givenServer, givenToken, type Scene } from "./run.js";

const query = ["token", "query", "--text", "hello"];

async function givenTokens(): Promise<Scene> {
  const scene = await givenServer();
  for (const text of ["hello", "hello world", "something else"]) await givenToken(scene, text);
  return scene;
}

const texts = (scene: Scene): string[] =>
  [...scene.server.state.tokens.byId.values()].map(({ text }) => text);
const unchanged = ["hello", "hello world", "something else"];

/** Lets the server answer, then does something before the client sees the answer. */
const afterAnswer =
  (wanted: string, act: () => void): typeof fetch =>
  async (input, init) => {
    const request = new Request(input, init);
    const { method, url } = request;
    const response = await fetch(request);
    if (`${method} ${new URL(url).pathname}`.startsWith(wanted)) act();
    return response;
  };

describe("neurograph-cli token query", () => {
  it("makes a temporary token, deletes it, then searches [NG-121]", async () => {
    await using scene = await givenTokens();
    const { exitCode, stdout } = await scene.cli(...query, "--top-k", "5", "--threshold", "0.3");
    expect(exitCode).toBe(0);
    expect(callsOf(scene.server).slice(3)).toEqual([
      "POST /tokens",
      "DELETE /tokens/4",
      "POST /tokens/query",
    ]);
    expect(scene.server.requests.at(-1)?.json).toMatchObject({ top_k: 5, threshold: 0.3 });
    expect(stdout).toMatch(/^SIMILARITY +ID +TEXT\n1\.0000 +1 +hello\n/);
    expect(texts(scene)).toEqual(unchanged);
  });

  it("never shows the temporary token, asks for 10 results and sends no threshold [NG-121]", async () => {
    await using scene = await givenTokens();
    const { stdout } = await scene.cli(...query, "--json");
    const results = JSON.parse(stdout) as { token: { id: number }; similarity: number }[];
    expect(results.map(({ token }) => token.id).sort()).toEqual([1, 2, 3]);
    const sent = scene.server.requests.at(-1)?.json as Record<string, unknown>;
    expect(sent).toEqual({ query_vector: expect.any(Array), top_k: 10 });
  });

  it("sends a threshold of 0 [NG-121]", async () => {
    await using scene = await givenTokens();
    await scene.cli(...query, "--threshold", "0");
    expect(scene.server.requests.at(-1)?.json).toMatchObject({ threshold: 0 });
  });

  it.each([
    [["token", "query"], "required option '--text <text>'"],
    [[...query, "--top-k", "0"], "It must be 1 or more."],
    [[...query, "--threshold", "high"], "It must be a number."],
  ])("refuses %j with exit code 2 and sends nothing [NG-121]", async (argv, message) => {
    await using scene = await givenServer();
    const { exitCode, stderr } = await scene.cli(...argv);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
    expect(scene.server.requests).toHaveLength(0);
  });

  it("leaves nothing behind when the search fails [NG-121]", async () => {
    await using scene = await givenTokens();
    scene.server.failNext("POST /api/v1/tokens/query", [{ status: 500 }]);
    expect((await scene.cli(...query)).exitCode).toBe(1);
    expect(texts(scene)).toEqual(unchanged);
  });

  it("repeats a deletion that fails, and takes a lost answer for success [NG-121]", async () => {
    await using scene = await givenTokens();
    scene.server.failNext("DELETE /api/v1/tokens/4", [{ status: 503 }]);
    const { exitCode } = await scene.cli(...query);
    expect(exitCode).toBe(0);
    expect(scene.server.count("DELETE", "/api/v1/tokens/4")).toBe(2);
    expect(texts(scene)).toEqual(unchanged);
  });

  it("does not search, and names the token, when it cannot be deleted [NG-121]", async () => {
    await using scene = await givenTokens();
    scene.server.failNext("DELETE /api/v1/tokens/4", [{ status: 403 }]);
    const { exitCode, stdout, stderr } = await scene.cli(...query);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toContain("Warning: the temporary token 4 could not be deleted\n");
    expect(scene.server.count("POST", "/api/v1/tokens/query")).toBe(0);
  });

  it("finds and deletes a token whose creation was answered into the void [NG-121]", async () => {
    await using scene = await givenTokens();
    const lost = (): never => {
      throw new TypeError("fetch failed");
    };
    const { exitCode, stderr } = await scene.cliWith(
      { fetch: afterAnswer("POST /api/v1/tokens", lost) },
      ...query,
    );
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^Error: /);
    expect(scene.server.count("POST", "/api/v1/tokens")).toBe(unchanged.length + 1);
    expect(texts(scene)).toEqual(unchanged);
  });

  it.each(["POST /api/v1/auth/login", "POST /api/v1/tokens", "DELETE /api/v1/tokens"])(
    "leaves nothing behind when interrupted at %s [NG-121] [NG-131]",
    async (moment) => {
      await using scene = await givenTokens();
      const interrupt = new AbortController();
      const surroundings = {
        signal: interrupt.signal,
        fetch: afterAnswer(moment, () => interrupt.abort()),
      };
      const { exitCode, stdout, stderr } = await scene.cliWith(surroundings, ...query);
      expect({ exitCode, stdout, stderr }).toEqual({
        exitCode: 130,
        stdout: "",
        stderr: "Error: Interrupted\n",
      });
      expect(texts(scene)).toEqual(unchanged);
    },
  );
});
