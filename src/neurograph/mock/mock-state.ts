/** What the mock API remembers, and what its routes are given. */
import type { JsonRecord } from "../../runtime/index.js";

/** A stored token, as on the wire. */
export interface MockToken {
  readonly id: number;
  readonly text: string;
  readonly embedding: readonly number[];
  readonly metadata: JsonRecord | null;
  readonly created_at: string;
  readonly updated_at: string;
}

/** A stored key, as on the wire; the secret is not kept. */
export interface MockApiKey {
  readonly key_id: string;
  readonly name: string;
  readonly key_prefix: string;
  readonly scopes: readonly string[];
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly last_used_at: null;
  readonly is_active: boolean;
}

/** Settings of the mock API. */
export interface MockOptions {
  /** Numbers in an embedding. Default: 768. */
  readonly embeddingLength?: number;
  /** Source of time for timestamps. Default: the system's. */
  readonly now?: () => Date;
}

/** Everything that the mock API holds. */
export interface MockState {
  readonly tokens: Map<string, MockToken>;
  readonly keys: Map<string, MockApiKey>;
  readonly embeddingLength: number;
  readonly startedAt: Date;
  readonly now: () => Date;
  /** 1, 2, 3 and so on. */
  readonly nextId: () => number;
}

/** One request to the mock API. */
export interface MockCall {
  readonly state: MockState;
  /** Value of the path's `{id}`; empty where the path has none. */
  readonly id: string;
  readonly query: URLSearchParams;
  /** The JSON body; empty without one. */
  readonly body: JsonRecord;
}

/** A row of the route table. */
export interface MockRoute {
  readonly method: string;
  /** Path with at most one `{id}`. */
  readonly path: string;
  readonly answer: (call: MockCall) => Response;
}

/** An API without tokens and keys. */
export function createMockState(options: MockOptions = {}): MockState {
  const now = options.now ?? (() => new Date());
  let lastId = 0;
  return {
    tokens: new Map(),
    keys: new Map(),
    embeddingLength: options.embeddingLength ?? 768,
    startedAt: now(),
    now,
    nextId() {
      lastId += 1;
      return lastId;
    },
  };
}
