/** `neurograph-cli health` and `status`. */
import { describe, expect, it } from "vitest";
import { startNeuroGraphServer } from "../../servers/neurograph/index.js";
import { callsOf, givenServer, run } from "./run.js";

describe("neurograph-cli health", () => {
  it("prints status and version without any credentials [NG-113]", async () => {
    await using server = await startNeuroGraphServer();
    const { exitCode, stdout, stderr } = await run(["health", "--base-url", server.url], {});
    expect(stdout).toMatch(/^Status: healthy\nVersion: \S+\nTimestamp: \S+\n$/);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(server.requests.map(({ path }) => path)).toEqual(["/api/v1/health"]);
    expect(server.requests[0]?.headers).not.toHaveProperty("authorization");
  });

  it("does not mind half a login in the environment [NG-113]", async () => {
    await using server = await startNeuroGraphServer();
    const env = { NEUROGRAPH_BASE_URL: server.url, NEUROGRAPH_USERNAME: "developer" };
    expect((await run(["health"], { env })).exitCode).toBe(0);
  });

  it("understands the enveloped answers of the reference server [NG-113]", async () => {
    await using server = await startNeuroGraphServer({ profile: "reference" });
    const { stdout } = await run(["health", "--json", "--base-url", server.url], {});
    expect(JSON.parse(stdout)).toMatchObject({ status: "healthy", version: expect.any(String) });
  });
});

describe("neurograph-cli status", () => {
  it("prints status, version, uptime and counts [NG-114]", async () => {
    await using scene = await givenServer();
    await scene.cli("token", "create", "counted");
    const { exitCode, stdout } = await scene.cli("status");
    expect(stdout).toMatch(
      /^Status: healthy\nVersion: \S+\nUptime \(seconds\): [\d.]+\nTokens: 1\nAPI keys: 0\n$/,
    );
    expect(exitCode).toBe(0);
    expect(callsOf(scene.server).at(-1)).toBe("GET /status");
  });

  it("needs credentials, and says which options give them [NG-114]", async () => {
    await using server = await startNeuroGraphServer();
    const { exitCode, stdout, stderr } = await run(["status", "--base-url", server.url], {});
    expect(stderr).toMatch(/^Error: No authentication credentials provided\n.*--api-key/);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(server.requests).toHaveLength(0);
  });
});
