/**
 * Tracktion's clients and the stateful server, with Prism between them: what either says that the document does not is
 * a violation.
 */
import {
  ApiKeyManager,
  type BaseClientOptions,
  JwtAuthClient,
  SecureTracktionClient,
  TracktionClient,
} from "clientwright/tracktion";
import { expect, onTestFinished } from "vitest";
import { type PrismServer, startPrismFor } from "../../../codegen/prism/prism.js";
import { readDocument } from "../../../codegen/prism/read-document.js";
import { createLeapingClock, type LeapingClock } from "../../neurograph/support/clocks.js";
import type { RecordedRequest } from "../../servers/support/request-log.js";
import {
  startTracktionServer,
  type TracktionServer,
  type TracktionServerOptions,
} from "../../servers/tracktion/index.js";

export const document = await readDocument("specs/tracktion/openapi.yaml");

/** Dana's key and account; she is a premium user. */
export const liveKey = "tk_live_51b0c3d2e4f5";
export const dana = ["dana@example.org", "correct horse"] as const;
/** A free user. */
export const fred = ["fred@example.org", "battery staple"] as const;
/** An enterprise's administrator. */
export const ada = ["ada@example.org", "root and branch"] as const;

/** Secret with which Dana's requests are signed. */
export const hmacSecret = "test_hmac_secret_0001";

/** What a test has: clients know the address of the proxy only, and all share one clock. */
export interface Given {
  readonly server: TracktionServer;
  readonly prism: PrismServer;
  readonly clock: LeapingClock;
  /** Where clients go, and by which clock. Jitter is half a second. */
  readonly options: BaseClientOptions;
}

/** Servers for one test. It fails at its end if the document was departed from and nobody took note. */
export async function given(serverOptions: TracktionServerOptions = {}): Promise<Given> {
  const clock = createLeapingClock();
  const server = await startTracktionServer({ now: clock.now, ...serverOptions });
  const prism = await startPrismFor(document, { proxyTo: server.url });
  onTestFinished(async () => {
    const violations = prism.takeViolations();
    await prism.close();
    await server.close();
    expect(violations).toEqual([]);
  });
  const options = { baseUrl: prism.url, clock, random: () => 0.5 };
  return { server, prism, clock, options };
}

/** `GET /path?query` of everything the server received, in order. */
export function lines({ requests }: TracktionServer): string[] {
  return requests.map(({ method, path }) => `${method} ${path}`);
}

/** What the server received at one path. */
export function receivedAt({ requests }: TracktionServer, path: string): RecordedRequest[] {
  return requests.filter((request) => request.path.split("?", 1)[0] === path);
}

/** Clients with every kind of credential. */
export function clientsOf({ server, options }: Given) {
  const token = (email: string) => server.state.accessTokenFor(email);
  const keyed = (apiKey: string) => new TracktionClient({ ...options, apiKey });
  return {
    key: keyed(liveKey),
    test: keyed("tk_test_0f1e2d3c4b5a6978"),
    admin: keyed(token(ada[0])),
    signed: new SecureTracktionClient({ ...options, apiKey: liveKey, hmacSecret }),
    manager: new ApiKeyManager({ ...options, token: token(fred[0]) }),
    session: new JwtAuthClient(options),
  };
}
