// What the server's own tests share: a clock moved by hand, callers, and documents.
import { type Caller, createCaller } from "../support/caller.js";
import type { JsonObject } from "./body.js";
import type { NdiCloudServerOptions } from "./options.js";
import { type NdiCloudServer, startNdiCloudServer } from "./server.js";

/** A server whose clock only moves when told to, callers of it included. */
export interface Given extends AsyncDisposable {
  readonly server: NdiCloudServer;
  readonly clock: { ms: number };
  /** A caller with a token, or none. */
  with(token?: string): Caller;
  /** A caller with a fresh token of that account. */
  as(account: { email: string }): Caller;
}

export async function given(options: NdiCloudServerOptions = {}): Promise<Given> {
  const clock = { ms: Date.parse("2031-03-04T09:00:00.000Z") };
  const server = await startNdiCloudServer({ now: () => clock.ms, ...options });
  const caller = (token?: string) => createCaller(server.baseUrl, token);
  return {
    server,
    clock,
    with: caller,
    as: ({ email }) => caller(server.state.tokenFor(email)),
    [Symbol.asyncDispose]: server.close,
  };
}

/** A document of class `probe` that may name a file. */
export function probe(ndiId: string, fileUid?: string): JsonObject {
  const location = { uid: fileUid, location: "rec.dat", location_type: "file", ingest: 1 };
  const info = { name: "rec.dat", locations: [location] };
  return {
    base: { id: ndiId, session_id: "41a0_1", name: `probe ${ndiId}` },
    document_class: {
      class_name: "probe",
      superclasses: [{ definition: "$NDIDOCUMENTPATH/base.json" }],
    },
    depends_on: [{ name: "subject_id", value: "41a0_2" }],
    ...(fileUid !== undefined && { files: { file_list: ["rec.dat"], file_info: [info] } }),
    probe: { gain: "__NDI__NaN__", channels: 4 },
  };
}
