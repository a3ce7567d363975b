/** A client without a server, for unit tests of code that uses NeuroGraph. */
import { NeuroGraphClient } from "../client.js";
import { createMockFetch } from "./mock-fetch.js";
import { createMockState, type MockOptions } from "./mock-state.js";

/**
 * A `NeuroGraphClient` that keeps tokens and keys in memory and never uses the network. Equal calls
 * give equal answers; failures are those of a server (`NotFoundError`, `ValidationError`).
 */
export class MockNeuroGraphClient extends NeuroGraphClient {
  constructor(options: MockOptions = {}) {
    super({ apiKey: "ng_test_mock", fetch: createMockFetch(createMockState(options)) });
  }
}
