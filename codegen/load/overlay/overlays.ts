/** Applies overlay files to a document (Overlay 1.0 and 1.1), and remembers what came from where. */
import { basename, dirname, resolve } from "node:path";
import { decodePercent, type Findings, type Path } from "../../diagnostics.js";
import { valueAt } from "../../document.js";
import { type SourceFile, stdinName } from "../files.js";
import { placeInText } from "../place.js";
import { kindOf, mergeAt, removeAll, type Update } from "./merge.js";
import { createOrigins, type Origins } from "./origins.js";
import { select } from "./select.js";
import { type Action, checkOverlay, type Overlay } from "./shape.js";

/** A document after its overlays. */
export interface Overlaid {
  readonly document: unknown;
  readonly origins: Origins;
}

/** What applying one overlay carries along. */
interface Run extends Overlaid {
  readonly source: SourceFile;
  readonly findings: Findings;
}

const rule = "overlay";

const report = async (
  { source, findings }: Pick<Run, "source" | "findings">,
  severity: "error" | "warn",
  path: Path,
  message: string,
  advice?: string,
): Promise<void> =>
  findings[severity]({
    rule,
    at: "",
    message,
    place: await placeInText(source, path),
    ...(advice !== undefined && { advice }),
  });

const reasonOf = (error: unknown): string => {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n", 1)[0]?.slice(0, 200) ?? message;
};

/** Nodes of a JSONPath; undefined after it was reported not to be one. */
const selectFor = async (run: Run, path: Path, expression: string): Promise<Path[] | undefined> => {
  try {
    return await select(run.document, expression);
  } catch (error) {
    const advice = "The paths of overlays are those of RFC 9535, e.g. $.paths['/orders'].get";
    const message = `"${expression}" is not a JSONPath: ${reasonOf(error)}`;
    await report(run, "error", path, message, advice);
    return undefined;
  }
};

const remove = async (run: Run, at: Path, targets: readonly Path[]): Promise<void> => {
  if (targets.some((path) => path.length === 0))
    await report(run, "error", [...at, "target"], "The whole document cannot be removed.");
  else removeAll(run.document, targets);
};

/** The one part that `copy` selects; undefined after it was reported not to be one. */
const copied = async (run: Run, at: Path, expression: string): Promise<Path | undefined> => {
  const paths = await selectFor(run, [...at, "copy"], expression);
  if (paths === undefined || paths.length === 1) return paths?.[0];
  const message = `"copy" must select one part of the document, and this selects ${paths.length}.`;
  await report(run, "error", [...at, "copy"], message);
  return undefined;
};

/** The value that an action merges, and where it was written; undefined after a mistake was reported. */
const updateOf = async (run: Run, at: Path, action: Action): Promise<Update | undefined> => {
  const { document, origins, source } = run;
  if (action.copy === undefined)
    return { value: action.update, at: { source, path: [...at, "update"] } };
  const path = await copied(run, at, action.copy);
  if (path === undefined) return undefined;
  const written = origins.of(document, path);
  return { value: origins.copy(valueAt(document, path), written), at: written };
};

const merge = async (
  run: Run,
  at: Path,
  action: Action,
  targets: readonly Path[],
): Promise<void> => {
  const { document, origins } = run;
  const kinds = new Set(targets.map((path) => kindOf(valueAt(document, path))));
  if (kinds.size > 1) {
    const message = `The target selects ${[...kinds].join(" and ")}: an update is for one kind.`;
    await report(run, "error", [...at, "target"], message);
    return;
  }
  const update = await updateOf(run, at, action);
  if (update === undefined) return;
  const field = action.copy === undefined ? "update" : "copy";
  for (const path of targets) {
    const found = mergeAt(origins, document, path, update);
    if (found === undefined) continue;
    const place = field === "update" ? found.path : [...at, field];
    await report(run, "error", place, `The "${field}" does not fit: ${found.why}.`);
    return;
  }
};

const applyAction = async (run: Run, action: Action, at: Path): Promise<void> => {
  const targets = await selectFor(run, [...at, "target"], action.target);
  if (targets === undefined) return;
  const isChange = action.update !== undefined || action.copy !== undefined;
  if (action.remove !== true && !isChange)
    await report(
      run,
      "warn",
      at,
      'This action does nothing: it has no "update", "copy" or "remove".',
    );
  else if (targets.length === 0)
    await report(
      run,
      "warn",
      [...at, "target"],
      `Nothing in the document matches "${action.target}".`,
    );
  else if (action.remove === true) await remove(run, at, targets);
  else await merge(run, at, action, targets);
};

const isUrl = (reference: string): boolean => /^[a-z][a-z0-9+.-]+:/i.test(reference);

/** Whether an overlay is meant for a document; of a URL, and for standard input, that cannot be told. */
const isFor = ({ extends: base }: Overlay, source: SourceFile, file: string): boolean =>
  base === undefined ||
  isUrl(base) ||
  basename(file) === stdinName ||
  resolve(dirname(source.file), decodePercent(base)) === file;

const applyOverlay = async (run: Run, file: string): Promise<void> => {
  const mistakes: Promise<void>[] = [];
  const overlay = checkOverlay(run.source.parsed, (path, message, advice) => {
    mistakes.push(report(run, "error", path, message, advice));
  });
  await Promise.all(mistakes);
  if (overlay === undefined) return;
  if (!isFor(overlay, run.source, file)) {
    const message = `The overlay is for "${overlay.extends}", not for ${basename(file)}.`;
    await report(
      run,
      "error",
      ["extends"],
      message,
      "Apply it to that document, or change `extends`.",
    );
    return;
  }
  for (const [index, action] of overlay.actions.entries())
    await applyAction(run, action, ["actions", index]);
};

/** Applies overlays in their order to a copy of a document, which `file` names. */
export const applyOverlays = async (
  document: unknown,
  file: string,
  overlays: readonly SourceFile[],
  findings: Findings,
): Promise<Overlaid> => {
  const origins = createOrigins();
  const changed = origins.copy(document, { source: undefined, path: [] });
  for (const source of overlays)
    await applyOverlay({ document: changed, origins, source, findings }, file);
  return { document: changed, origins };
};
