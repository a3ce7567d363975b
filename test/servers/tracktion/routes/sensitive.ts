// The operation that has to be signed.
import { jsonAnswer } from "../../support/answers.js";
import { type KnownCall, key, type Route } from "../call.js";

export const sensitiveRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/api/v1/sensitive-operation",
    access: key,
    signed: true,
    handle: performSensitiveOperation,
  },
];

/** Any body will do, also none. */
function performSensitiveOperation({ request, state }: KnownCall) {
  const id = `op_${state.operations.length + 3_301}`;
  state.operations.push({ id, body: request.json });
  return jsonAnswer(200, { status: "accepted", operation_id: id });
}
