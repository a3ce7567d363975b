/** Makes one call of a contract and keeps what went over the wire. */
import type { Fetch, HeaderValues, Operation } from "clientwright/runtime";
import type { ContractCase } from "./cases.js";
import type { CallableClient } from "./generated-client.js";
import type { CallArguments } from "./request.js";

/** An answer as it came over the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly mediaType: string;
  /** Where a redirect leads, as sent. */
  readonly location: string | undefined;
  readonly bytes: Uint8Array;
}

/** What a call came to. */
export interface CallOutcome {
  /** Absent: nothing was sent. */
  readonly wire: WireAnswer | undefined;
  readonly outcome:
    | { readonly kind: "result"; readonly value: unknown }
    | { readonly kind: "error"; readonly error: unknown };
}

/** A fetch that keeps the last answer. Redirects are answers here: they are documented as such. */
export const createWire = (): { readonly fetch: Fetch; take(): WireAnswer | undefined } => {
  let last: WireAnswer | undefined;
  return {
    async fetch(input, init) {
      const response = await globalThis.fetch(input, { ...init, redirect: "manual" });
      last = {
        status: response.status,
        mediaType: response.headers.get("content-type") ?? "",
        location: response.headers.get("location") ?? undefined,
        bytes: new Uint8Array(await response.clone().arrayBuffer()),
      };
      return response;
    },
    take() {
      const taken = last;
      last = undefined;
      return taken;
    },
  };
};

const preferences = ({ status, mediaType, isOneOfMany }: ContractCase): HeaderValues => ({
  Prefer: `code=${status}`,
  ...(isOneOfMany && mediaType !== undefined && { Accept: mediaType }),
});

/** Asks for the case's answer, once. */
export const performCase = async (
  client: CallableClient,
  operation: Operation,
  args: CallArguments,
  testCase: ContractCase,
): Promise<CallOutcome["outcome"]> => {
  const options = { headers: preferences(testCase), retry: false, timeoutMs: 10_000 } as const;
  try {
    return { kind: "result", value: await client.call(operation, args, options) };
  } catch (error) {
    return { kind: "error", error };
  }
};
