/**
 * Prism's packages behind a small interface: the only file that imports them, and only when asked,
 * since they take more than half a second to load. Must not know about sockets.
 */
import type { IncomingHttpHeaders } from "node:http";
import { type ContentOperation, withExactAnswers, withExactRequest } from "./exact-media-types.js";

/** A request as Prism sees it. */
export interface PrismRequest {
  readonly method: string;
  readonly url: { readonly path: string; readonly query: Record<string, string | string[]> };
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/** An answer as Prism sees it: JSON bodies parsed, all others text. */
export interface PrismResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** One finding of Prism's validators. */
export interface PrismDiagnostic {
  readonly path?: readonly string[];
  readonly code?: string | number;
  readonly message: string;
  readonly severity: number;
}

/** Prism's reason not to answer as the document says; serialised as problem+json. */
export interface PrismRefusal {
  readonly name: string;
  readonly message: string;
  readonly status: number;
  readonly detail: string;
  readonly additional?: Readonly<Record<string, unknown>>;
}

/** What Prism made of one request. */
export type PrismOutcome =
  | {
      readonly kind: "answer";
      readonly response: PrismResponse;
      readonly requestFindings: readonly PrismDiagnostic[];
      readonly responseFindings: readonly PrismDiagnostic[];
    }
  | { readonly kind: "refusal"; readonly refusal: PrismRefusal };

/** Which of the documented answers a mock gives. */
export interface Preferences {
  readonly code?: number;
  readonly exampleKey?: string;
  readonly dynamic?: boolean;
  readonly seed?: string;
  readonly mediaTypes?: string[];
}

/** Fetches the answer of the real server; request findings are given so that it may refuse. */
export type Forward = (findings: readonly PrismDiagnostic[]) => Promise<PrismResponse>;

/** Prism for one document. */
export interface PrismEngine {
  readonly operationCount: number;
  mock(request: PrismRequest, preferences: Preferences): Promise<PrismOutcome>;
  validate(request: PrismRequest, forward: Forward): Promise<PrismOutcome>;
}

/** `Either` of fp-ts, as far as we meet it. */
type Either<Left, Right> =
  | { readonly _tag: "Left"; readonly left: Left }
  | { readonly _tag: "Right"; readonly right: Right };
type TaskEither<Right> = () => Promise<Either<unknown, Right>>;

interface PrismResult {
  readonly output: PrismResponse;
  readonly validations: {
    readonly input: readonly PrismDiagnostic[];
    readonly output: readonly PrismDiagnostic[];
  };
}

interface PrismInstance {
  request(input: PrismRequest, operations: unknown, config: unknown): TaskEither<PrismResult>;
}

const toRefusal = (error: unknown): PrismRefusal => {
  const message = error instanceof Error ? error.message : String(error);
  const fallback = { name: "UNKNOWN", message, status: 500, detail: message };
  return error instanceof Error ? Object.assign({}, fallback, error, { message }) : fallback;
};

const toOutcome = (result: Either<unknown, PrismResult>): PrismOutcome => {
  if (result._tag === "Left") return { kind: "refusal", refusal: toRefusal(result.left) };
  const { output, validations } = result.right;
  return {
    kind: "answer",
    response: { ...output, headers: output.headers ?? {} },
    requestFindings: validations.input,
    responseFindings: validations.output,
  };
};

/** Prism's `forward` component: a reader of its logger that answers a TaskEither. */
const toComponent =
  (forward: Forward) =>
  ({ validations }: { validations: readonly PrismDiagnostic[] }) =>
  () =>
  async (): Promise<Either<unknown, PrismResponse>> => {
    try {
      return { _tag: "Right", right: await forward(validations) };
    } catch (error) {
      return { _tag: "Left", left: error };
    }
  };

/** One of Prism's validators: what it is given is an operation and a message. */
type Validator = (given: {
  readonly resource: ContentOperation;
  readonly element: { readonly headers?: Readonly<Record<string, unknown>> };
}) => unknown;

const contentTypeOf = (headers: Readonly<Record<string, unknown>> = {}): string | undefined => {
  const found = Object.entries(headers).find(([name]) => /^content-type$/i.test(name))?.[1];
  return typeof found === "string" ? found : undefined;
};

/** A validator that sees only the media type that was sent. */
const exactly =
  (validate: Validator, narrow: typeof withExactAnswers): Validator =>
  ({ resource, element }) =>
    validate({ resource: narrow(resource, contentTypeOf(element.headers)), element });

const baseConfig = {
  checkSecurity: true,
  validateRequest: true,
  validateResponse: true,
  upstreamProxy: undefined,
};

/** `errors` makes Prism hand request findings to `forward`, and refuse routes it does not know. */
const proxyConfig = (refuses: boolean): object => ({
  ...baseConfig,
  errors: refuses,
  isProxy: true,
  upstream: new URL("http://127.0.0.1/"),
  mock: { dynamic: false },
});

/**
 * Loads Prism and hands it a bundled document.
 * @param refuses Whether a request that departs from the document is refused instead of forwarded.
 */
export const createEngine = async (document: object, refuses: boolean): Promise<PrismEngine> => {
  const [{ createInstance, getHttpOperationsFromSpec }, { createLogger }, validators] =
    await Promise.all([
      import("@stoplight/prism-http"),
      import("@stoplight/prism-core"),
      import("@stoplight/prism-http/dist/validator/index.js"),
    ]);
  const logger = createLogger("prism", { level: "silent" });
  // Prism dereferences in place; the caller's document stays as it is.
  const operations = await getHttpOperationsFromSpec(structuredClone(document));
  // Their types name packages that are not installed with them; ours say what is used of them.
  const common = {
    logger,
    validateInput: exactly(validators.validateInput as never, withExactRequest),
    validateOutput: exactly(validators.validateOutput as never, withExactAnswers),
  };
  const instance = (config: object, components: object): PrismInstance =>
    createInstance(config as never, { ...common, ...components } as never) as never;
  const mock = { ...baseConfig, errors: false, isProxy: false };
  const mocker = instance({ ...mock, mock: { dynamic: false } }, {});
  const proxy = proxyConfig(refuses);

  return {
    operationCount: operations.length,
    async mock(request, preferences) {
      const config = { ...mock, mock: { dynamic: false, ...preferences } };
      return toOutcome(await mocker.request(request, operations, config)());
    },
    async validate(request, forward) {
      const proxying = instance(proxy, { forward: toComponent(forward) });
      return toOutcome(await proxying.request(request, operations, proxy)());
    },
  };
};
