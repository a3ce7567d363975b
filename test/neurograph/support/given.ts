/** Servers and clients for one test; all are closed when it ends. */
import { onTestFinished } from "vitest";
import { NeuroGraphClient, type NeuroGraphClientOptions } from "../../../src/neurograph/index.js";
import {
  type NeuroGraphServer,
  type NeuroGraphServerOptions,
  startNeuroGraphServer,
} from "../../servers/neurograph/index.js";

export const developer = { username: "developer", password: "developer123" } as const;
export const admin = { username: "admin", password: "admin123" } as const;
export const viewer = { username: "viewer", password: "viewer123" } as const;

/** A stateful server on the loopback interface. */
export async function givenServer(
  options: NeuroGraphServerOptions = {},
): Promise<NeuroGraphServer> {
  const server = await startNeuroGraphServer(options);
  onTestFinished(() => server.close());
  return server;
}

/** A client of that server, logged in as the developer unless credentials are given. */
export function givenClient(
  server: NeuroGraphServer,
  options: NeuroGraphClientOptions = developer,
): NeuroGraphClient {
  const client = new NeuroGraphClient({ baseUrl: server.url, ...options });
  onTestFinished(() => client.close());
  return client;
}

/** Server and developer in one. */
export async function given(
  options: NeuroGraphServerOptions = {},
): Promise<{ server: NeuroGraphServer; client: NeuroGraphClient }> {
  const server = await givenServer(options);
  return { server, client: givenClient(server) };
}

/** Method and path of everything the server received, in order. */
export function received(server: NeuroGraphServer): string[] {
  return server.requests.map(({ method, path }) => `${method} ${path}`);
}

/** The error that a promise rejects with; the test fails if it does not. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error === undefined) throw new Error("the promise was fulfilled");
  return error;
}
