/** Publishing to its end: the server answers early, and copies files for a while. */
import type { PublishProgress } from "../../generated/ndi-cloud/models.js";
import { type CallOptions, ClientwrightError, type Clock } from "../runtime/index.js";
import type { Dataset } from "./models.js";
import { poll, type WaitOptions } from "./polling.js";

/**
 * How long to wait for publishing. Default: up to 180,000 ms, asking at once and then after 2,000 ms, doubled up to
 * 30,000 ms.
 */
export interface PublishWaitOptions extends WaitOptions {
  /** Told of each state that is seen. [NDI-110] */
  readonly onProgress?: (state: PublishState) => void;
}

/** How far publishing has come. */
export interface PublishState {
  readonly dataset: Dataset;
  /** As the server says it; its members are not documented. */
  readonly publishProgress: PublishProgress | undefined;
}

/** How waiting ended. */
export interface Published {
  readonly state: "complete" | "timeout";
  /** The last state that was seen; undefined when no question was answered. */
  readonly dataset: Dataset | undefined;
  /** Seconds that it took. */
  readonly elapsed: number;
}

/** Which dataset, and how to wait for it. */
export interface PublishWait {
  readonly datasetId: string;
  readonly choices: PublishWaitOptions & { readonly submit?: boolean };
  readonly options: CallOptions | undefined;
}

/** The calls that publishing takes. */
export interface Publishing {
  get(datasetId: string, options?: CallOptions): Promise<Dataset>;
  submit(datasetId: string, options?: CallOptions): Promise<unknown>;
  publish(datasetId: string, options?: CallOptions): Promise<unknown>;
  unpublish(datasetId: string, options?: CallOptions): Promise<unknown>;
}

/** Publishes, and waits until the dataset is public. */
export async function publishAndWait(
  datasets: Publishing,
  clock: Clock,
  wait: PublishWait,
): Promise<Published> {
  const { datasetId, choices, options } = wait;
  if (choices.submit) await unlessLate(datasets.submit(datasetId, callOptions(wait)));
  await unlessLate(datasets.publish(datasetId, callOptions(wait)));
  return await waitForDataset(datasets, clock, { datasetId, choices, options }, true);
}

/** Takes back, and waits until the dataset is no longer public. */
export async function unpublishAndWait(
  datasets: Publishing,
  clock: Clock,
  wait: PublishWait,
): Promise<Published> {
  await unlessLate(datasets.unpublish(wait.datasetId, callOptions(wait)));
  return await waitForDataset(datasets, clock, wait, false);
}

/** Waits until a dataset is public, or is not. Failures on the way are asked again. */
export async function waitForDataset(
  datasets: Pick<Publishing, "get">,
  clock: Clock,
  wait: PublishWait,
  isPublished: boolean,
): Promise<Published> {
  const { onProgress, timeoutMs = 180_000, initialDelayMs = 2_000 } = wait.choices;
  const { factor = 2, maxDelayMs = 30_000, signal } = wait.choices;
  const { isDone, answer, elapsedMs } = await poll({
    clock,
    ...{ timeoutMs, initialDelayMs, factor, maxDelayMs, signal },
    ask: async () => await datasets.get(wait.datasetId, callOptions(wait)),
    isDone: (dataset) => (dataset.isPublished === true) === isPublished,
    onAnswer: (dataset) => onProgress?.({ dataset, publishProgress: dataset.publishProgress }),
  });
  const state = isDone ? "complete" : "timeout";
  return { state, dataset: answer, elapsed: elapsedMs / 1000 };
}

function callOptions({ choices: { signal }, options }: PublishWait): CallOptions {
  return { ...(signal && { signal }), ...options };
}

/** The gateway gives up after half a minute and the server goes on: what became of it shows later. */
async function unlessLate(call: Promise<unknown>): Promise<void> {
  await call.catch((error: unknown) => {
    if (error instanceof ClientwrightError && error.status === 504) return;
    throw error;
  });
}
