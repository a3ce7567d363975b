/** What stands between a bundled document and the one that is generated from: overlays, then Swagger 2.0 as OpenAPI 3.0. */
import {
  createFindings,
  type Diagnostic,
  type Findings,
  hasErrors,
  type Path,
  type Place,
  pathOf,
} from "../diagnostics.js";
import type { SourceFile } from "./files.js";
import type { Written } from "./overlay/origins.js";
import { isSwagger } from "./version.js";

/** A document that was changed on its way. */
export interface Prepared {
  readonly document: unknown;
  /** Where a path of it was written: in an overlay, or in the document as it was. */
  readonly written: (path: Path) => Written;
}

const asWritten = (path: Path): Written => ({ source: undefined, path });

/** The document as it is. */
export const unchanged = (document: unknown): Prepared => ({ document, written: asWritten });

const overlay = async (
  document: unknown,
  file: string,
  overlays: readonly SourceFile[],
  findings: Findings,
): Promise<Prepared> => {
  if (overlays.length === 0) return unchanged(document);
  const { applyOverlays } = await import("./overlay/overlays.js");
  const { document: changed, origins } = await applyOverlays(document, file, overlays, findings);
  return { document: changed, written: (path) => origins.of(changed, path) };
};

const rule = "swagger";

/** Finds the place of something that was written. */
type PlaceOf = (written: Written) => Promise<Place>;

/** Findings about the Swagger document, with their places: their pointers lead into no other document. */
const placed = async (
  found: readonly Diagnostic[],
  { written }: Prepared,
  placeOf: PlaceOf,
  findings: Findings,
): Promise<void> => {
  for (const { severity, pointer, place: _, ...finding } of found) {
    const place = await placeOf(written(pathOf(pointer)));
    findings[severity === "error" ? "error" : "warn"]({ ...finding, at: pointer, place });
  }
};

const convert = async (
  prepared: Prepared,
  placeOf: PlaceOf,
  findings: Findings,
): Promise<Prepared> => {
  const { document, written } = prepared;
  if (!isSwagger(document)) return prepared;
  const [{ checkSwagger }, { convertSwagger }, { originInSwagger }] = await Promise.all([
    import("./swagger/check.js"),
    import("./swagger/convert.js"),
    import("./swagger/place.js"),
  ]);
  const found = createFindings();
  checkSwagger(document, found);
  const isSound = !hasErrors(found.list);
  const converted = isSound
    ? await convertSwagger(document, (at, message, advice) =>
        found.warn({ rule, at, message, advice }),
      )
    : document;
  if (isSound)
    found.warn({ rule, at: ["swagger"], message: "Swagger 2.0: converted to OpenAPI 3.0 first." });
  await placed(found.list, prepared, placeOf, findings);
  return {
    document: converted,
    written: (path) => written(isSound ? originInSwagger(document, path) : path),
  };
};

/** Applies overlays to a document, and says it in the words of OpenAPI 3. */
export const prepare = async (
  document: unknown,
  file: string,
  overlays: readonly SourceFile[],
  placeOf: PlaceOf,
  findings: Findings,
): Promise<Prepared> => {
  const overlaid = await overlay(document, file, overlays, findings);
  return hasErrors(findings.list) ? overlaid : convert(overlaid, placeOf, findings);
};
