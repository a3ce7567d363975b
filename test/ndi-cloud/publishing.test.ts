/** Publishing to its end. */
import { describe, expect, it } from "vitest";
import { NdiPermissionError, type PublishState } from "../../src/ndi-cloud/index.js";
import { ferret, ids } from "./support/answers.js";
import { givenAda, rejection } from "./support/given.js";

const draft = { json: ferret };
const published = { json: { ...ferret, isPublished: true } };
const path = `/datasets/${ids.dataset}`;

describe("publish", () => {
  it("is POST without a body, and tells whether it goes on and how far it is [NDI-106, NDI-109, NDI-110]", async () => {
    const publishProgress = { filesCopied: 120, filesTotal: 640 };
    const { client, fetch, sent } = givenAda([{ json: { isPublishing: true, publishProgress } }]);
    const result = await client.datasets.publish(ids.dataset);
    expect(result).toEqual({ isPublishing: true, publishProgress });
    expect(sent()).toEqual([`POST ${path}/publish`]);
    expect(fetch.last.text).toBe("");
    expect(fetch.last.headers).not.toHaveProperty("content-type");
  });

  it("is for administrators, and never repeated [NDI-111]", async () => {
    const { client, fetch } = givenAda([
      { status: 403, json: { error: "forbidden" } },
      { status: 503 },
    ]);
    expect(await rejection(client.datasets.publish(ids.dataset))).toBeInstanceOf(
      NdiPermissionError,
    );
    expect((await rejection(client.datasets.publish(ids.dataset))).status).toBe(503);
    expect(fetch.count).toBe(2);
  });

  it("has its neighbours: handing in and taking back [NDI-157]", async () => {
    const { client, sent } = givenAda([{ json: {} }, { status: 200, text: "" }]);
    expect(await client.datasets.submit(ids.dataset)).toEqual({});
    expect(await client.datasets.unpublish(ids.dataset)).toEqual({});
    expect(sent()).toEqual([`POST ${path}/submit`, `POST ${path}/unpublish`]);
  });
});

describe("publishAndWait", () => {
  it("asks at once and then after growing waits, until the dataset is public [NDI-108, NDI-148]", async () => {
    const { client, clock, sent } = givenAda([
      { json: {} },
      { json: { isPublishing: true } },
      draft,
      draft,
      { status: 404 },
      published,
    ]);
    const result = await client.datasets.publishAndWait(ids.dataset, { submit: true });
    expect(result).toMatchObject({ state: "complete", elapsed: 14 });
    expect(result.dataset?.isPublished).toBe(true);
    expect(clock.waits).toEqual([2_000, 4_000, 8_000]);
    expect(sent().slice(0, 3)).toEqual([
      `POST ${path}/submit`,
      `POST ${path}/publish`,
      `GET ${path}`,
    ]);
  });

  it("tells how far it is [NDI-110]", async () => {
    const publishProgress = { filesCopied: 1 };
    const { client } = givenAda([
      { json: {} },
      { json: { ...ferret, publishProgress } },
      published,
    ]);
    const seen: PublishState[] = [];
    await client.datasets.publishAndWait(ids.dataset, { onProgress: (state) => seen.push(state) });
    expect(seen.map((state) => state.publishProgress)).toEqual([publishProgress, undefined]);
  });

  it("goes on when the gateway gave up: the server did not [NDI-108]", async () => {
    const { client } = givenAda([{ status: 504 }, published]);
    expect((await client.datasets.publishAndWait(ids.dataset)).state).toBe("complete");
  });

  it("fails where publishing is refused [NDI-111]", async () => {
    const { client, fetch } = givenAda([{ status: 403 }]);
    await rejection(client.datasets.publishAndWait(ids.dataset));
    expect(fetch.count).toBe(1);
  });

  it("gives up after three minutes, with a last question at their end [NDI-108]", async () => {
    const { client, clock } = givenAda({ "POST *": { json: {} }, "GET *": draft });
    const result = await client.datasets.publishAndWait(ids.dataset);
    expect(result).toMatchObject({ state: "timeout", elapsed: 180 });
    expect(result.dataset?.id).toBe(ids.dataset);
    expect(clock.waits).toEqual([
      2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000, 30_000, 30_000,
    ]);
  });

  it("cuts the last wait so that the last question comes in time [NDI-108]", async () => {
    const { client, clock, fetch } = givenAda({ "* *": draft });
    await client.datasets.waitForPublished(ids.dataset, { timeoutMs: 5_000 });
    expect(clock.waits).toEqual([2_000, 3_000]);
    expect(fetch.count).toBe(3);
  });

  it("ends with its caller [NDI-108]", async () => {
    const controller = new AbortController();
    const { client } = givenAda({ "* *": draft });
    const waiting = client.datasets.waitForPublished(ids.dataset, {
      signal: controller.signal,
      onProgress: () => controller.abort(new Error("enough")),
    });
    await expect(waiting).rejects.toThrow("enough");
  });
});

describe("unpublishAndWait", () => {
  it("takes back and waits until the dataset is not public [NDI-148]", async () => {
    const { client, sent } = givenAda([
      { json: {} },
      published,
      { json: { _id: ids.dataset, name: "x" } },
    ]);
    expect((await client.datasets.unpublishAndWait(ids.dataset)).state).toBe("complete");
    expect(sent()).toEqual([`POST ${path}/unpublish`, `GET ${path}`, `GET ${path}`]);
  });
});
