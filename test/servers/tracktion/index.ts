// What tests import.
export { hashOfPath } from "./bpm-store.js";
export { type JwtClaims, signJwt } from "./jwt.js";
export { limitAnswer } from "./limit-answers.js";
export type { TracktionServerOptions } from "./options.js";
export { startTracktionServer, type TracktionServer } from "./server.js";
export type { TracktionState } from "./state.js";
