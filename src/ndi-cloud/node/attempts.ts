/** Tries again, patiently, what talks to the file storage. */
import { ClientwrightError } from "../../runtime/index.js";
import { checkAborted, isAbort, pause, type WorkOptions } from "./work.js";

/** How often to try, and how long to wait between two tries. */
export interface RetryChoices {
  /** Tries in all. Default: 3. */
  readonly retries?: number;
  /** Milliseconds between two tries. Default: 5,000. */
  readonly retryPauseMs?: number;
}

/** Does something until it works; the last failure is thrown. */
export async function attempts<T>(
  options: WorkOptions & RetryChoices,
  task: (attempt: number) => Promise<T>,
  isWorthIt: (error: unknown) => boolean = isPassing,
): Promise<T> {
  const { retries = 3, retryPauseMs = 5_000 } = options;
  for (let attempt = 1; ; attempt += 1) {
    checkAborted(options);
    try {
      return await task(attempt);
    } catch (error) {
      if (isAbort(error, options) || attempt >= retries || !isWorthIt(error)) throw error;
      // An address that is over is over: a fresh one needs no wait.
      if (!isExpired(error)) await pause(retryPauseMs, options);
    }
  }
}

/**
 * Puts something at an address that is asked for; a failure is tried again at the same one, unless that is what was
 * refused.
 */
export async function attemptsAt<A extends { readonly url: string }>(
  options: WorkOptions & RetryChoices,
  ask: () => Promise<A>,
  put: (address: A) => Promise<void>,
): Promise<A> {
  let known: A | undefined;
  let isAsking = true;
  const task = async (): Promise<A> => {
    isAsking = true;
    known ??= await attempts(options, ask);
    isAsking = false;
    const address = known;
    try {
      await put(address);
    } catch (error) {
      if (isExpired(error)) known = undefined;
      throw error;
    }
    return address;
  };
  // Asking has had its own tries.
  return await attempts(options, task, (error) => !isAsking && isPassing(error));
}

/** Whether the storage refused an address: its time is over, or its permission. */
export function isExpired(error: unknown): boolean {
  if (!(error instanceof ClientwrightError)) return false;
  const code = error.code ?? "";
  return error.status === 403 || /expired/i.test(`${code} ${String(error.body ?? "")}`);
}

/** Mistakes, missing permissions and missing things do not pass; an address that is refused does, with a fresh one. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof ClientwrightError)) return isTransport(error);
  const { kind, status = 0 } = error;
  if (kind === "answer" && error.name === "NdiUploadError") return true;
  if (kind === "answer" && error.name === "NdiDownloadError") return error.code !== "NOT_UPLOADED";
  return kind === "connection" || kind === "timeout" || status >= 500 || status === 429;
}

/** A body that breaks off fails as the platform says it: with a `TypeError`. */
function isTransport(error: unknown): boolean {
  return error instanceof TypeError;
}
