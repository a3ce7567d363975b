// Runs of pipelines.
import type { JsonObject } from "./body.js";
import type { Oddities } from "./oddities.js";

/** One run. */
export interface ComputeRun {
  readonly id: string;
  readonly userId: string;
  readonly pipelineId: string;
  readonly inputParameters: JsonObject;
  status: string;
  currentStageId: string | undefined;
  readonly history: Map<string, JsonObject>;
}

/** A pipeline: its stages in order, and what it needs. */
interface Pipeline {
  readonly stages: readonly string[];
  readonly matlabRelease?: string;
  /** It never comes to its end by itself. */
  readonly isEndless?: true;
}

const usualPipeline: Pipeline = { stages: ["stage-1"] };

const pipelines: Readonly<Record<string, Pipeline>> = {
  "hello-world-v1": { stages: ["stage-1", "stage-2"] },
  "zombie-test-v1": { stages: ["stage-1"], isEndless: true },
  "hello-matlab-v1": { stages: ["stage-1"], matlabRelease: "R2024b" },
};

export function pipelineOf(id: string): Pipeline {
  return pipelines[id] ?? usualPipeline;
}

export function isOver({ status }: ComputeRun): boolean {
  return status !== "RUNNING";
}

/** The run is in this stage from now on. */
export function enterStage(run: ComputeRun, stageId: string): void {
  run.currentStageId = stageId;
  run.history.set(stageId, { status: "RUNNING", statusMessage: "started", awsResourceId: "i-01" });
}

/** The stage after the current one; after the last one the run is complete. */
export function advance(run: ComputeRun): void {
  const { stages } = pipelineOf(run.pipelineId);
  const current = run.currentStageId ?? "";
  run.history.set(current, { status: "COMPLETED", statusMessage: "done" });
  const next = stages[stages.indexOf(current) + 1];
  if (next === undefined) endRun(run, "COMPLETED");
  else enterStage(run, next);
}

/** The run is over, unless it was already. */
export function endRun(run: ComputeRun, status: string): void {
  if (isOver(run)) return;
  run.status = status;
  run.currentStageId = undefined;
}

/** `ComputeSession`. */
export function runBody(run: ComputeRun, { computeId }: Oddities): JsonObject {
  const { id, pipelineId, status, currentStageId, history } = run;
  return {
    [computeId]: id,
    ...{ pipelineId, status },
    currentStageId: currentStageId ?? null,
    history: Object.fromEntries(history),
  };
}
