/**
 * The client and the stateful server, with Prism between them: what either says that the document does not is a
 * violation. The file storage is asked directly, as it is another server.
 */
import { NdiCloudClient, type NdiCloudClientOptions } from "clientwright/ndi-cloud";
import { expect, onTestFinished } from "vitest";
import { type PrismServer, startPrismFor } from "../../../codegen/prism/prism.js";
import { readDocument } from "../../../codegen/prism/read-document.js";
import { createLeapingClock, type LeapingClock } from "../../neurograph/support/clocks.js";
import {
  hartLab,
  type NdiCloudServer,
  type NdiCloudServerOptions,
  startNdiCloudServer,
} from "../../servers/ndi-cloud/index.js";
import type { RecordedRequest } from "../../servers/support/request-log.js";

export const document = await readDocument("specs/ndi-cloud/openapi.yaml");

/** What a test has: clients know the address of the proxy only, and all share one clock. */
export interface Given {
  readonly server: NdiCloudServer;
  readonly prism: PrismServer;
  readonly clock: LeapingClock;
  /** A client of nobody, unless the options say whose. It knows no variables of the environment. */
  client(options?: NdiCloudClientOptions): NdiCloudClient;
  /** A client with a fresh token of an account, and the Hart Lab as its organization. */
  as(account: { readonly email: string }, options?: NdiCloudClientOptions): NdiCloudClient;
}

/** Servers for one test. It fails at its end if the document was departed from and nobody took note. */
export async function given(serverOptions: NdiCloudServerOptions = {}): Promise<Given> {
  const clock = createLeapingClock();
  const server = await startNdiCloudServer({ now: clock.now, ...serverOptions });
  const prism = await startPrismFor(document, { proxyTo: server.baseUrl });
  onTestFinished(async () => {
    const violations = prism.takeViolations();
    await prism.close();
    await server.close();
    expect(violations).toEqual([]);
  });
  const usual = { baseUrl: prism.url, clock, random: () => 0.5 };
  const client = (options: NdiCloudClientOptions = {}) =>
    new NdiCloudClient({ ...usual, env: {}, ...options });
  return {
    ...{ server, prism, clock, client },
    as({ email }, options) {
      const token = server.state.tokenFor(email);
      return client({ token, organizationId: hartLab, ...options });
    },
  };
}

/** `METHOD /path?query` of everything the API received, without the version. */
export function lines({ requests }: Pick<NdiCloudServer, "requests">): string[] {
  return requests.map(({ method, path }) => `${method} ${path.replace(/^\/v1/, "")}`);
}

/** What the API received with a bearer token, and with which. */
export function bearers(requests: readonly RecordedRequest[]): (string | undefined)[] {
  return requests.map(({ headers }) => headers.authorization);
}
