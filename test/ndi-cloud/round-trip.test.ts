/** The guide's round trip: dataset, document, both read back, deleted. */
import { expect, it } from "vitest";
import { NdiCloudClient } from "../../src/ndi-cloud/index.js";
import { fakeFetch } from "../../src/testing/index.js";
import { adasToken, ids } from "./support/answers.js";

it("creates, adds, reads back and deletes with the token of the environment [NDI-136, NDI-137]", async () => {
  const stored: unknown[] = [];
  const fetch = fakeFetch({
    "POST /v1/organizations/{id}/datasets": { status: 201, json: { id: ids.dataset } },
    "POST /v1/datasets/{id}/documents": ({ json }) => {
      stored.push(json);
      return { status: 201, json: { id: ids.document } };
    },
    "GET /v1/datasets/{id}": () => ({
      json: { _id: ids.dataset, name: "Test Dataset", documentCount: stored.length },
    }),
    "GET /v1/datasets/{id}/documents/{document}": () => ({
      // What was stored is an object.
      json: { id: ids.document, ...(stored[0] as object) },
    }),
    "GET /v1/datasets/{id}/documents": () => ({ json: { documents: [{ id: ids.document }] } }),
    "POST /v1/datasets/{id}/documents/{document}": ({ json }) => ({
      json: { id: ids.document, ...(json as object) },
    }),
    "POST /v1/datasets/{id}": { json: { _id: ids.dataset, name: "Renamed" } },
    "DELETE /v1/datasets/{id}/documents/{document}": { json: { message: "Document deleted" } },
    "DELETE /v1/datasets/{id}": { json: { message: "Dataset will be deleted" } },
  });
  const env = { NDI_CLOUD_TOKEN: adasToken(1, 1e9), NDI_CLOUD_ORGANIZATION_ID: ids.organization };
  const client = NdiCloudClient.fromEnv({ env, fetch });
  const { id } = await client.datasets.create({ name: "Test Dataset" });
  const document = { document_properties: { base: { id: "test_doc_001", type: "test" } } };
  const { id: documentId } = await client.documents.add(id, document);
  expect((await client.datasets.get(id)).documentCount).toBe(1);
  expect((await client.documents.get(id, documentId)).base?.id).toBe("test_doc_001");
  expect((await client.documents.list(id)).documents).toHaveLength(1);
  await client.documents.update(id, documentId, { base: { id: "test_doc_001" } });
  expect((await client.datasets.update(id, { name: "Renamed" })).name).toBe("Renamed");
  expect((await client.documents.delete(id, documentId)).message).toBe("Document deleted");
  expect((await client.datasets.delete(id)).message).toBe("Dataset will be deleted");
  fetch.assertDone();
});
