/** The call ring: everything that happens once per call, however many attempts it takes. */
import type { Call, WireRequest } from "./call-state.js";
import type { CallState } from "./create-call.js";
import { prepareRequest } from "./prepare-request.js";

/** How a kind of call differs from the usual one. */
export interface CallKind {
  /** Makes the request. Default: out of the operation and its arguments. */
  readonly prepare?: (call: Call) => WireRequest | Promise<WireRequest>;
  /** Makes the result. Default: the parsed body. */
  readonly result?: (call: Call) => unknown;
}

const usual: CallKind = {};

/** Performs a call. It settles by its deadline, and as soon as its signal aborts, whatever the transport does. */
export function performCall(call: CallState, kind?: CallKind): Promise<unknown> {
  return new Promise((resolve, reject) => startCall(call, resolve, reject, kind));
}

/** Starts a call for a promise that exists already. */
export function startCall(
  call: CallState,
  resolve: (result: unknown) => void,
  reject: (error: unknown) => void,
  kind: CallKind = usual,
): void {
  try {
    call.begin(resolve, reject);
    if (call.life.done === undefined) perform(call, kind);
  } catch (error) {
    call.reject(error);
  }
}

function perform(call: Call, { prepare = prepareRequest, result = answerOf }: CallKind): void {
  const { validate } = call.settings;
  const wire = validate === undefined ? prepare(call) : checked(call, prepare);
  if (!(wire instanceof Promise)) return send(call, wire, result);
  call.startDeadline();
  wire.then((prepared) => send(call, prepared, result)).catch((error) => call.reject(error));
}

async function checked(
  call: Call,
  prepare: (call: Call) => WireRequest | Promise<WireRequest>,
): Promise<WireRequest> {
  await call.settings.validate?.checkRequest(call);
  return prepare(call);
}

function send(call: Call, wire: WireRequest, result: (call: Call) => unknown): void {
  call.core
    .run(wire, call)
    .then(() => finish(call, result))
    .catch((error) => call.reject(error));
}

function finish(call: Call, result: (call: Call) => unknown): void | Promise<void> {
  const { validate } = call.settings;
  if (validate === undefined || !call.isRead || call.isStreaming) return call.resolve(result(call));
  return validate.checkAnswer(call).then(() => call.resolve(result(call)));
}

function answerOf(call: Call): unknown {
  return call.answer;
}
