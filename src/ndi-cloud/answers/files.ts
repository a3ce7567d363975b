/** Answers about addresses of the file storage and the jobs that unpack archives. Pure. */
import { type JsonRecord, textOf } from "../../runtime/index.js";
import { toFlag, toList, toObject, UnexpectedShape } from "./fields.js";

/** An address under both of its names. [NDI-081] */
export function toUploadUrl(answer: unknown): JsonRecord {
  const address = toObject(answer);
  const url = textOf(address.url) || textOf(address.uploadUrl);
  if (!url) throw new UnexpectedShape("the answer has no address");
  return { ...address, url, uploadUrl: url };
}

/** An address with its job; older servers do not tell which. */
export function toCollectionUploadUrl(answer: unknown): JsonRecord {
  const address = toUploadUrl(answer);
  return { ...address, jobId: textOf(address.jobId) ?? "" };
}

/** What is known of a file; whether it is uploaded may come as a number. */
export function toFileDetail(answer: unknown): JsonRecord {
  const detail = toObject(answer);
  return "uploaded" in detail ? { ...detail, uploaded: toFlag(detail.uploaded) } : detail;
}

/** Jobs in a list. */
export function toJobs(answer: unknown): JsonRecord {
  const list = Array.isArray(answer) ? { jobs: answer } : toObject(answer);
  return { ...list, jobs: toList(list.jobs) };
}
