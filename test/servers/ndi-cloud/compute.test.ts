// Runs of pipelines, and the licenses that some need.
import { describe, expect, it } from "vitest";
import { given } from "./given.js";
import { ines, sam } from "./users.js";

describe("runs", () => {
  it("go through their stages and are over after the last", async () => {
    await using setup = await given();
    const call = setup.as(ines);
    const start = await call("POST /compute/start", { body: { pipelineId: "hello-world-v1" } });
    expect(start.body).toEqual({ sessionId: "run-1", status: "RUNNING" });
    const look = async () => (await call("GET /compute/run-1")).body;
    expect(await look()).toMatchObject({ status: "RUNNING", currentStageId: "stage-1" });
    await call("POST /compute/run-1/advance");
    expect(await look()).toMatchObject({ currentStageId: "stage-2" });
    expect((await call("POST /compute/run-1/stage/stage-1")).status).toBe(200);
    expect(await look()).toMatchObject({ currentStageId: "stage-1" });
    expect((await call("POST /compute/run-1/stage/none")).status).toBe(404);
    await call("POST /compute/run-1/stage/stage-2");
    await call("POST /compute/run-1/advance");
    expect(await look()).toMatchObject({ status: "COMPLETED", currentStageId: null });
  });

  it("end by themselves, unless they are stopped or never end", async () => {
    await using setup = await given();
    const call = setup.as(ines);
    for (const pipelineId of ["hello-world-v1", "zombie-test-v1", "hello-world-v1"])
      await call("POST /compute/start", { body: { pipelineId } });
    expect((await call("DELETE /compute/run-3")).status).toBe(204);
    setup.clock.ms += 60_000;
    const { body } = await call("GET /compute");
    const sessions = [{ status: "COMPLETED" }, { status: "RUNNING" }, { status: "ABORTED" }];
    expect(body).toMatchObject({ sessions });
    expect((await call("DELETE /compute/run-1")).status).toBe(404);
    expect((await setup.as(sam)("GET /compute/run-1")).status).toBe(404);
  });

  it("need a license of the right release where MATLAB is needed", async () => {
    await using setup = await given();
    const call = setup.as(ines);
    const start = () => call("POST /compute/start", { body: { pipelineId: "hello-matlab-v1" } });
    const refused = await start();
    expect([refused.status, refused.at("requiredRelease")]).toEqual([400, "R2024b"]);
    const body = { dedicatedLicenseFile: "INCREMENT MATLAB", release: "R2024b" };
    await call("PUT /users/me/matlab-license", { body });
    expect((await start()).status).toBe(201);
    await call("DELETE /users/me/matlab-license?release=R2024b");
    expect((await start()).status).toBe(400);
  });
});
