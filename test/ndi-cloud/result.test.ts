/** Calls in the form that does not throw. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, expectTypeOf, it } from "vitest";
import {
  type Dataset,
  NdiCloudClient,
  NdiConfigError,
  NdiConnectionError,
  NdiError,
  type NdiResult,
  NdiTimeoutError,
  NdiValidationError,
  toResult,
} from "../../src/ndi-cloud/index.js";
import { createManualClock } from "../support/manual-clock.js";
import { adasToken, created, datasetPage, ferret, ids, unknownDataset } from "./support/answers.js";
import { given, givenAda } from "./support/given.js";

const address = `https://api.ndi-cloud.com/v1/datasets/${ids.dataset}`;

describe("toResult", () => {
  it("answers success, data and response [NDI-112, NDI-113]", async () => {
    const { client } = givenAda([{ json: ferret }]);
    const result = await toResult(client.datasets.get(ids.dataset));
    expect(result.success).toBe(true);
    if (!result.success) return;
    expect(result.data.name).toBe("Ferret V1 gratings");
    expect(result.response?.status).toBe(200);
  });

  it("answers the last response of calls that take several [NDI-112, NDI-113]", async () => {
    const { client } = givenAda([
      { json: ferret },
      { status: 201, json: { url: "https://b.test" } },
      created,
    ]);
    const address = await toResult(client.files.getUploadUrl(ids.dataset, "u"));
    expect(address.response?.status).toBe(201);
    const made = await toResult(client.datasets.create({ name: "x" }));
    expect(made.response?.status).toBe(201);
  });

  it("answers body, response and address of a failure [NDI-112, NDI-113, NDI-114]", async () => {
    const { client } = givenAda([unknownDataset]);
    const result = await toResult(client.datasets.get(ids.dataset));
    expect(result.success).toBe(false);
    expect(result.data).toEqual({ message: "Dataset not found" });
    expect(result.response?.status).toBe(404);
    expect(result.url).toBe(address);
    expect(result.error).toBeInstanceOf(NdiError);
  });

  it("answers data that is no object as it is, and the sentence where there is none [NDI-114]", async () => {
    const { client } = givenAda([{ status: 400, text: "plain" }, { status: 400 }]);
    expect((await toResult(client.datasets.get("a"))).data).toBe("plain");
    expect((await toResult(client.datasets.get("a"))).data).toBe("Bad Request");
  });

  it("answers the sentence where no answer came [NDI-172]", async () => {
    const { client } = givenAda([{ networkError: "ECONNREFUSED" }], { retry: false });
    const result = await toResult(client.datasets.get(ids.dataset));
    expect(result).toMatchObject({ success: false, response: undefined, url: address });
    expect(result.data).toContain("ECONNREFUSED");
    expect(result.error).toBeInstanceOf(NdiConnectionError);
  });

  it("answers limits, aborts and mistakes that are found here [NDI-172]", async () => {
    const { client, fetch } = given([]);
    const mistakes = [
      [client.datasets.list({ page: 0 }), NdiValidationError],
      [client.datasets.list(), NdiConfigError],
      [client.datasets.get("", {}), NdiValidationError],
      [client.datasets.get("a", { signal: AbortSignal.abort("enough") }), NdiError],
    ] as const;
    for (const [call, errorClass] of mistakes) {
      const result = await toResult<unknown>(call);
      expect(result).toMatchObject({ success: false, response: undefined, url: undefined });
      expect(typeof result.data).toBe("string");
      expect(result.error).toBeInstanceOf(errorClass);
    }
    expect(fetch.count).toBe(0);
  });

  it("answers that the time was up [NDI-172]", async () => {
    const clock = createManualClock();
    const { client } = givenAda([{ never: true }], { clock, retry: false });
    const settled = await clock.settle(client.safe.datasets.get(ids.dataset));
    if (settled.status !== "fulfilled") throw settled.reason;
    expect(settled.value).toMatchObject({ success: false, response: undefined, url: address });
    expect(settled.value.error).toBeInstanceOf(NdiTimeoutError);
  });

  it("answers what is no error of ours as well [NDI-172]", async () => {
    const result = await toResult(Promise.reject("a word"));
    expect(result).toMatchObject({ success: false, data: "a word", response: undefined });
  });
});

describe("client.safe", () => {
  it("has every call in that form [NDI-112]", async () => {
    const { client } = givenAda([{ json: ferret }, unknownDataset, datasetPage(1, 1)]);
    const found = await client.safe.datasets.get(ids.dataset);
    expect(found).toMatchObject({ success: true, data: { id: ids.dataset } });
    expect(found.response?.status).toBe(200);
    const missing = await client.safe.datasets.get(ids.dataset);
    expect(missing).toMatchObject({ success: false, url: address });
    expect((await client.safe.datasets.list()).success).toBe(true);
    expect((await client.safe.datasets.create({ name: "" })).success).toBe(false);
  });

  it("reaches groups within groups, and keeps calls apart [NDI-112]", async () => {
    const { client } = givenAda({
      "GET /v1/users/me/matlab-license": { json: { files: [] } },
      "GET /v1/datasets/{id}": unknownDataset,
    });
    const [license, dataset] = await Promise.all([
      client.safe.users.matlabLicense.get(),
      client.safe.datasets.get("a"),
    ]);
    expect(license.response?.status).toBe(200);
    expect(dataset.response?.status).toBe(404);
  });

  it("answers what is thrown at once as well [NDI-112, NDI-172]", async () => {
    const { client } = given([]);
    // What JavaScript lets people write: it has no such form.
    const use = Reflect.get(client.safe.organizations, "use") as (id: string) => Promise<unknown>;
    expect(await use("")).toMatchObject({ success: false, response: undefined });
  });

  it("is typed by the calls [NDI-112]", () => {
    const { client } = given([]);
    expectTypeOf(client.safe.datasets.get).returns.resolves.toEqualTypeOf<NdiResult<Dataset>>();
    expectTypeOf(client.safe.documents).not.toHaveProperty("listAll");
  });
});

describe("over a network", () => {
  it("results tell the address of a success too [NDI-112]", async () => {
    const server = createServer((_request, response) => {
      response.setHeader("content-type", "application/json").end(JSON.stringify(ferret));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    // A server that listens on a port has such an address.
    const { port } = server.address() as AddressInfo;
    const baseUrl = `http://127.0.0.1:${port}/v1`;
    const client = new NdiCloudClient({ baseUrl, token: adasToken(), env: {} });
    const { url, success } = await client.safe.datasets.get(ids.dataset);
    server.closeAllConnections();
    server.close();
    expect(success).toBe(true);
    expect(url).toBe(`${baseUrl}/datasets/${ids.dataset}`);
  });
});
