/** Runs of pipelines. */
import { describe, expect, it } from "vitest";
import { NdiApiError, NdiNotFoundError, NdiValidationError } from "../../src/ndi-cloud/index.js";
import { givenAda, rejection } from "./support/given.js";

const run = (status: string) => ({ json: { sessionId: "cs-01", status } });

describe("runs", () => {
  it("are started with their input, which is left out when there is none [NDI-163]", async () => {
    const started = { status: 201, json: { id: "cs-01", status: "RUNNING" } };
    const { client, fetch, sent } = givenAda([started, started]);
    const inputParameters = { n: 2 };
    const { sessionId } = await client.compute.start({
      pipelineId: "hello-world-v1",
      inputParameters,
    });
    expect(sessionId).toBe("cs-01");
    expect(sent()).toEqual(["POST /compute/start"]);
    expect(fetch.last.json).toEqual({ pipelineId: "hello-world-v1", inputParameters });
    await client.compute.start({ pipelineId: "p", inputParameters: {} });
    expect(fetch.last.json).toEqual({ pipelineId: "p" });
    expect(await rejection(client.compute.start({ pipelineId: "" }))).toBeInstanceOf(
      NdiValidationError,
    );
  });

  it("that want a license say which, and are not started twice [NDI-163]", async () => {
    const body = {
      code: "MATLAB_LICENSE_REQUIRED",
      requiredRelease: "R2024b",
      message: "No matching licence",
    };
    const { client, fetch } = givenAda([{ status: 400, json: body }, { status: 503 }]);
    const error = await rejection(client.compute.start({ pipelineId: "p" }));
    expect(error).toBeInstanceOf(NdiApiError);
    expect(error).toMatchObject({ code: body.code, requiredRelease: "R2024b" });
    await rejection(client.compute.start({ pipelineId: "p" }));
    expect(fetch.count).toBe(2);
  });

  it.each([[[run("RUNNING").json]], [{ sessions: [{ id: "cs-01", status: "RUNNING" }] }]])(
    "are listed in whichever form they come: %j [NDI-163]",
    async (json) => {
      const { client } = givenAda([{ json }]);
      const [first] = await client.compute.list();
      expect(first).toMatchObject({ sessionId: "cs-01", status: "RUNNING" });
    },
  );

  it("are read, moved on, triggered and stopped [NDI-163]", async () => {
    const { client, sent, fetch } = givenAda([
      run("RUNNING"),
      { json: {} },
      { json: {} },
      { status: 204 },
      { status: 404 },
    ]);
    expect((await client.compute.get("cs-01")).status).toBe("RUNNING");
    await client.compute.advance("cs-01");
    await client.compute.triggerStage("cs-01", "stage/1");
    expect(await client.compute.abort("cs-01")).toBeUndefined();
    expect(await rejection(client.compute.abort("cs-01"))).toBeInstanceOf(NdiNotFoundError);
    expect(fetch.last.text).toBe("");
    expect(sent()).toEqual([
      "GET /compute/cs-01",
      "POST /compute/cs-01/advance",
      "POST /compute/cs-01/stage/stage%2F1",
      "DELETE /compute/cs-01",
      "DELETE /compute/cs-01",
    ]);
  });

  it.each(["COMPLETED", "FAILED", "ABORTED"])("are waited for until %s [NDI-163]", async (last) => {
    const { client, clock } = givenAda([run("RUNNING"), { status: 404 }, run(last)]);
    const result = await client.compute.waitFor("cs-01");
    expect(result).toMatchObject({ state: "finished", elapsed: 20, session: { status: last } });
    expect(clock.waits).toEqual([10_000, 10_000]);
  });

  it("are waited for twenty minutes [NDI-163]", async () => {
    const { client } = givenAda({ "* *": run("RUNNING") });
    const result = await client.compute.waitFor("cs-01");
    expect(result).toMatchObject({ state: "timeout", elapsed: 1_200 });
  });
});
