/** Every operation, performed by the client, is as the document has it. */
import { NdiQuery } from "clientwright/ndi-cloud";
import { expect, it } from "vitest";
import { listOperations } from "../../codegen/contract/openapi.js";
import { ines, root } from "../servers/ndi-cloud/index.js";
import { compilePathTemplate } from "../servers/support/path-template.js";
import { document, type Given, given } from "./support/ndi-cloud.js";

const probe = { base: { id: "41a0_1" }, document_class: { class_name: "probe" } };
const account = { email: "bo@example.org", password: "Tall-Grass-52" };

/** What belongs to accounts. */
async function useAccounts({ client: make, server }: Given): Promise<void> {
  const client = make();
  const { email } = account;
  const code = (kind: "verification" | "reset") =>
    String(server.state.accounts.get(email)?.[kind]?.code);
  await client.users.create(account);
  await client.auth.resendConfirmation({ email });
  await client.auth.verifyUser({ email, confirmationCode: code("verification") });
  await client.auth.forgotPassword({ email });
  const newPassword = "Loud-Brook-12";
  await client.auth.confirmForgotPassword({ email, confirmationCode: code("reset"), newPassword });
  await client.auth.login({ email, password: newPassword });
  await client.auth.changePassword({ oldPassword: newPassword, newPassword: account.password });
  const { id } = await client.users.me();
  await client.users.get(id);
  await client.users.bookmarks(id);
  const { matlabLicense } = client.users;
  await matlabLicense.get();
  await matlabLicense.allocate();
  await matlabLicense.set({ dedicatedLicenseFile: "INCREMENT MATLAB", release: "R2024b" });
  await matlabLicense.clear();
  await client.auth.logout();
}

/** What belongs to datasets. */
async function useDatasets({ as }: Given): Promise<string> {
  const client = as(ines);
  const { id } = await client.datasets.create({ name: "Trial" });
  await client.datasets.get(id);
  await client.datasets.update(id, { abstract: "Changed" });
  await client.datasets.list();
  await client.datasets.listUnpublished();
  await client.datasets.bookmark(id);
  await client.datasets.unbookmark(id);
  await client.datasets.delete(id);
  await client.datasets.listDeleted();
  await client.datasets.undelete(id);
  await client.datasets.submit(id);
  await as(root).datasets.publish(id);
  await client.datasets.listPublished();
  await as(root).datasets.unpublish(id);
  await client.datasets.createBranch(id, { branchName: "reanalysis" });
  await client.datasets.listBranches(id);
  return id;
}

/** What belongs to documents, files and queries. */
async function useDocuments({ as }: Given, datasetId: string): Promise<void> {
  const { documents, files, search } = as(ines);
  const { id } = await documents.add(datasetId, probe);
  await documents.get(datasetId, id);
  await documents.update(datasetId, id, probe);
  await documents.list(datasetId);
  await documents.count(datasetId);
  await documents.classCounts(datasetId);
  await documents.bulkFetch(datasetId, [id]);
  await search.query("all", NdiQuery.isa("probe"));
  await search.datasets({ searchTerm: "trial" });
  await search.documents({ searchTerm: "probe" });
  await documents.requestBulkUpload(datasetId);
  await documents.requestBulkDownload(datasetId, [id]);
  await documents.delete(datasetId, id);
  await documents.listDeleted(datasetId);
  await documents.bulkDelete(datasetId, [id]);
  await files.upload(datasetId, { uid: "b7e0_1", data: new Uint8Array([1]) });
  await files.detail(datasetId, "b7e0_1");
  const { jobId } = await files.getCollectionUploadUrl(datasetId);
  await files.getBulkUpload(jobId);
  await files.listBulkUploads(datasetId);
}

async function useCompute({ as }: Given): Promise<void> {
  const { compute } = as(ines);
  const { sessionId } = await compute.start({ pipelineId: "hello-world-v1" });
  await compute.list();
  await compute.get(sessionId);
  await compute.triggerStage(sessionId, "stage-1");
  await compute.advance(sessionId);
  await compute.abort(sessionId);
}

/** Ids of the operations that were asked for; templates with more literals win, as in the server. */
function metIn({ server: { requests } }: Given): Set<string> {
  const operations = listOperations({ ...document })
    .map(({ id, method, path }) => ({
      id: String(id),
      method,
      template: compilePathTemplate(path),
    }))
    .toSorted((a, b) => b.template.literals - a.template.literals);
  const met = requests.map((request) => {
    const path = request.path.replace(/^\/v1/, "").split("?", 1)[0] ?? "";
    return (
      operations.find((o) => o.method === request.method && o.template.match(path))?.id ?? path
    );
  });
  return new Set(met);
}

it("keeps to the document, question and answer, when the client performs it", async () => {
  const setup = await given();
  await useAccounts(setup);
  await useDocuments(setup, await useDatasets(setup));
  await useCompute(setup);
  const documented = listOperations({ ...document }).map(({ id }) => String(id));
  expect(documented).toHaveLength(57);
  expect([...metIn(setup)].toSorted()).toEqual(documented.toSorted());
  expect(setup.prism.violations).toEqual([]);
});
