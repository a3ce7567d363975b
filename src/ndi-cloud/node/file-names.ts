/** Names of files for ids that may hold anything. Pure. */
import { createHash } from "node:crypto";

/** Names that file systems take, with room for a suffix. */
const longest = 180;

/**
 * The name of the file for an id. Plain ids stay as they are; what has a meaning in paths is percent-encoded, so that
 * no id leads out of its folder; long ones end in `~` and a digest.
 */
export function fileNameOf(id: string): string {
  const encoded = encodeURIComponent(Buffer.from(id).toString())
    .replace(/[*~!'()]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/^\./, "%2E")
    .replace(/\.tmp$/, "%2Etmp");
  if (encoded.length <= longest) return encoded;
  return `${encoded.slice(0, 100)}~${createHash("sha256").update(id).digest("hex")}`;
}

/** The id that a name stands for; undefined when the name does not hold the whole of it, or is none of ours. */
export function idOfFileName(name: string): string | undefined {
  if (name.includes("~")) return undefined;
  try {
    return decodeURIComponent(name);
  } catch {
    return undefined; // Somebody else's file.
  }
}

/** A name without folders, for a file that somebody else named; undefined when nothing is left of it. */
export function plainName(name: string): string | undefined {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  // Control characters and what Windows refuses; a name of dots alone is a folder.
  const clean = last.replace(/[\u0000-\u001f<>:"|?*]/g, "_").trim();
  return clean === "" || /^\.+$/.test(clean) ? undefined : clean.slice(-longest);
}
