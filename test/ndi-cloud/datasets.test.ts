/** Datasets: made, listed, read, changed, deleted. */
import { describe, expect, it } from "vitest";
import {
  contributorOrcid,
  type DatasetFields,
  NdiApiError,
  NdiNotFoundError,
  NdiServerError,
  NdiValidationError,
} from "../../src/ndi-cloud/index.js";
import { adasToken, datasetPage, ferret, ids, unknownDataset } from "./support/answers.js";
import { collect, given, givenAda, rejection } from "./support/given.js";

const created = { status: 201, json: { id: ids.dataset, name: "Ferret V1 gratings" } };

/** What the server is sent for some fields. */
async function sentFor(fields: DatasetFields, raw = false): Promise<unknown> {
  const { client, fetch } = givenAda([{ json: ferret }]);
  await client.datasets.update(ids.dataset, fields, { rawBrainRegions: raw });
  return fetch.last.json;
}

describe("create", () => {
  it("sends the fields to the organization of the login, and answers the id [NDI-023, NDI-034]", async () => {
    const { client, fetch, sent, bearers } = givenAda([created]);
    const { id } = await client.datasets.create({ name: "Ferret V1 gratings", branchName: "main" });
    expect(sent()).toEqual([`POST /organizations/${ids.organization}/datasets`]);
    expect(fetch.last.text).toBe('{"name":"Ferret V1 gratings","branchName":"main"}');
    expect(bearers()).toEqual([`Bearer ${adasToken()}`]);
    expect(id).toBe(ids.dataset);
  });

  it("takes another organization [NDI-023]", async () => {
    const { client, sent } = givenAda([created]);
    await client.datasets.create({ name: "x" }, { organizationId: ids.otherOrganization });
    expect(sent()).toEqual([`POST /organizations/${ids.otherOrganization}/datasets`]);
  });

  it("needs a name, and nothing else [NDI-024, NDI-037]", async () => {
    const { client, fetch } = givenAda([created]);
    await client.datasets.create({ name: "Test Dataset" });
    expect(fetch.last.json).toEqual({ name: "Test Dataset" });
    expect(await rejection(client.datasets.create({ name: " " }))).toBeInstanceOf(
      NdiValidationError,
    );
    expect(fetch.count).toBe(1);
  });

  it.each(["id", "_id", "x_id"])("answers the id that came as `%s` [NDI-034]", async (name) => {
    const { client } = givenAda([{ status: 201, json: { [name]: ids.dataset } }]);
    expect((await client.datasets.create({ name: "x" })).id).toBe(ids.dataset);
  });

  it("that is refused throws with what the server said [NDI-036]", async () => {
    const body = { errors: "User does not have permission to upload datasets" };
    const { client } = givenAda([{ status: 400, json: body }]);
    const error = await rejection(client.datasets.create({ name: "x" }));
    expect(error).toBeInstanceOf(NdiApiError);
    expect(error).toMatchObject({ status: 400, message: body.errors });
    expect(error.body).toEqual(body);
  });

  it("is not repeated: the first attempt may have made it [NDI-023]", async () => {
    const { client, fetch } = givenAda([{ status: 504 }]);
    const error = await rejection(client.datasets.create({ name: "x" }));
    expect((error as NdiServerError).timeout).toBe(true);
    expect(fetch.count).toBe(1);
  });
});

describe("fields", () => {
  it.each([
    ["abstract", "Visual cortex recordings"],
    ["branchName", "main"],
    ["license", "CC-BY-4.0"],
    ["contributors", [{ firstName: "Jane", lastName: "Doe" }]],
    ["contributors", [{ orchid: "0000-0001-2345-6789" }]],
    ["contributors", [{ role: "Corresponding Author" }]],
    ["species", "Mus musculus"],
    ["numberOfSubjects", 5],
    ["notInTheDocument", { kept: true }],
  ])(
    "%s is sent as it is: %j [NDI-025, NDI-026, NDI-027, NDI-028, NDI-029, NDI-030, NDI-031, NDI-033]",
    async (name, value) => {
      expect(await sentFor({ [name]: value })).toEqual({ [name]: value });
    },
  );

  it("brain regions in a list are joined, unless that is switched off [NDI-032]", async () => {
    const brainRegions = ["Primary Visual Cortex (V1)", "LGN"];
    expect(await sentFor({ brainRegions })).toEqual({
      brainRegions: "Primary Visual Cortex (V1), LGN",
    });
    expect(await sentFor({ brainRegions: "V1" })).toEqual({ brainRegions: "V1" });
    expect(await sentFor({ brainRegions }, true)).toEqual({ brainRegions });
    // What JavaScript lets people write.
    const numbers = { brainRegions: [1] as unknown as string[] };
    expect(await rejection(givenAda([]).client.datasets.update("a", numbers))).toBeInstanceOf(
      NdiValidationError,
    );
  });

  it("ORCID iDs are read under both spellings [NDI-029]", () => {
    expect(contributorOrcid({ orcid: "a", orchid: "b" })).toBe("a");
    expect(contributorOrcid({ orchid: "b" })).toBe("b");
    expect(contributorOrcid({})).toBeUndefined();
  });
});

describe("list", () => {
  it("is that of the organization, drafts included: page 1, 20 at a time [NDI-038, NDI-039, NDI-040, NDI-041]", async () => {
    const { client, sent } = givenAda([datasetPage(2, 2)]);
    await client.datasets.list();
    expect(sent()).toEqual([`GET /organizations/${ids.organization}/datasets?page=1&pageSize=20`]);
  });

  it("is that of the public where it is asked for [NDI-038, NDI-042]", async () => {
    const { client, sent } = givenAda([datasetPage(1, 1), datasetPage(1, 1)]);
    await client.datasets.list({ isPublished: true, page: 3, pageSize: 10 });
    await client.datasets.listPublished();
    expect(sent()).toEqual([
      "GET /datasets/published?page=3&pageSize=10",
      "GET /datasets/published?page=1&pageSize=20",
    ]);
  });

  it("has its datasets with name, id and number of documents [NDI-043, NDI-044]", async () => {
    const { client } = givenAda([
      { json: { totalNumber: 1, datasets: [{ _id: "a", name: "n", documentCount: 7 }] } },
    ]);
    const page = await client.datasets.list();
    expect(page.totalNumber).toBe(1);
    expect(page.datasets).toEqual([{ _id: "a", id: "a", name: "n", documentCount: 7 }]);
  });

  it.each([{ totalNumber: 0 }, { totalNumber: 0, datasets: {} }])(
    "is empty where the server leaves it out: %j [NDI-043]",
    async (json) => {
      const { client } = givenAda([{ json }]);
      expect((await client.datasets.list()).datasets).toEqual([]);
    },
  );

  it("that fails throws [NDI-045]", async () => {
    const { client } = givenAda([{ status: 403, json: { error: "forbidden" } }]);
    expect((await rejection(client.datasets.list())).status).toBe(403);
  });

  it.each([{ page: 0 }, { page: 1.5 }, { pageSize: 0 }, { pageSize: 1_001 }])(
    "of a page that cannot be is not asked for: %j [NDI-039, NDI-040]",
    async (page) => {
      const { client, fetch } = givenAda([]);
      expect(await rejection(client.datasets.list(page))).toBeInstanceOf(NdiValidationError);
      expect(fetch.count).toBe(0);
    },
  );

  it("has others: what waits to be published, and what is deleted [NDI-157, NDI-155]", async () => {
    const { client, sent } = givenAda([datasetPage(1, 1), datasetPage(1, 1)]);
    await client.datasets.listUnpublished();
    await client.datasets.listDeleted({ page: 2 });
    expect(sent()).toEqual([
      "GET /datasets/unpublished?page=1&pageSize=20",
      "GET /datasets/deleted?page=2&pageSize=20",
    ]);
  });
});

describe("all datasets", () => {
  const sizes = (pages: object[], choices = {}) => {
    const all = givenAda(pages);
    return { ...all, walk: collect(all.client.datasets.listAll(choices)) };
  };

  it("are walked until the total is reached [NDI-159]", async () => {
    const { walk, sent } = sizes([datasetPage(2, 5), datasetPage(2, 5, 3), datasetPage(1, 5, 5)], {
      pageSize: 2,
    });
    expect((await walk).map(({ name }) => name)).toEqual(
      [1, 2, 3, 4, 5].map((number) => `dataset ${number}`),
    );
    expect(sent().map((line) => line.split("?")[1])).toEqual([
      "page=1&pageSize=2",
      "page=2&pageSize=2",
      "page=3&pageSize=2",
    ]);
  });

  it("are walked on where the server gives smaller pages than it was asked for [NDI-159]", async () => {
    const { walk, sent } = sizes([datasetPage(2, 3), datasetPage(1, 3, 3)]);
    expect(await walk).toHaveLength(3);
    expect(sent()[0]).toContain("pageSize=1000");
  });

  it("end at once where there are none, and at an empty page [NDI-159]", async () => {
    const none = sizes([datasetPage(0, 0)]);
    expect(await none.walk).toEqual([]);
    const wrong = sizes([datasetPage(2, 9), datasetPage(0, 9)], { pageSize: 2 });
    expect(await wrong.walk).toHaveLength(2);
  });

  it("end at a page that is not full where there is no total [NDI-159]", async () => {
    const { walk, fetch } = sizes([datasetPage(2, undefined), datasetPage(1, undefined, 3)], {
      pageSize: 2,
    });
    expect(await walk).toHaveLength(3);
    expect(fetch.count).toBe(2);
  });

  it("are asked for as they are consumed [NDI-159]", async () => {
    const { client, fetch } = givenAda([datasetPage(2, 4)]);
    for await (const dataset of client.datasets.listAll({ pageSize: 2 })) {
      if (dataset.name === "dataset 2") break;
    }
    expect(fetch.count).toBe(1);
  });
});

describe("count", () => {
  it("is the total of a list, asked for with one item [NDI-175]", async () => {
    const { client, sent } = givenAda([datasetPage(1, 743), datasetPage(1, 12)]);
    expect(await client.datasets.count({ isPublished: true })).toBe(743);
    expect(await client.datasets.count()).toBe(12);
    expect(sent()).toEqual([
      "GET /datasets/published?page=1&pageSize=1",
      `GET /organizations/${ids.organization}/datasets?page=1&pageSize=1`,
    ]);
  });

  it("is counted where there is no total [NDI-175]", async () => {
    const { client } = givenAda([datasetPage(1, undefined), datasetPage(3, undefined)]);
    expect(await client.datasets.count()).toBe(3);
  });
});

describe("get", () => {
  it("answers the dataset with its id under one name [NDI-047, NDI-048, NDI-050, NDI-052]", async () => {
    const { client, sent } = givenAda([{ json: ferret }]);
    const dataset = await client.datasets.get(ids.dataset);
    expect(sent()).toEqual([`GET /datasets/${ids.dataset}`]);
    expect(dataset).toMatchObject({
      id: ids.dataset,
      _id: ids.dataset,
      name: "Ferret V1 gratings",
      abstract: "Extracellular recordings",
      documentCount: 1,
      totalSize: 1_048_576,
    });
  });

  it.each(["id", "_id", "x_id"])("reads the id from `%s` [NDI-047]", async (name) => {
    const { client } = givenAda([{ json: { [name]: "a", name: "n" } }]);
    expect((await client.datasets.get("a")).id).toBe("a");
  });

  it("counts missing contributors and files as none, a missing abstract as nothing [NDI-048, NDI-049, NDI-051]", async () => {
    const { client } = givenAda([{ json: { _id: "a", name: "n" } }]);
    const dataset = await client.datasets.get("a");
    expect(dataset.contributors).toEqual([]);
    expect(dataset.files).toEqual([]);
    expect(dataset.abstract).toBeUndefined();
  });

  it("leaves files without a uid out, reads 0 and 1, and single things as lists [NDI-051]", async () => {
    const files = [{ uid: "a", uploaded: 1 }, { uid: "b", uploaded: 0 }, { uid: "c" }, { size: 1 }];
    const funding = { source: "A, B" };
    const { client } = givenAda([{ json: { ...ferret, files, funding } }]);
    const dataset = await client.datasets.get(ids.dataset);
    expect(dataset.files).toEqual([
      { uid: "a", uploaded: true },
      { uid: "b", uploaded: false },
      { uid: "c" },
    ]);
    expect(dataset.funding).toEqual([funding]);
  });

  it("of a missing dataset is a not-found error with its address [NDI-053, NDI-117]", async () => {
    const { client, fetch } = givenAda([unknownDataset]);
    const error = await rejection(client.datasets.get(ids.dataset));
    expect(error).toBeInstanceOf(NdiNotFoundError);
    expect(error.url).toBe(`https://api.ndi-cloud.com/v1/datasets/${ids.dataset}`);
    expect(error.message).toBe("Dataset not found");
    expect(fetch.count).toBe(1);
  });

  it("tries again where replicas lag, if that is wanted [NDI-155]", async () => {
    const { client, fetch } = givenAda([unknownDataset, { json: ferret }], { retryNotFound: true });
    expect((await client.datasets.get(ids.dataset)).id).toBe(ids.dataset);
    expect(fetch.count).toBe(2);
  });

  it("encodes the id, and refuses an empty one [NDI-047]", async () => {
    const { client, fetch, sent } = givenAda([{ json: ferret }]);
    await client.datasets.get("a/b?c");
    expect(sent()).toEqual(["GET /datasets/a%2Fb%3Fc"]);
    expect(await rejection(client.datasets.get(""))).toBeInstanceOf(NdiValidationError);
    expect(fetch.count).toBe(1);
  });
});

describe("update", () => {
  it("is POST with the fields that are given [NDI-054]", async () => {
    const { client, fetch, sent } = givenAda([{ json: { ...ferret, name: "New" } }]);
    expect((await client.datasets.update(ids.dataset, { name: "New" })).id).toBe(ids.dataset);
    expect(sent()).toEqual([`POST /datasets/${ids.dataset}`]);
    expect(fetch.last.json).toEqual({ name: "New" });
  });
});

describe("delete", () => {
  const done = { json: { message: "Dataset will be deleted" } };
  const path = `/datasets/${ids.dataset}`;

  it("is for a week from now, unless told otherwise [NDI-055, NDI-155]", async () => {
    const { client, sent } = givenAda([done, done]);
    expect(await client.datasets.delete(ids.dataset)).toEqual(done.json);
    await client.datasets.delete(ids.dataset, { when: "now" });
    expect(sent()).toEqual([`DELETE ${path}?when=7d`, `DELETE ${path}?when=now`]);
  });

  it("may be answered without a word [NDI-055]", async () => {
    const { client } = givenAda([{ status: 204 }]);
    expect((await client.datasets.delete(ids.dataset)).message).toBe("Deleted");
  });

  it("counts as accepted when the gateway gives up waiting [NDI-055]", async () => {
    const { client, fetch } = givenAda([{ status: 504 }]);
    const deletion = await client.datasets.delete(ids.dataset);
    expect(deletion.unconfirmed).toBe(true);
    expect(fetch.count).toBe(1);
  });

  it("that must be confirmed is not [NDI-055]", async () => {
    const { client } = givenAda([{ status: 504 }, { status: 504 }, { status: 504 }]);
    const error = await rejection(client.datasets.delete(ids.dataset, { strict: true }));
    expect(error).toBeInstanceOf(NdiServerError);
  });

  it("that finds nothing left was done by an earlier attempt; else it is an error [NDI-055]", async () => {
    const again = givenAda([{ status: 504 }, unknownDataset]);
    const deletion = await again.client.datasets.delete(ids.dataset, { strict: true });
    expect(deletion.unconfirmed).toBeUndefined();
    const first = givenAda([unknownDataset]);
    expect(await rejection(first.client.datasets.delete(ids.dataset))).toBeInstanceOf(
      NdiNotFoundError,
    );
  });

  it.each(["", "7", "d", "7w", "tomorrow"])(
    "at no time is not sent: %j [NDI-155]",
    async (when) => {
      const { client, fetch } = givenAda([]);
      expect(await rejection(client.datasets.delete(ids.dataset, { when }))).toBeInstanceOf(
        NdiValidationError,
      );
      expect(fetch.count).toBe(0);
    },
  );

  it("can be taken back, also where that is answered with nothing [NDI-155]", async () => {
    const { client, sent, fetch } = givenAda([{ status: 200, text: "" }, unknownDataset]);
    expect(await client.datasets.undelete(ids.dataset)).toEqual({});
    expect(fetch.last.text).toBe("");
    expect(await rejection(client.datasets.undelete(ids.dataset))).toBeInstanceOf(NdiNotFoundError);
    expect(sent()).toEqual([`POST ${path}/undelete`, `POST ${path}/undelete`]);
  });
});

describe("branches", () => {
  const branch = { id: "66f0c0ffee0000000000d009", name: "x", branchName: "reanalysis" };

  it("are made by name [NDI-156]", async () => {
    const { client, fetch, sent } = givenAda([{ json: branch }]);
    const made = await client.datasets.createBranch(ids.dataset, { branchName: "reanalysis" });
    expect(made.id).toBe(branch.id);
    expect(sent()).toEqual([`POST /datasets/${ids.dataset}/branch`]);
    expect(fetch.last.json).toEqual({ branchName: "reanalysis" });
  });

  it.each([[[branch]], [{ datasets: [branch] }], [{ branches: [branch] }]])(
    "are listed in whichever form they come: %j [NDI-156]",
    async (json) => {
      const { client } = givenAda([{ json }]);
      expect(await client.datasets.listBranches(ids.dataset)).toEqual([branch]);
    },
  );

  it("may be none [NDI-156]", async () => {
    const { client } = givenAda([{ json: [] }]);
    expect(await client.datasets.listBranches(ids.dataset)).toEqual([]);
  });
});

describe("bookmarks", () => {
  it("are set and taken away [NDI-168]", async () => {
    const { client, sent } = givenAda([{ status: 204 }, { status: 204 }]);
    await client.datasets.bookmark(ids.dataset);
    await client.datasets.unbookmark(ids.dataset);
    const path = `/datasets/${ids.dataset}/bookmark`;
    expect(sent()).toEqual([`POST ${path}`, `DELETE ${path}`]);
  });
});

describe("anonymous reads", () => {
  it("send no credentials, whichever route takes none [NDI-046]", async () => {
    const { client, bearers } = given({ "* *": { json: { id: "a", count: 1, documents: [] } } });
    await client.datasets.get(ids.dataset);
    await client.documents.list(ids.dataset);
    await client.documents.count(ids.dataset);
    await client.search.query("public", []);
    expect(bearers()).toEqual([undefined, undefined, undefined, undefined]);
  });
});
