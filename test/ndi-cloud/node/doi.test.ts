import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Dataset } from "../../../src/ndi-cloud/index.js";
import {
  checkDoiSubmission,
  createDoiBatchXml,
  createNewDoi,
  isNdiDoi,
  registerDatasetDoi,
} from "../../../src/ndi-cloud/node/index.js";
import { licenseUrl } from "../../../src/ndi-cloud/node/license-url.js";
import { startCrossrefServer } from "../../servers/ndi-cloud/crossref.js";
import { rejection } from "../../support/rejection.js";
import { createFakeCloud, datasetId } from "./fake-cloud.js";
import { scratchFolder } from "./scratch-folder.js";

const dataset = {
  id: datasetId,
  name: `Gratings & "plaids" <V1>\u0000`,
  abstract: "Cells' tuning]]>",
  createdAt: "2026-03-04T23:30:00.000Z",
  updatedAt: "no date",
  license: "CC-BY-4.0",
  funding: [{ source: "A & B" }, { source: " " }, {}],
  contributors: [
    { firstName: "Ada", lastName: "Quill 3", orchid: "0000-0001-2345-678x" },
    { firstName: "Bo", orcid: "https://orcid.org/0000-0002-0000-0000" },
    {},
  ],
  files: [],
} as unknown as Dataset; // As servers answer: names and dates are what people typed.

const depositorEmail = "doi@example.org";

const xmlOf = (more: object = {}): string =>
  createDoiBatchXml({
    ...{ dataset: { ...dataset, ...more }, doi: "10.63884/ndic.2026.abcdefgh" },
    ...{ now: Date.UTC(2026, 4, 6, 7, 8, 9), depositorEmail },
  });

/** Names of elements in their order, with their depth. */
const outline = (xml: string): string[] =>
  xml
    .split("\n")
    .map((line) => /^( *)<([a-z][\w:]*)/i.exec(line))
    .filter((found) => found !== null)
    .map(([, indent = "", name = ""]) => `${indent.length / 2} ${name}`);

describe("what is deposited for a dataset", () => {
  it("has the elements of the schema in their order [NDI-149]", () => {
    const names = outline(xmlOf());
    expect(names.filter((line) => /^[0-2] /.test(line))).toEqual([
      ...["0 doi_batch", "1 head", "2 doi_batch_id", "2 timestamp", "2 depositor", "2 registrant"],
      ...["1 body", "2 database"],
    ]);
    const database = names.slice(names.indexOf("3 database_metadata"));
    expect(database.filter((line) => /^[34] /.test(line))).toEqual([
      "3 database_metadata",
      ...["4 contributors", "4 titles", "4 description", "4 database_date", "4 doi_data"],
      "3 dataset",
      ...["4 contributors", "4 titles", "4 database_date", "4 description"],
      ...["4 fr:program", "4 ai:program", "4 doi_data"],
    ]);
  });

  it("escapes everything, and has nothing that XML cannot hold", () => {
    const xml = xmlOf();
    expect(xml).toContain("<title>Gratings &amp; &quot;plaids&quot; &lt;V1&gt;</title>");
    expect(xml).toContain('<fr:assertion name="funder_name">A &amp; B</fr:assertion>');
    expect(xml).toContain("Cells&apos; tuning]]&gt;");
    expect(xml.match(/fr:assertion /g)).toHaveLength(1);
  });

  it("names people as the schema takes them: a surname, no digits, the iD as an address", () => {
    const xml = xmlOf().replaceAll(/\n\s*/g, "");
    expect(xml).toContain(
      '<person_name sequence="first" contributor_role="author"><given_name>Ada</given_name><surname>Quill</surname><ORCID>https://orcid.org/0000-0001-2345-678X</ORCID></person_name>' +
        '<person_name sequence="additional" contributor_role="author"><surname>Bo</surname><ORCID>https://orcid.org/0000-0002-0000-0000</ORCID></person_name></contributors>',
    );
    const nobody = xmlOf({ contributors: [{}] });
    expect(outline(nobody).filter((line) => line === "4 contributors")).toHaveLength(1);
  });

  it("has two digits of months and days, today for what is no date, and its landing page", () => {
    const xml = xmlOf().replaceAll(/\n\s*/g, "");
    expect(xml).toContain(
      '<creation_date media_type="online"><month>03</month><day>04</day><year>2026</year>',
    );
    expect(xml).toContain(
      '<update_date media_type="online"><month>05</month><day>06</day><year>2026</year>',
    );
    expect(xml).toContain(
      "<doi_batch_id>dataset_batch-2026-05-06T07:08:09.000+00:00</doi_batch_id><timestamp>20260506070809</timestamp>",
    );
    expect(xml).toContain(`<resource>https://www.ndi-cloud.com/datasets/${datasetId}</resource>`);
  });

  it.each([
    ["CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"],
    ["CC-BY-NC-SA-4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/"],
    ["ccByNcSa4_0", "https://creativecommons.org/licenses/by-nc-sa/4.0/"],
    ["CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/"],
    ["CC-BY-NC-4.0", "https://creativecommons.org/licenses/by-nc/4.0/"],
    ["CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"],
    [
      "Creative Commons Attribution 4.0 International",
      "https://creativecommons.org/licenses/by/4.0/",
    ],
    ["https://example.org/license", "https://example.org/license"],
    ["All rights reserved", undefined],
    ["", undefined],
  ])("knows the license %s", (name, url) => {
    expect(licenseUrl(name)).toBe(url);
    const xml = xmlOf({ license: name });
    if (url === undefined) expect(xml).not.toContain("ai:program");
    else expect(xml).toContain(`<ai:license_ref>${url}</ai:license_ref>`);
  });
});

describe("registering a DOI", () => {
  it("makes DOIs of the year, and knows both forms [NDI-149]", () => {
    const made = createNewDoi(Date.UTC(2031, 0, 1));
    expect(made).toMatch(/^10\.63884\/ndic\.2031\.[a-z0-9]{8}$/);
    expect(createNewDoi()).not.toBe(createNewDoi());
    expect(isNdiDoi(made) && isNdiDoi("10.63884/ndic.0a1b2c3d")).toBe(true);
    expect(isNdiDoi("10.1000/123456789")).toBe(false);
  });

  it("deposits, writes the DOI back where that is wanted, and tells what became of it [NDI-149]", async () => {
    const crossref = await startCrossrefServer();
    try {
      const cloud = await createFakeCloud();
      cloud.dataset.doi = "https://doi.org://10.1000/123456789";
      const { user: username, password } = crossref.login;
      const about = {
        depositorEmail,
        crossrefUrl: crossref.url,
        credentials: { username, password },
      };
      const outputFile = join(await scratchFolder(), "deposit.xml");
      const made = await registerDatasetDoi(cloud.client, datasetId, {
        ...{ ...about, outputFile, updateDataset: true, clock: cloud.clock },
      });
      expect(made).toMatchObject({ submissionStatus: "submitted", httpStatus: 200 });
      expect(await readFile(outputFile, "utf8")).toBe(made.xml);
      expect(crossref.deposits).toMatchObject([{ batchId: made.batchId, xml: made.xml }]);
      expect(cloud.dataset.doi).toBe(made.doi);
      const result = await checkDoiSubmission({ ...about, batchId: made.batchId });
      expect(result).toContain('<record_diagnostic status="Success">');
      const fileName = crossref.deposits[0]?.fileName ?? "";
      expect(await checkDoiSubmission({ ...about, fileName, type: "contents" })).toBe(made.xml);
    } finally {
      await crossref.close();
    }
  });

  it("sends nothing without credentials, and to the test system where that is wanted", async () => {
    const cloud = await createFakeCloud();
    const urls: string[] = [];
    const fetch = async (input: RequestInfo | URL) => {
      urls.push(String(input));
      return new Response("", { status: 429 });
    };
    const skipped = await registerDatasetDoi(cloud.client, datasetId, {
      fetch,
      depositorEmail,
      env: {},
    });
    expect(skipped).toMatchObject({
      submissionStatus: "skipped",
      reason: expect.stringContaining("CROSSREF_USERNAME"),
    });
    expect(urls).toEqual([]);
    const env = { CROSSREF_USERNAME: "u", CROSSREF_PASSWORD: "Secret-Word" };
    const options = { fetch, env, depositorEmail, updateDataset: true };
    const failed = await registerDatasetDoi(cloud.client, datasetId, {
      ...options,
      useTestSystem: true,
    });
    expect(failed).toMatchObject({
      submissionStatus: "failed",
      httpStatus: 429,
      reason: expect.stringContaining("later"),
    });
    await registerDatasetDoi(cloud.client, datasetId, options);
    expect(urls).toEqual([
      "https://test.crossref.org/servlet/deposit",
      "https://doi.crossref.org/servlet/deposit",
    ]);
    expect(cloud.dataset.doi).toBeUndefined();
  });

  it("refuses a dataset that has a DOI, unless told otherwise", async () => {
    const cloud = await createFakeCloud();
    cloud.dataset.doi = "10.63884/ndic.2025.aaaaaaaa";
    expect(
      await rejection(registerDatasetDoi(cloud.client, datasetId, { depositorEmail, env: {} })),
    ).toMatchObject({ code: "HAS_DOI" });
    const forced = await registerDatasetDoi(cloud.client, datasetId, {
      depositorEmail,
      env: {},
      force: true,
    });
    expect(forced.submissionStatus).toBe("skipped");
  });

  it("shows the password in no error", async () => {
    const credentials = { username: "u", password: "Secret-Word" };
    const fails = async () => {
      throw new TypeError("fetch failed: ?usr=u&pwd=Secret-Word");
    };
    const refuses = async () => new Response("no Secret-Word", { status: 401 });
    for (const fetch of [fails, refuses]) {
      const error = await rejection(checkDoiSubmission({ fetch, credentials, batchId: "b" }));
      const shown = JSON.stringify(error) + (error as Error).stack + String((error as Error).cause);
      expect(shown).not.toContain("Secret-Word");
    }
  });
});
