// Archives of documents, and the addresses and jobs of files.
import { type Answer, jsonAnswer } from "../../support/answers.js";
import { isVisible, readable, writable } from "../access.js";
import { downloadAddress, uploadAddress } from "../archives.js";
import { jsonBody, textList } from "../body.js";
import { type Call, known, param, type Route } from "../call.js";
import { fileArrived, fileOf, type StoredDataset } from "../datasets.js";
import { badRequest, forbidden, notFound } from "../failures.js";
import { addJob, jobBody, startUnpacking, type UnpackJob } from "../jobs.js";

function requestBulkUpload(call: Call): Answer {
  return addressAnswer(call, uploadAddress(call.state, writable(call)));
}

function requestBulkDownload(call: Call): Answer {
  const ids = textList(jsonBody(call), "documentIds");
  return jsonAnswer(200, { url: downloadAddress(call.state, readable(call), ids) });
}

function getFileUploadUrl(call: Call): Answer {
  const { storage, settings, tasks } = call.state;
  const file = fileOf(datasetOfOrganization(call), param(call, "fileUid"));
  const address = storage.putAddress(file.key, (object) =>
    tasks.schedule(settings.fileDelayMs, () => fileArrived(file, object)),
  );
  return addressAnswer(call, address);
}

/** Each address has a job of its own, which waits for the archive. */
function getFileCollectionUploadUrl(call: Call): Answer {
  const { state } = call;
  const dataset = datasetOfOrganization(call);
  const job = addJob(state, dataset.id);
  const address = state.storage.putAddress(`files-in/${job.id}.zip`, async (object) =>
    startUnpacking(state, dataset, job, await object.bytes()),
  );
  const { noJobIds } = state.settings.oddities;
  return addressAnswer(call, address, noJobIds ? {} : { jobId: job.id });
}

function datasetOfOrganization(call: Call): StoredDataset {
  const dataset = writable(call);
  if (dataset.organizationId === param(call, "organizationId")) return dataset;
  throw forbidden("The dataset belongs to another organization");
}

function addressAnswer({ state }: Call, address: string, more: object = {}): Answer {
  return jsonAnswer(200, { [state.settings.oddities.uploadField]: address, ...more });
}

/** Without an address while the bytes are not there. */
function getFileDetails(call: Call): Answer {
  const file = readable(call).files.get(param(call, "fileUid"));
  if (!file) throw notFound("file");
  const { uid, size, uploaded, key } = file;
  if (!uploaded) return jsonAnswer(200, { uid });
  return jsonAnswer(200, { uid, size, downloadUrl: call.state.storage.getAddress(key) });
}

function getBulkUploadJob(call: Call): Answer {
  const { jobs, datasets } = call.state;
  const job = jobs.get(param(call, "jobId"));
  const dataset = datasets.get(job?.datasetId ?? "");
  if (job && dataset && isVisible(dataset, known(call))) return jsonAnswer(200, jobBody(job));
  throw notFound("job");
}

const states: readonly string[] = ["queued", "extracting", "complete", "failed"];

function listBulkUploadJobs(call: Call): Answer {
  const { id: datasetId } = writable(call);
  const wanted = call.query.get("state") ?? "active";
  if (!["active", "all", ...states].includes(wanted)) throw badRequest("Unknown state");
  const isWanted = ({ state }: UnpackJob) =>
    wanted === "all" ||
    state === wanted ||
    (wanted === "active" && (state === "queued" || state === "extracting"));
  const jobs = [...call.state.jobs.values()].filter(
    (job) => job.datasetId === datasetId && isWanted(job),
  );
  return jsonAnswer(200, { datasetId, jobs: jobs.map(jobBody) });
}

const one = "/datasets/{datasetId}";
const files = "/datasets/{organizationId}/{datasetId}/files";

export const archiveRoutes: readonly Route[] = [
  {
    method: "POST",
    path: `${one}/documents/bulk-upload`,
    access: "user",
    handle: requestBulkUpload,
  },
  {
    method: "POST",
    path: `${one}/documents/bulk-download`,
    access: "optional",
    handle: requestBulkDownload,
  },
  { method: "GET", path: `${files}/bulk`, access: "user", handle: getFileCollectionUploadUrl },
  { method: "GET", path: `${files}/{fileUid}`, access: "user", handle: getFileUploadUrl },
  {
    method: "GET",
    path: `${one}/files/{fileUid}/detail`,
    access: "optional",
    handle: getFileDetails,
  },
  { method: "GET", path: "/bulk-uploads/{jobId}", access: "user", handle: getBulkUploadJob },
  { method: "GET", path: `${one}/bulk-uploads`, access: "user", handle: listBulkUploadJobs },
];
