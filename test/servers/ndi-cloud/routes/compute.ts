// Runs of pipelines.
import { type Answer, emptyAnswer, jsonAnswer } from "../../support/answers.js";
import { isObject, jsonBody, text } from "../body.js";
import { type Call, known, param, type Route } from "../call.js";
import {
  advance,
  type ComputeRun,
  endRun,
  enterStage,
  isOver,
  pipelineOf,
  runBody,
} from "../compute.js";
import { ApiFailure, forbidden, notFound } from "../failures.js";

function startComputeSession(call: Call): Answer {
  const { state } = call;
  const caller = known(call);
  const body = jsonBody(call);
  const pipelineId = text(body, "pipelineId");
  if (!caller.canCompute) throw forbidden("You do not have permission to start runs");
  const { stages, matlabRelease, isEndless } = pipelineOf(pipelineId);
  checkLicense(call, matlabRelease);
  const run: ComputeRun = {
    id: `run-${state.runs.size + 1}`,
    userId: caller.id,
    pipelineId,
    inputParameters: isObject(body.inputParameters) ? body.inputParameters : {},
    status: "RUNNING",
    currentStageId: undefined,
    history: new Map(),
  };
  enterStage(run, stages[0] ?? "stage-1");
  state.runs.set(run.id, run);
  if (!isEndless)
    state.tasks.schedule(state.settings.computeDelayMs, () => endRun(run, "COMPLETED"));
  const { computeId } = state.settings.oddities;
  return jsonAnswer(201, { [computeId]: run.id, status: run.status });
}

function checkLicense(call: Call, release: string | undefined): void {
  const license = call.state.licenses.get(known(call).id);
  if (release === undefined || license?.mode === "network") return;
  if (license?.files.some((file) => file.release === release)) return;
  const code = "MATLAB_LICENSE_REQUIRED";
  const message = "No license for this release";
  throw new ApiFailure(400, message, "message", { code, requiredRelease: release });
}

function listComputeSessions(call: Call): Answer {
  const { runs, settings } = call.state;
  const { id } = known(call);
  const own = [...runs.values()].filter(({ userId }) => userId === id);
  const sessions = own.map((run) => runBody(run, settings.oddities));
  return jsonAnswer(200, settings.oddities.computeList === "bare" ? sessions : { sessions });
}

function getComputeSession(call: Call): Answer {
  return jsonAnswer(200, runBody(runOfPath(call), call.state.settings.oddities));
}

function triggerComputeStage(call: Call): Answer {
  const run = runOfPath(call);
  const stageId = param(call, "stageId");
  if (!pipelineOf(run.pipelineId).stages.includes(stageId)) throw notFound("stage");
  enterStage(run, stageId);
  return jsonAnswer(200, { message: "Started" });
}

/** After the last stage the run is complete. */
function advanceComputeSession(call: Call): Answer {
  const run = runOfPath(call);
  if (!isOver(run)) advance(run);
  return jsonAnswer(200, { status: run.status });
}

function abortComputeSession(call: Call): Answer {
  const run = runOfPath(call);
  if (isOver(run)) throw notFound("run");
  endRun(run, "ABORTED");
  return emptyAnswer();
}

function runOfPath(call: Call): ComputeRun {
  const run = call.state.runs.get(param(call, "sessionId"));
  if (run?.userId === known(call).id) return run;
  throw notFound("run");
}

const one = "/compute/{sessionId}";

export const computeRoutes: readonly Route[] = [
  { method: "POST", path: "/compute/start", access: "user", handle: startComputeSession },
  { method: "GET", path: "/compute", access: "user", handle: listComputeSessions },
  { method: "GET", path: one, access: "user", handle: getComputeSession },
  {
    method: "POST",
    path: `${one}/stage/{stageId}`,
    access: "user",
    handle: triggerComputeStage,
  },
  { method: "POST", path: `${one}/advance`, access: "user", handle: advanceComputeSession },
  { method: "DELETE", path: one, access: "user", handle: abortComputeSession },
];
