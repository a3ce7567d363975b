/** Prism for users' contract tests: a mock, or a validating proxy, of one document. */
import { ConfigError } from "../runtime/index.js";

/** How Prism is started. */
export interface PrismOptions {
  /** Default: a free port. */
  readonly port?: number;
  /** URL of a real server to stand before. Default: none; Prism answers itself. */
  readonly proxyTo?: string;
  /** Answers violations with an error instead of only noting them. */
  readonly errors?: boolean;
  /** Invents answers from schemas instead of giving the document's examples. */
  readonly dynamic?: boolean;
  /** Makes invented answers repeatable. */
  readonly seed?: number;
}

/** A request or an answer that departs from the document. */
export interface PrismViolation {
  /** Verb and path of the exchange. */
  readonly exchange: string;
  readonly side: "request" | "response";
  /** Where in the message, e.g. `["body", "text"]`. */
  readonly location: readonly string[];
  /** The rule: a JSON Schema keyword, or a status. */
  readonly code: string;
  readonly message: string;
  readonly severity: "error" | "warning";
}

/** A running Prism. */
export interface Prism {
  readonly url: string;
  /** What departed from the document so far. */
  readonly violations: readonly PrismViolation[];
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

interface Codegen {
  startPrism(
    spec: string | object,
    options?: PrismOptions,
  ): Promise<Omit<Prism, typeof Symbol.asyncDispose>>;
}

/** Not written into the import: the package is optional, and bundlers would look for it. */
const packageName: string = "@clientwright/codegen";

/**
 * Starts Prism for a document, by path or as an object. Needs the package
 * `@clientwright/codegen`.
 * @param load Imports that package; replaced in tests.
 */
export async function startPrism(
  spec: string | object,
  options: PrismOptions = {},
  load: () => Promise<unknown> = () => import(/* @vite-ignore */ packageName),
): Promise<Prism> {
  const codegen = await loadCodegen(load);
  const { url, violations, ...server } = await codegen.startPrism(spec, options);
  const close = (): Promise<void> => server.close();
  return { url, violations, close, [Symbol.asyncDispose]: close };
}

async function loadCodegen(load: () => Promise<unknown>): Promise<Codegen> {
  const advice = "run `npm install --save-dev @clientwright/codegen`";
  const loaded = await load().catch((cause: unknown) => {
    throw new ConfigError(`startPrism needs the package ${packageName}: ${advice}.`, { cause });
  });
  if (isCodegen(loaded)) return loaded;
  throw new ConfigError(`This version of ${packageName} has no startPrism: ${advice}@latest.`);
}

function isCodegen(loaded: unknown): loaded is Codegen {
  if (typeof loaded !== "object" || loaded === null) return false;
  return "startPrism" in loaded && typeof loaded.startPrism === "function";
}
