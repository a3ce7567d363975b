// Small documents, and the archives they travel in, by the libraries alone: what a plain script would do.
import { buffer } from "node:stream/consumers";
import { fromBufferPromise } from "yauzl";
import { ZipFile } from "yazl";

/** A document of about 400 bytes, as recordings have them by the thousand. */
export const documentAt = (index) => ({
  document_class: { class_name: "stimulus_response", superclasses: [{ definition: "base.json" }] },
  base: {
    ...{ id: `bench_${String(index).padStart(8, "0")}`, session_id: "bench_session" },
    ...{ name: `response ${index}`, datestamp: "2026-01-05T08:00:00.000Z" },
  },
  depends_on: [{ name: "element_id", value: `bench_${String(index % 40).padStart(8, "0")}` }],
  stimulus_response: { orientation: (index % 16) * 22.5, rate: index / 7, trials: [index, 1, 2] },
});

export const documentsFrom = (start, count) =>
  Array.from({ length: count }, (_, at) => documentAt(start + at));

/** Id that the server gives a document, and back. */
export const cloudIdAt = (index) => index.toString(16).padStart(24, "0");
export const indexOf = (cloudId) => Number.parseInt(cloudId, 16);

export const pack = async (documents) => {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(JSON.stringify(documents)), "documents.json");
  zip.end();
  return await buffer(zip.outputStream);
};

export const unpack = async (bytes) => {
  const zip = await fromBufferPromise(bytes);
  for await (const entry of zip.eachEntry())
    return JSON.parse(String(await buffer(await zip.openReadStreamPromise(entry))));
  return [];
};
