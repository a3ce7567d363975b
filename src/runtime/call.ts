/** The call ring: everything that happens once per call, however many attempts it takes. */
import type { Call, WireRequest } from "./call-state.js";
import type { CallState } from "./create-call.js";
import { prepareRequest } from "./prepare-request.js";
import type { Validation } from "./validation/validation.js";

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
  const wire = validate === undefined ? prepare(call) : checked(call, validate, prepare);
  if (!(wire instanceof Promise)) {
    send(call, wire, result);
    return;
  }
  call.startDeadline();
  follow(call, wire, (prepared) => send(call, prepared, result));
}

async function checked(
  call: Call,
  validate: Validation,
  prepare: (call: Call) => WireRequest | Promise<WireRequest>,
): Promise<WireRequest> {
  await validate.checkRequest(call);
  return prepare(call);
}

function send(call: Call, wire: WireRequest, result: (call: Call) => unknown): void {
  follow(call, call.core.run(wire, call), () => {
    const { validate } = call.settings;
    if (validate === undefined || !call.isRead || call.isStreaming) finish(call, result);
    else follow(call, validate.checkAnswer(call), () => finish(call, result));
  });
}

/** Goes on with a step's result, or fails the call by a reaction from which its caller can be found. */
function follow<T>(call: Call, step: Promise<T>, next: (value: T) => void): void {
  const outcome: Promise<void> = step.then(next, (error: unknown) => call.reject(error, outcome));
}

function finish(call: Call, result: (call: Call) => unknown): void {
  try {
    call.resolve(result(call));
  } catch (error) {
    call.reject(error);
  }
}

function answerOf(call: Call): unknown {
  return call.answer;
}
