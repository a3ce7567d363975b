/** Answers about datasets. Pure. */
import { isRecord, type JsonRecord, textOf } from "../../runtime/index.js";
import { toFlag, toList, toListOfObjects, toObject, withId, withIds } from "./fields.js";

/** A page whose list is one, and whose items have ids. [NDI-043, NDI-044] */
export function toDatasetPage(answer: unknown): JsonRecord {
  const page = toObject(answer);
  const datasets = withIds(page.datasets).map((item) =>
    isRecord(item) ? withFunding(item) : item,
  );
  return { ...page, datasets };
}

/** One dataset, its id in `id` and its lists there. [NDI-047 to NDI-052] */
export function toDataset(answer: unknown): JsonRecord {
  const dataset = withFunding(withId(answer));
  return {
    ...dataset,
    contributors: toListOfObjects(dataset.contributors),
    files: toDatasetFiles(dataset.files),
  };
}

/** A new dataset or branch. [NDI-034] */
export function toCreatedDataset(answer: unknown): JsonRecord {
  return withFunding(withId(answer));
}

/** Files without a uid count as nothing; whether they are uploaded may come as a number. */
export function toDatasetFiles(files: unknown): readonly JsonRecord[] {
  return toListOfObjects(files)
    .filter(isRecord)
    .filter(({ uid }) => textOf(uid))
    .map((file) => ("uploaded" in file ? { ...file, uploaded: toFlag(file.uploaded) } : file));
}

/** Branches come as `datasets`, as `branches`, or bare. [NDI-156] */
export function toBranches(answer: unknown): JsonRecord {
  if (Array.isArray(answer)) return { datasets: withIds(answer) };
  const { datasets, branches, ...others } = toObject(answer);
  return { ...others, datasets: withIds(datasets ?? branches) };
}

/** A single funder comes without a list. */
function withFunding(dataset: JsonRecord): JsonRecord {
  return isRecord(dataset.funding)
    ? { ...dataset, funding: toListOfObjects(dataset.funding) }
    : dataset;
}

/** A number that may be written as text. */
export function toCount(answer: unknown): JsonRecord {
  const counted = toObject(answer);
  return { ...counted, count: Number(counted.count) };
}

/** Counts by class; none when the server says nothing. */
export function toClassCounts(answer: unknown): JsonRecord {
  const counted = toObject(answer);
  return { ...counted, classCounts: isRecord(counted.classCounts) ? counted.classCounts : {} };
}

/** What bookmarks and free searches answer: an object, whatever is in it; a bare list stays one. */
export function toFreeAnswer(answer: unknown): unknown {
  return Array.isArray(answer) ? toList(answer) : isRecord(answer) ? answer : {};
}
