// What else is done with datasets: publishing, branches, bookmarks.
import { type Answer, jsonAnswer } from "../../support/answers.js";
import { datasetOfPath, isMember, readable, writable } from "../access.js";
import { jsonBody, text } from "../body.js";
import { type Call, known, param, type Route } from "../call.js";
import { listItem, publishProgress } from "../dataset-bodies.js";
import { addDocument, liveDocuments, newDataset, type StoredDataset } from "../datasets.js";
import { notFound } from "../failures.js";

function submitDataset(call: Call): Answer {
  writable(call).isSubmitted = true;
  return jsonAnswer(200, { message: "Submitted" });
}

function publishDataset(call: Call): Answer {
  return startPublishing(call, true, "Publishing started");
}

function unpublishDataset(call: Call): Answer {
  return startPublishing(call, false, "Taking back started");
}

/** The answer comes early; the work is done after it. */
function startPublishing(call: Call, isPublished: boolean, message: string): Answer {
  const { tasks, settings } = call.state;
  const dataset = writable(call);
  dataset.isPublishing = true;
  tasks.schedule(settings.publishDelayMs, () => {
    dataset.isPublished = isPublished;
    dataset.isPublishing = false;
  });
  return jsonAnswer(200, {
    message,
    isPublishing: true,
    publishProgress: publishProgress(dataset),
  });
}

/** A branch has the documents and, under their old keys, the files of what it came from. */
function createDatasetBranch(call: Call): Answer {
  const { nextId, settings, datasets } = call.state;
  const source = writable(call);
  const branchName = text(jsonBody(call), "branchName");
  const nowMs = settings.now();
  const fields = { ...source.fields, branchName };
  const made = { fields, nowMs, branchOf: source.id };
  const branch = newDataset(nextId(), source.organizationId, made);
  for (const file of source.files.values()) branch.files.set(file.uid, { ...file });
  for (const { body } of liveDocuments(source)) addDocument(branch, nextId(), body, nowMs);
  datasets.set(branch.id, branch);
  return jsonAnswer(200, listItem(branch, settings.oddities));
}

function listDatasetBranches(call: Call): Answer {
  const { datasets, settings } = call.state;
  const { id } = readable(call);
  const branches = [...datasets.values()]
    .filter(({ branchOf, deletedAtMs }) => branchOf === id && deletedAtMs === undefined)
    .map((branch) => listItem(branch, settings.oddities));
  const { branches: form } = settings.oddities;
  return jsonAnswer(200, form === "bare" ? branches : { [form]: branches });
}

function bookmarkDataset(call: Call): Answer {
  known(call).bookmarks.add(readable(call).id);
  return jsonAnswer(200, { message: "Bookmarked" });
}

function unbookmarkDataset(call: Call): Answer {
  known(call).bookmarks.delete(datasetOfPath(call).id);
  return jsonAnswer(200, { message: "Not bookmarked" });
}

/** Only what everybody sees, unless it is asked for one's own. */
function listUserBookmarks(call: Call): Answer {
  const { accounts, datasets, settings } = call.state;
  const id = param(call, "userId");
  const account = [...accounts.values()].find((user) => user.id === id);
  if (!account) throw notFound("user");
  const caller = known(call);
  const marked = [...account.bookmarks].flatMap((datasetId) => datasets.get(datasetId) ?? []);
  const isShown = ({ isPublished, organizationId }: StoredDataset) =>
    isPublished || isMember(caller, organizationId);
  const shown = marked.filter(isShown).map((dataset) => listItem(dataset, settings.oddities));
  return jsonAnswer(200, { datasets: shown });
}

const one = "/datasets/{datasetId}";

export const publishingRoutes: readonly Route[] = [
  { method: "POST", path: `${one}/submit`, access: "user", handle: submitDataset },
  { method: "POST", path: `${one}/publish`, access: "admin", handle: publishDataset },
  { method: "POST", path: `${one}/unpublish`, access: "admin", handle: unpublishDataset },
  { method: "POST", path: `${one}/branch`, access: "user", handle: createDatasetBranch },
  { method: "GET", path: `${one}/branches`, access: "optional", handle: listDatasetBranches },
  { method: "POST", path: `${one}/bookmark`, access: "user", handle: bookmarkDataset },
  { method: "DELETE", path: `${one}/bookmark`, access: "user", handle: unbookmarkDataset },
  {
    method: "GET",
    path: "/datasets/user/{userId}/bookmarks",
    access: "user",
    handle: listUserBookmarks,
  },
];
