/** What the service answers. */
import type { AnswerParts } from "../../../src/testing/answers.js";

export const ids = {
  user: "66f0c0ffee0000000000a001",
  organization: "66f0c0ffee0000000000b001",
  otherOrganization: "66f0c0ffee0000000000b002",
  dataset: "66f0c0ffee0000000000d001",
  otherDataset: "66f0c0ffee0000000000d002",
  document: "66f0c0ffee0000000000e001",
} as const;

/** When the tests' clocks start, in seconds since the epoch. */
export const startSeconds = Date.UTC(2026, 0, 1) / 1000;

/** A token that says what it is told to; nobody can check its signature. */
export function tokenOf(claims: object): string {
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");
  return `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}.c2lnbmF0dXJl`;
}

/** A token of Ada's, good for an hour from the start; `number` tells it from others. */
export function adasToken(number = 1, lastsSeconds = 3_600): string {
  const exp = startSeconds + lastsSeconds;
  return tokenOf({ email: "ada.quill@example.org", token_use: "id", jti: String(number), exp });
}

export const lab = { id: ids.organization, name: "Quill Lab", canUploadDataset: true };

export const ada = {
  id: ids.user,
  email: "ada.quill@example.org",
  name: "Ada Quill",
  isValidated: true,
  isAdmin: false,
  organizations: [lab],
};

export const credentials = { email: "ada.quill@example.org", password: "Corr3ct-Horse!" };

/** A login as the service answers it. */
export function loginAnswer(token = adasToken(), user: object = ada): AnswerParts {
  return { json: { token, user } };
}

/** A new dataset as the service answers it. */
export const created: AnswerParts = { status: 201, json: { id: ids.dataset } };

/** One dataset as the service answers it. */
export const ferret = {
  _id: ids.dataset,
  name: "Ferret V1 gratings",
  abstract: "Extracellular recordings",
  organizationId: ids.organization,
  isPublished: false,
  documentCount: 1,
  totalSize: 1_048_576,
  contributors: [{ firstName: "Ada", lastName: "Quill", orcid: "0000-0002-1111-2222" }],
  files: [{ uid: "4126a1_40c2", uploaded: true, size: 1_048_576 }, { uid: "4126a1_40c3" }],
  documents: [],
};

/** One page of datasets as the service answers it. */
export function datasetPage(count: number, totalNumber: number | undefined, from = 1) {
  const datasets = Array.from({ length: count }, (_, index) => ({
    id: `66f0c0ffee0000000000${String(from + index).padStart(4, "0")}`,
    name: `dataset ${from + index}`,
    documentCount: from + index,
  }));
  return { json: { ...(totalNumber !== undefined && { totalNumber }), datasets } };
}

/** One page of documents as the service answers it. */
export function documentPage(count: number, from = 1) {
  const documents = Array.from({ length: count }, (_, index) => ({
    id: `66f0c0ffee00000000${String(from + index).padStart(6, "0")}`,
    ndiId: `ndi_${from + index}`,
    className: "probe",
  }));
  return { json: { documents } };
}

export const unknownDataset: AnswerParts = { status: 404, json: { message: "Dataset not found" } };
