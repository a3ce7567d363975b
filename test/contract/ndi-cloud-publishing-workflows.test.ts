/** From a folder to a published dataset with a DOI, and comparisons of both sides, with the servers that take part. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  checkDoiSubmission,
  documentDifference,
  downloadDataset,
  LocalDataset,
  newDataset,
  registerDatasetDoi,
  validateSync,
} from "../../src/ndi-cloud/node/index.js";
import { scratchFolder } from "../ndi-cloud/node/scratch-folder.js";
import { ines, root, type StoredDataset } from "../servers/ndi-cloud/index.js";
import { rejection } from "../support/rejection.js";
import { type Given, given } from "./support/ndi-cloud.js";

const depositorEmail = "doi@example.org";

/** How Crossref is reached, and as whom. */
function crossrefOf({ server: { crossref }, clock }: Given) {
  const { user: username, password } = crossref.login;
  return { crossrefUrl: crossref.url, credentials: { username, password }, env: {}, clock };
}

/** A dataset that says what a DOI needs. */
function described({ server: { state } }: Given): StoredDataset {
  const contributors = [{ firstName: "Ines", lastName: "Hart", orcid: "0000-0003-4444-5555" }];
  const fields = { abstract: "A & B < C", license: "CC-BY-4.0", contributors };
  return state.addDataset({ name: "Tree shrew gratings", fields });
}

describe("a dataset", () => {
  it("comes from a folder, is published, gets a DOI, and is everybody's [NDI-148] [NDI-149]", async () => {
    const setup = await given({
      ingestDelayMs: 3_000,
      unpackDelayMs: 4_000,
      publishDelayMs: 9_000,
    });
    const { as, client: make, clock, server } = setup;
    const folder = await LocalDataset.create(join(await scratchFolder(), "gratings"));
    const location = { uid: "u1", location: "rec.dat" };
    const files = { file_info: [{ name: "rec.dat", locations: [location] }] };
    await folder.addDocument({ base: { id: "d1" }, files });
    await writeFile(folder.files.path("u1"), "volts");
    const id = await newDataset(as(ines), folder, { name: "Tree shrew gratings", clock });
    await as(ines).datasets.submit(id);
    const published = await as(root).datasets.publishAndWait(id);
    expect(published).toMatchObject({ state: "complete", dataset: { isSubmitted: true } });
    const crossref = crossrefOf(setup);
    const choices = { ...crossref, depositorEmail, updateDataset: true };
    const { doi, batchId, submissionStatus } = await registerDatasetDoi(as(ines), id, choices);
    expect(submissionStatus).toBe("submitted");
    const result = await checkDoiSubmission({ ...crossref, batchId });
    expect(result).toContain('<record_diagnostic status="Success">');
    const outputPath = await scratchFolder();
    const nobody = make();
    expect((await nobody.datasets.get(id)).doi).toBe(doi);
    const copy = await downloadDataset(nobody, id, { mode: "local", outputPath, clock });
    expect(await copy.files.has("u1")).toBe(true);
    const asked = server.requests.slice(-5).map(({ headers }) => headers.authorization);
    expect(new Set(asked)).toEqual(new Set([undefined]));
  });
});

describe("a DOI", () => {
  it("is deposited as Crossref takes it, and its document can be read again [NDI-149]", async () => {
    const setup = await given();
    const { id } = described(setup);
    const crossref = crossrefOf(setup);
    const made = await registerDatasetDoi(setup.as(ines), id, { ...crossref, depositorEmail });
    expect(made).toMatchObject({ submissionStatus: "submitted", httpStatus: 200 });
    const { deposits } = setup.server.crossref;
    expect(deposits).toMatchObject([{ batchId: made.batchId, xml: made.xml }]);
    const { batchId } = made;
    expect(await checkDoiSubmission({ ...crossref, batchId, type: "contents" })).toBe(made.xml);
    expect(made.xml).toContain("A &amp; B &lt; C");
    expect((await setup.as(ines).datasets.get(id)).doi).toBeUndefined();
  });

  it("is told to have failed, at once or later [NDI-149]", async () => {
    const setup = await given();
    const { id } = described(setup);
    const { crossref } = setup.server;
    const choices = { ...crossrefOf(setup), depositorEmail };
    const register = (more: object = {}) =>
      registerDatasetDoi(setup.as(ines), id, { ...choices, ...more });
    const credentials = { ...choices.credentials, password: "wrong" };
    expect(await register({ credentials })).toMatchObject({
      ...{ submissionStatus: "failed", httpStatus: 401 },
    });
    crossref.failNext("POST /servlet/deposit", [{ status: 429 }]);
    const full = await register({ updateDataset: true });
    expect(full).toMatchObject({ submissionStatus: "failed", httpStatus: 429 });
    expect((await setup.as(ines).datasets.get(id)).doi).toBeUndefined();
    crossref.refusals.push("DOI is taken");
    const { batchId } = await register();
    expect(await checkDoiSubmission({ ...choices, batchId })).toContain("DOI is taken");
    const unknown = await rejection(checkDoiSubmission({ ...choices, batchId: "none" }));
    expect(unknown).toMatchObject({ status: 404 });
    expect(`${String(unknown)}${JSON.stringify(unknown)}`).not.toContain(crossref.login.password);
  });
});

describe("a comparison", () => {
  it("tells what is on one side only, and what is not the same [NDI-164]", async () => {
    const setup = await given({ archiveDelayMs: 2_000 });
    const { server, as, clock } = setup;
    const remote = server.state.addDataset();
    const folder = await LocalDataset.create(join(await scratchFolder(), "gratings"));
    const { id: datasetId, organizationId } = remote;
    const link = await folder.setLink({ datasetId, organizationId });
    server.state.addDocument(remote, { ...(await folder.documents.get(link)) });
    const both = (id: string, here: unknown, there: unknown) => {
      server.state.addDocument(remote, { base: { id }, value: there });
      return folder.addDocument({ base: { id }, value: here });
    };
    await both("same", 1, 1);
    await both("nan", Number.NaN, "__NDI__NaN__");
    await both("changed", 1, 2);
    await folder.addDocument({ base: { id: "here" } });
    server.state.addDocument(remote, { base: { id: "there" } });
    const client = as(ines);
    expect(await documentDifference(client, folder, { clock })).toMatchObject({
      ...{ localOnlyIds: ["here"], remoteOnlyIds: ["there"] },
      ...{ numLocalOnly: 1, numRemoteOnly: 1, numCommon: 4 },
    });
    for (const comparison of ["bulk", "serial"] as const) {
      const report = await validateSync(client, folder, { comparison, clock });
      expect(report.mismatchedIds).toEqual(["changed"]);
      expect(report.mismatchDetails[0]?.reason).toBe("Document properties do not match.");
    }
  });
});
