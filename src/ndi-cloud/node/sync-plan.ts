/** What a synchronisation would do, before it does anything. Pure. */
import { NdiValidationError } from "../errors.js";

/** How two sides are made alike. [NDI-143 to NDI-147] */
export type SyncMode =
  | "uploadNew"
  | "downloadNew"
  | "mirrorToRemote"
  | "mirrorFromRemote"
  | "twoWaySync";

/** The modes in the spellings of other programs as well: `upload_new`, `UploadNew`. */
export type SyncModeInput = SyncMode | Capitalize<SyncMode> | SnakeCase<SyncMode>;

type SnakeCase<Text extends string> = Text extends `${infer Head}${infer Tail}`
  ? `${Head extends Lowercase<Head> ? "" : "_"}${Lowercase<Head>}${SnakeCase<Tail>}`
  : Text;

const modes: readonly SyncMode[] = [
  "uploadNew",
  "downloadNew",
  "mirrorToRemote",
  "mirrorFromRemote",
  "twoWaySync",
];

/** @throws {NdiValidationError} for what is no mode. */
export function readSyncMode(mode: string): SyncMode {
  const plain = mode.replaceAll("_", "").toLowerCase();
  const known = modes.find((each) => each.toLowerCase() === plain);
  if (known !== undefined) return known;
  throw new NdiValidationError(`mode must be one of ${modes.join(", ")}`);
}

/** What both sides have, and had. */
export interface SyncSides {
  /** NDI ids of the folder. */
  readonly local: ReadonlySet<string>;
  /** NDI ids of the server, now. */
  readonly remote: ReadonlySet<string>;
  /** NDI ids of the server at the last synchronisation. */
  readonly remoteBefore: ReadonlySet<string>;
  /** NDI id that is never deleted here: of the document that links the folder to its dataset. */
  readonly kept?: string | undefined;
}

/** What is to be done; NDI ids, sorted. */
export interface SyncPlan {
  readonly mode: SyncMode;
  readonly upload: readonly string[];
  readonly download: readonly string[];
  readonly deleteLocal: readonly string[];
  readonly deleteRemote: readonly string[];
}

/** The plan of a mode. Modes that are not named `mirror` delete nothing. */
export function planSync(mode: SyncMode, sides: SyncSides): SyncPlan {
  const { local, remote, remoteBefore, kept } = sides;
  const localOnly = without(local, remote);
  const remoteOnly = without(remote, local);
  const none: SyncPlan = { mode, upload: [], download: [], deleteLocal: [], deleteRemote: [] };
  switch (mode) {
    case "uploadNew":
      return { ...none, upload: localOnly.filter((id) => !remoteBefore.has(id)) };
    case "downloadNew":
      return { ...none, download: remoteOnly.filter((id) => !remoteBefore.has(id)) };
    case "mirrorToRemote":
      return { ...none, upload: localOnly, deleteRemote: remoteOnly };
    case "mirrorFromRemote":
      return { ...none, download: remoteOnly, deleteLocal: localOnly.filter((id) => id !== kept) };
    case "twoWaySync":
      return { ...none, upload: localOnly, download: remoteOnly };
  }
}

/** The plan in lines for people. */
export function describePlan(plan: SyncPlan): string {
  const parts: readonly (readonly [string, readonly string[]])[] = [
    ["upload", plan.upload],
    ["download", plan.download],
    ["delete locally", plan.deleteLocal],
    ["delete on the server", plan.deleteRemote],
  ];
  const lines = parts
    .filter(([, ids]) => ids.length > 0)
    .flatMap(([verb, ids]) => [`${verb} (${ids.length}):`, ...ids.map((id) => `  ${id}`)]);
  return [`${plan.mode}:${lines.length === 0 ? " nothing to do" : ""}`, ...lines].join("\n");
}

function without(ids: ReadonlySet<string>, others: ReadonlySet<string>): string[] {
  return [...ids].filter((id) => !others.has(id)).sort();
}
