/** Starts Prism in this process: as a mock of a document, or as a validating proxy before a server. */
import type { OpenApiDocument } from "../document.js";
import { chooseTargets } from "../targets.js";
import { createEngine, type Preferences } from "./engine.js";
import { listen } from "./listen.js";
import { createMockHandler } from "./mock-handler.js";
import { createProxyHandler } from "./proxy-handler.js";
import { readDocument } from "./read-document.js";
import { createUpstream } from "./upstream.js";
import type { Violation } from "./violations.js";

/** How Prism is started. */
export interface PrismOptions {
  /** Port on 127.0.0.1. Default: a free one. */
  readonly port?: number;
  /** URL of a real server: Prism stands before it and reports violations of both sides. */
  readonly proxyTo?: string;
  /** Proxy only: answers violations with an error instead of only reporting them. Default: false. */
  readonly errors?: boolean;
  /** Mock only: invents answers from schemas instead of giving the document's examples. Default: false. */
  readonly dynamic?: boolean;
  /** Mock only: makes invented answers repeatable. */
  readonly seed?: number;
  /** Told of each violation when it happens. */
  readonly onViolation?: (violation: Violation) => void;
}

/** A running Prism. */
export interface PrismServer {
  readonly url: string;
  readonly port: number;
  readonly operationCount: number;
  /** What departed from the document so far, oldest first. A live list. */
  readonly violations: readonly Violation[];
  /** Forgets the violations so far and answers them. */
  takeViolations(): Violation[];
  /** Ends every connection and frees the port. Idempotent. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

const mockDefaults = ({ dynamic, seed }: PrismOptions): Preferences => ({
  dynamic: dynamic ?? false,
  ...(seed !== undefined && { seed: String(seed) }),
});

/** Starts Prism for a bundled document: every reference in it points inside. */
export const startPrismFor = async (
  document: object,
  options: PrismOptions = {},
): Promise<PrismServer> => {
  const engine = await createEngine(document, options.errors ?? false);
  const violations: Violation[] = [];
  const record = (found: readonly Violation[]): void => {
    violations.push(...found);
    for (const violation of found) options.onViolation?.(violation);
  };
  const upstream = options.proxyTo === undefined ? undefined : createUpstream(options.proxyTo);
  const handler =
    upstream === undefined
      ? createMockHandler(engine, mockDefaults(options), record)
      : createProxyHandler(engine, upstream, record, options.errors ?? false);
  const listening = await listen(handler, options.port ?? 0);
  const close = async (): Promise<void> => {
    upstream?.close();
    await listening.close();
  };
  return {
    url: `http://127.0.0.1:${listening.port}`,
    port: listening.port,
    operationCount: engine.operationCount,
    violations,
    takeViolations: () => violations.splice(0),
    close,
    [Symbol.asyncDispose]: close,
  };
};

const readSpec = async (spec: string): Promise<OpenApiDocument> => {
  const [target] = await chooseTargets([spec]);
  return readDocument(target?.spec ?? spec, target);
};

/**
 * Starts Prism for a configured API by its name, a document by its file, or one that is bundled already.
 *
 * @example
 * await using prism = await startPrism("neurograph");
 * const client = new NeuroGraphClient({ baseUrl: prism.url, apiKey: "any" });
 */
export const startPrism = async (
  spec: string | OpenApiDocument,
  options: PrismOptions = {},
): Promise<PrismServer> =>
  startPrismFor(typeof spec === "string" ? await readSpec(spec) : spec, options);
