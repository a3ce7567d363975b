/** What all workflows are told beside their task, and how they wait, report and stop. */
import { ClientwrightError, type Clock, systemClock } from "../../runtime/index.js";
import { NdiError } from "../errors.js";

/** What a workflow is at. */
export type WorkPhase = "scan" | "documents" | "files" | "wait" | "delete";

/** How far a workflow has come. */
export interface WorkProgress {
  readonly phase: WorkPhase;
  /** Things that are done. */
  readonly done: number;
  /** Things in all; undefined while nobody knows. */
  readonly total?: number | undefined;
  /** Bytes of the thing that is being sent or received. */
  readonly bytes?: number | undefined;
  /** Its size, where it is known. */
  readonly totalBytes?: number | undefined;
  /** Which thing: the NDI id of a document, or the uid of a file. */
  readonly id?: string | undefined;
}

/** Options of every workflow. */
export interface WorkOptions {
  /** Stops the work; what is done stays done, and the next run goes on from there. */
  readonly signal?: AbortSignal | undefined;
  /** Told how far the work has come. */
  readonly onProgress?: ((progress: WorkProgress) => void) | undefined;
  /** Told in sentences what is left out, and why. */
  readonly onMessage?: ((message: string) => void) | undefined;
  /** `false` keeps `onMessage` silent. Default: true. [NDI-090] */
  readonly verbose?: boolean | undefined;
  /** Time that waits are measured by. Default: the platform's. */
  readonly clock?: Clock | undefined;
}

/** The clock of a workflow. */
export function clockOf({ clock }: WorkOptions): Clock {
  return clock ?? systemClock;
}

/** Call options that carry the signal. */
export function callOptions({ signal }: WorkOptions): { readonly signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}

/** The options of a workflow that are handed to the parts of its work. */
export function workOf(options: WorkOptions): WorkOptions {
  const { signal, onProgress, onMessage, verbose, clock } = options;
  return { signal, onProgress, onMessage, verbose, clock };
}

/** Says something to whoever listens. */
export function say({ onMessage, verbose = true }: WorkOptions, message: string): void {
  if (verbose) onMessage?.(message);
}

/** @throws {NdiError} of the kind `abort` once the work is to stop. */
export function checkAborted({ signal }: WorkOptions): void {
  if (signal?.aborted) throw abortError(signal.reason);
}

/** Whether a failure means that the caller wants no more. */
export function isAbort(error: unknown, { signal }: WorkOptions): boolean {
  return signal?.aborted === true || (error instanceof ClientwrightError && error.kind === "abort");
}

/** The error of work that was stopped. */
export function abortError(reason: unknown): NdiError {
  if (reason instanceof NdiError && reason.kind === "abort") return reason;
  return new NdiError("The work was stopped", { kind: "abort", cause: reason });
}

/** Waits, and stops waiting with the caller. */
export async function pause(ms: number, options: WorkOptions): Promise<void> {
  try {
    await clockOf(options).sleep(ms, options.signal);
  } catch (error) {
    throw options.signal?.aborted ? abortError(options.signal.reason) : error;
  }
}

/** The sentence of a failure. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
