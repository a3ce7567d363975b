/** What became of an upload of documents. Types, and how they are made. */

/** How documents were sent: in archives, one by one, or not at all, as none was missing. */
export type UploadType = "batch" | "serial" | "none";

/** What became of each part of an upload. [NDI-096, NDI-098] */
export interface UploadReport {
  readonly uploadType: UploadType;
  /** NDI ids: a list for each archive (`batch`), or one for each document (`serial`). */
  readonly manifest: readonly (string | readonly string[])[];
  /** What became of each entry of `manifest`. */
  readonly status: readonly ("success" | "failure")[];
  /** Why, for each entry that failed. */
  readonly errors: readonly UploadFailure[];
}

/** A part of an upload that failed. */
export interface UploadFailure {
  /** Index in `manifest`. */
  readonly index: number;
  readonly message: string;
  readonly error: unknown;
}

/** An upload as a whole; failures of its parts are no exceptions. */
export interface UploadOutcome {
  /** Whether nothing failed. */
  readonly success: boolean;
  readonly report: UploadReport;
}

/** A report that is being written. */
export interface ReportWriter {
  add(entry: string | readonly string[], failure?: unknown): void;
  outcome(): UploadOutcome;
}

/** A report without entries. */
export function createReport(uploadType: UploadType): ReportWriter {
  const manifest: (string | readonly string[])[] = [];
  const status: ("success" | "failure")[] = [];
  const errors: UploadFailure[] = [];
  return {
    add(entry, failure) {
      if (failure !== undefined) {
        const message = failure instanceof Error ? failure.message : String(failure);
        errors.push({ index: manifest.length, message, error: failure });
      }
      manifest.push(entry);
      status.push(failure === undefined ? "success" : "failure");
    },
    outcome: () => ({
      success: errors.length === 0,
      report: { uploadType, manifest, status, errors },
    }),
  };
}

/** NDI ids that were sent. */
export function sentIds({ manifest, status }: UploadReport): string[] {
  return manifest.filter((_entry, index) => status[index] === "success").flat();
}

/** NDI ids that were not. */
export function failedIds({ manifest, status }: UploadReport): string[] {
  return manifest.filter((_entry, index) => status[index] === "failure").flat();
}
