/** Failures: their classes, their sentences, and which of them are repeated. */
import { describe, expect, it } from "vitest";
import {
  formatApiError,
  NdiApiError,
  NdiAuthError,
  NdiConnectionError,
  type NdiError,
  NdiNotFoundError,
  NdiPermissionError,
  NdiServerError,
  NdiTimeoutError,
} from "../../src/ndi-cloud/index.js";
import { ClientwrightError, NotFoundError } from "../../src/runtime/index.js";
import type { Answer } from "../../src/testing/index.js";
import { createManualClock } from "../support/manual-clock.js";
import { adasToken, ferret, ids } from "./support/answers.js";
import { given, givenAda, rejection } from "./support/given.js";

/** The error of a read that is answered so. */
async function errorFor(answer: Answer): Promise<NdiError> {
  const { client } = givenAda([answer], { retry: false });
  return await rejection(client.datasets.get(ids.dataset));
}

describe("classes", () => {
  it.each([
    [400, NdiApiError],
    [401, NdiAuthError],
    [403, NdiPermissionError],
    [404, NdiNotFoundError],
    [409, NdiApiError],
    [418, NdiApiError],
    [429, NdiApiError],
    [500, NdiServerError],
    [502, NdiServerError],
    [504, NdiServerError],
  ])("%s is a %o [NDI-115, NDI-116, NDI-117, NDI-118, NDI-119]", async (status, errorClass) => {
    const error = await errorFor({ status });
    expect(error.constructor).toBe(errorClass);
    expect(error.status).toBe(status);
  });

  it("are the guide's family: not found and server errors are API errors, permission is auth [NDI-116, NDI-117, NDI-118]", async () => {
    expect(await errorFor({ status: 404 })).toBeInstanceOf(NdiApiError);
    expect(await errorFor({ status: 500 })).toBeInstanceOf(NdiApiError);
    expect(await errorFor({ status: 403 })).toBeInstanceOf(NdiAuthError);
    expect(await errorFor({ status: 401 })).not.toBeInstanceOf(NdiApiError);
    expect(await errorFor({ status: 404 })).toBeInstanceOf(NotFoundError);
    expect(await errorFor({ status: 404 })).toBeInstanceOf(ClientwrightError);
  });

  it("know status, address, method, body, headers and code [NDI-113, NDI-117]", async () => {
    const body = { errors: "no", code: "LimitExceededException" };
    const error = await errorFor({ status: 400, json: body, headers: { "x-trace": "t" } });
    expect(error).toMatchObject({ status: 400, method: "GET", code: "LimitExceededException" });
    expect(error.url).toBe(`https://api.ndi-cloud.com/v1/datasets/${ids.dataset}`);
    expect(error.body).toEqual(body);
    expect(error.headers?.get("x-trace")).toBe("t");
  });

  it("tell failed connections from limits [NDI-172]", async () => {
    const broken = await errorFor({ networkError: "ECONNREFUSED" });
    expect(broken).toBeInstanceOf(NdiConnectionError);
    expect(broken).toMatchObject({ code: "ECONNREFUSED", status: undefined });
    expect(broken.url).toContain(ids.dataset);
    const clock = createManualClock();
    const { client } = givenAda([{ never: true }], { clock, retry: false });
    const { reason } = (await clock.settle(
      client.datasets.get(ids.dataset),
    )) as PromiseRejectedResult;
    expect(reason).toBeInstanceOf(NdiTimeoutError);
  });

  it("say when a gateway gave up, and when to come back [NDI-118, NDI-119]", async () => {
    expect(await errorFor({ status: 504 })).toMatchObject({ timeout: true });
    expect(await errorFor({ status: 502 })).toMatchObject({ timeout: false });
    const limited = await errorFor({ status: 429, headers: { "retry-after": "7" } });
    expect(limited.retryAfter).toBe(7);
  });
});

describe("sentences", () => {
  it.each([
    [{ message: "m", error: "e", errors: "es", detail: "d" }, "m"],
    [{ message: { error: "inner" }, error: "e" }, "inner"],
    [{ error: "e", errors: "es" }, "e"],
    [{ error: { message: "inner" }, errors: "es" }, "inner"],
    [{ errors: "es", detail: "d" }, "es"],
    [{ detail: "d" }, "d"],
    [{ message: "", error: " ", errors: "es" }, "es"],
    [{ unknown: "x" }, "Bad Request"],
  ])("are found in %j [NDI-114]", async (json, message) => {
    expect((await errorFor({ status: 400, json })).message).toBe(message);
  });

  it("are the text of a gateway, JSON in it, or the reason of the status [NDI-114]", async () => {
    expect((await errorFor({ status: 502, text: "upstream\n  failed" })).message).toBe(
      "upstream failed",
    );
    expect((await errorFor({ status: 500, text: '{"message":"m"}' })).message).toBe("m");
    const page = await errorFor({ status: 504, text: "<html><body>late</body></html>" });
    expect(page.message).toBe("Gateway Timeout");
    expect(page.body).toContain("<html>");
    expect((await errorFor({ status: 404 })).message).toBe("Not Found");
    expect((await errorFor({ status: 499 })).message).toBe("HTTP 499");
  });

  it("leave data that is no object as it is; words in `error` are no codes [NDI-114]", async () => {
    const forbidden = await errorFor({ status: 403, json: { error: "forbidden" } });
    expect(forbidden.code).toBeUndefined();
    expect((await errorFor({ status: 400, json: ["a", "b"] })).body).toEqual(["a", "b"]);
  });

  it("show no token, whatever the server repeats [NDI-114]", async () => {
    const error = await errorFor({ status: 401, json: { error: `bad token ${adasToken()}` } });
    expect(error.message).toBe("bad token [redacted]");
    expect(JSON.stringify(error)).not.toContain(adasToken());
  });

  it("are put in a line with their status [NDI-114]", () => {
    expect(formatApiError({ status: 404, body: { message: "Dataset not found" } })).toBe(
      "HTTP 404 Not Found - Dataset not found",
    );
    expect(formatApiError({ status: 500 })).toBe("HTTP 500 Internal Server Error");
    expect(formatApiError({ status: 599, body: { a: 1 } })).toBe('HTTP 599 - {"a":1}');
    expect(formatApiError({ body: "text" })).toBe("text");
    expect(formatApiError({})).toBe("unknown error");
    expect(formatApiError(undefined)).toBe("no response from server");
  });

  it("say what could not be read [NDI-119]", async () => {
    const error = await errorFor({ json: { name: "no id" } });
    expect(error).toBeInstanceOf(NdiApiError);
    expect(error).toMatchObject({ kind: "parse", answerStatus: 200 });
    expect(error.message).toBe("Unexpected answer: the answer has no id");
  });
});

describe("repetitions", () => {
  it.each([429, 500, 502, 503, 504])(
    "reads are tried three times after %s [NDI-118]",
    async (status) => {
      const { client, fetch, clock } = givenAda([{ status }, { status }, { status }]);
      expect((await rejection(client.datasets.get(ids.dataset))).status).toBe(status);
      expect(fetch.count).toBe(3);
      // By chance nothing is added here.
      expect(clock.waits).toEqual([250, 500]);
    },
  );

  it("reads are tried again after a failed connection, and succeed [NDI-118]", async () => {
    const { client, fetch } = givenAda([{ networkError: "ECONNRESET" }, { json: ferret }]);
    await client.datasets.get(ids.dataset);
    expect(fetch.count).toBe(2);
  });

  it.each([400, 404, 409, 418])("%s is not repeated [NDI-118]", async (status) => {
    const { client, fetch } = givenAda([{ status }]);
    await rejection(client.datasets.get(ids.dataset));
    expect(fetch.count).toBe(1);
  });

  it("writes that would be done twice are never repeated, whatever is said [NDI-118]", async () => {
    const { client, fetch } = givenAda({ "* *": { status: 503 } }, { retry: { writes: true } });
    const calls = [
      client.datasets.create({ name: "x" }),
      client.documents.add(ids.dataset, {}),
      client.datasets.submit(ids.dataset),
      client.datasets.publish(ids.dataset),
      client.datasets.unpublish(ids.dataset),
      client.datasets.undelete(ids.dataset),
      client.datasets.createBranch(ids.dataset, { branchName: "b" }),
      client.compute.start({ pipelineId: "p" }),
      client.compute.advance("s"),
      client.auth.changePassword({ oldPassword: "a", newPassword: "b" }),
    ];
    for (const call of calls) await rejection(call);
    expect(fetch.count).toBe(calls.length);
  });

  it("writes with the same result twice are repeated [NDI-118]", async () => {
    const { client, fetch } = givenAda([{ status: 503 }, { json: ferret }]);
    await client.datasets.update(ids.dataset, { name: "x" });
    expect(fetch.count).toBe(2);
  });

  it("wait as long as the server asks, and can be switched off [NDI-118]", async () => {
    const limited = { status: 429, headers: { "retry-after": "3" } };
    const { client, clock } = givenAda([limited, { json: ferret }]);
    await client.datasets.get(ids.dataset);
    expect(clock.waits).toEqual([3_000]);
    const once = given([{ status: 503 }], { retry: false });
    await rejection(once.client.datasets.get(ids.dataset));
    expect(once.fetch.count).toBe(1);
  });
});
