/** Files of a multipart body out of what people have: a name, bytes, perhaps a type. */
import type { FilePart } from "./multipart.js";

/** A file to upload. Without a type it has that of the `Blob`, else `application/octet-stream`. */
export function createFilePart(filename: string, data: FilePart["data"], type?: string): FilePart {
  return { data, filename, ...(type !== undefined && { type }) };
}
