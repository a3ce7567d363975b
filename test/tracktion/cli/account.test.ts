/** `tracktion-cli profile` and `secure`. */
import { describe, expect, it } from "vitest";
import { callsOf, dana, givenServer } from "./run.js";

const secret = "test_hmac_secret_0001";

describe("tracktion-cli profile", () => {
  it("prints the account behind a key [TK-134]", async () => {
    await using scene = await givenServer();
    const { exitCode, stdout } = await scene.cli("profile");
    expect(exitCode).toBe(0);
    expect(stdout).toBe(
      "ID: user_77\nEmail: dana@example.org\nTier: premium\nCreated: 2023-05-04T08:00:00Z\n",
    );
    expect(callsOf(scene.server)).toEqual(["GET /user/profile"]);
  });

  it("logs in with a name and a password that are typed [TK-134]", async () => {
    await using scene = await givenServer();
    const argv = ["profile", "--username", dana.username, "--password-stdin", "--json"];
    const { stdout } = await scene.cliWith({ stdin: `${dana.password}\n` }, ...argv);
    expect(JSON.parse(stdout)).toMatchObject({ id: "user_77", tier: "premium" });
    expect(callsOf(scene.server)).toEqual(["POST /auth/token", "GET /user/profile"]);
    expect(scene.server.requests[0]?.json).toEqual(dana);
  });
});

describe("tracktion-cli secure", () => {
  it("signs what it sends with the secret of the environment", async () => {
    await using scene = await givenServer();
    const env = { TRACKTION_HMAC_SECRET: secret };
    const body = { action: "archive" };
    const path = "/api/v1/sensitive-operation";
    const argv = ["secure", "post", path, "--data", JSON.stringify(body)];
    const { exitCode, stdout, stderr } = await scene.cliWith({ env }, ...argv, "--debug");
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ status: "accepted", operation_id: "op_3301" });
    expect(scene.server.state.operations).toEqual([{ id: "op_3301", body }]);
    expect(stdout + stderr).not.toContain(secret);
    expect((await scene.cliWith({ env }, "secure", "GET", "/api/v1/user/profile")).exitCode).toBe(
      0,
    );
    expect(scene.server.requests.at(-1)?.headers["x-signature"]).toMatch(/^sha256=[0-9a-f]{64}$/);
  });

  it.each([
    [["secure", "POST", "/x"], {}, "set TRACKTION_HMAC_SECRET"],
    [["secure", "GET", "/x", "--data", "{}"], { TRACKTION_HMAC_SECRET: secret }, "GET has no body"],
    [["secure", "BREW", "/x"], { TRACKTION_HMAC_SECRET: secret }, "It must be one of GET, POST"],
  ])("refuses %j with exit code 2 and sends nothing", async (argv, env, message) => {
    await using scene = await givenServer();
    const { exitCode, stderr } = await scene.cliWith({ env }, ...argv);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
    expect(scene.server.requests).toHaveLength(0);
  });
});
