/** Maps a path of a bundled document back to the file and path that its author wrote. */
import { type Path, pointerTo } from "../diagnostics.js";
import { isNode, isReference, valueAt } from "../document.js";
import { type SourceFile, type SourceFiles, targetOfReference } from "./files.js";

/** A part of one file. */
export interface Origin {
  readonly source: SourceFile;
  readonly path: Path;
}

const follow = (files: SourceFiles, start: Origin): Origin => {
  let origin = start;
  for (let hops = 0; hops < 100; hops++) {
    const node = valueAt(origin.source.parsed, origin.path);
    if (!isReference(node)) break;
    const { file, path } = targetOfReference(origin.source.file, node.$ref);
    const source = files.get(file);
    if (source === undefined) break;
    origin = { source, path };
  }
  return origin;
};

/** Name that a bundled component takes from the reference to it. */
const nameOf = (reference: string): string => {
  const [file = "", pointer = ""] = reference.split("#", 2);
  const last = (pointer || file.replace(/\.[^./]+$/, "")).split("/").at(-1);
  return last ?? "";
};

/** The part of a file that bundling turned into a component of this name. */
const findHoisted = (files: SourceFiles, name: string): Origin | undefined => {
  for (const source of files.values()) {
    const pending: unknown[] = [source.parsed];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      if (isReference(node) && !node.$ref.startsWith("#") && nameOf(node.$ref) === name) {
        const { file, path } = targetOfReference(source.file, node.$ref);
        const target = files.get(file);
        if (target !== undefined) return { source: target, path };
      }
      if (Array.isArray(node)) pending.push(...node);
      else if (isNode(node)) pending.push(...Object.values(node));
    }
  }
  return undefined;
};

/** Where a path of the bundled document comes from. */
export const originOf = (
  files: SourceFiles,
  root: SourceFile,
  path: Path,
  renamed?: ReadonlyMap<string, Origin>,
): Origin => {
  const isHoisted =
    path[0] === "components" &&
    path.length >= 3 &&
    valueAt(root.parsed, path.slice(0, 3)) === undefined;
  const known = renamed?.get(pointerTo(path.slice(0, 3)));
  const hoisted = known ?? (isHoisted ? findHoisted(files, String(path[2])) : undefined);
  let origin: Origin = hoisted ?? { source: root, path: [] };
  for (const segment of hoisted === undefined ? path : path.slice(3)) {
    const reached = segment === "$ref" ? origin : follow(files, origin);
    origin = { source: reached.source, path: [...reached.path, segment] };
  }
  return origin;
};
