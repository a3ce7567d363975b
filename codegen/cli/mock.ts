/** `clientwright mock`: serves documents with Prism until it is stopped. */
import type { Command } from "commander";
import { UsageError } from "../config.js";
import { type PrismOptions, type PrismServer, startPrism } from "../prism/prism.js";
import { readDocument } from "../prism/read-document.js";
import { describeViolation, type Violation } from "../prism/violations.js";
import { chooseTargets, type NamedTarget, type TargetOptions } from "../targets.js";
import { createOutput } from "./output.js";
import { type OverlayFlags, overlayOption, withOverlayFlags } from "./overlay-option.js";

/** How documents are served. */
export interface MockOptions extends TargetOptions {
  /** Port of the first API; the others get the ones after it. Default: free ones. */
  readonly port?: number;
  /** Invents answers from schemas instead of giving the document's examples. */
  readonly dynamic?: boolean;
  /** Makes invented answers repeatable. */
  readonly seed?: number;
  /** Told when a request, or an example of the document, departs from the document. */
  readonly onViolation?: (api: string, violation: Violation) => void;
}

/** One document being served. */
export interface MockedApi {
  readonly name: string;
  readonly url: string;
  readonly port: number;
  readonly operations: number;
}

/** Documents being served. */
export interface Mocks {
  readonly apis: readonly MockedApi[];
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

const prismOptions = (name: string, index: number, options: MockOptions): PrismOptions => {
  const { port, dynamic, seed, onViolation } = options;
  return {
    ...(port !== undefined && { port: port + index }),
    ...(dynamic !== undefined && { dynamic }),
    ...(seed !== undefined && { seed }),
    ...(onViolation !== undefined && {
      onViolation: (violation: Violation) => onViolation(name, violation),
    }),
  };
};

const isPortTaken = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "EADDRINUSE";

const serve = async (
  target: NamedTarget,
  index: number,
  options: MockOptions,
): Promise<PrismServer> => {
  const document = await readDocument(target.spec, target);
  try {
    return await startPrism(document, prismOptions(target.title, index, options));
  } catch (error) {
    if (!isPortTaken(error)) throw error;
    throw new UsageError(`Port ${(options.port ?? 0) + index} is taken: choose another --port.`);
  }
};

/** Serves the named APIs, or all, in this process. Throws `UsageError` for what cannot be served. */
export const mock = async (
  names: readonly string[] = [],
  options: MockOptions = {},
): Promise<Mocks> => {
  const servers: { readonly title: string; readonly server: PrismServer }[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(servers.map(({ server }) => server.close()));
  };
  try {
    for (const [index, target] of (await chooseTargets(names, options)).entries())
      servers.push({ title: target.title, server: await serve(target, index, options) });
  } catch (error) {
    await close();
    throw error;
  }
  const apis = servers.map(({ title, server: { url, port, operationCount } }) => ({
    ...{ name: title, url, port },
    operations: operationCount,
  }));
  return { apis, close, [Symbol.asyncDispose]: close };
};

/** Exit code of a served mock that is stopped: an interrupt is one, a request to end is not. */
const exitCodes = { SIGINT: 130, SIGTERM: 0 } as const;

/** Waits for a signal to stop. */
const stopped = (): Promise<number> =>
  new Promise((resolve) => {
    for (const [signal, code] of Object.entries(exitCodes))
      process.once(signal as keyof typeof exitCodes, () => resolve(code));
  });

const formatApis = (apis: readonly MockedApi[]): string => {
  const names = Math.max(...apis.map(({ name }) => name.length));
  const urls = Math.max(...apis.map(({ url }) => url.length));
  return apis
    .map(({ name, url, operations }) =>
      [name.padEnd(names), url.padEnd(urls), `${operations} operations`].join("  "),
    )
    .join("\n");
};

const parsePort = (text: string): number => {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new UsageError(`--port takes a number from 1 to 65535, not "${text}".`);
};

const parseSeed = (text: string): number => {
  const seed = Number(text);
  if (Number.isFinite(seed)) return seed;
  throw new UsageError(`--seed takes a number, not "${text}".`);
};

const examples = `
Examples:
  $ clientwright mock                          every API of the configuration, on free ports
  $ clientwright mock neurograph --port 4010   one of them
  $ clientwright mock ./openapi.yaml --dynamic --seed 1
  $ curl -H "Prefer: code=404" http://127.0.0.1:4010/api/v1/tokens/1

A request chooses its answer: Prefer: code=404, or example=name, or dynamic=true.
Requests that depart from the document are told on standard error.

Stop it with Ctrl-C (exit code 130) or SIGTERM (0).`;

interface MockFlags extends MockOptions, OverlayFlags {
  readonly json?: boolean;
}

const runMock = async (names: string[], flags: MockFlags): Promise<void> => {
  const output = createOutput(process);
  const onViolation = (api: string, violation: Violation): void =>
    output.say(`${api}: ${describeViolation(violation)}`);
  const mocks = await mock(names, { ...withOverlayFlags(flags), onViolation });
  const stop = stopped();
  if (flags.json === true) output.result(JSON.stringify({ apis: mocks.apis }));
  else output.result(formatApis(mocks.apis));
  process.exitCode = await stop;
  await mocks.close();
};

/** Adds the command. */
export const mockCommand = (program: Command): void => {
  program
    .command("mock")
    .summary("serve documents with Prism")
    .description("Serves documents with Prism, in one process, until it is stopped.")
    .argument("[apis...]", "names of the configuration, or documents; all when none is named")
    .option("--config <file>", "configuration to read instead of the nearest one")
    .option("--port <number>", "port of the first API; default: free ones", parsePort)
    .option("--dynamic", "invent answers from schemas instead of giving examples")
    .option("--seed <number>", "make invented answers repeatable", parseSeed)
    .addOption(overlayOption())
    .option("--json", "print the addresses as one JSON document")
    .addHelpText("after", examples)
    .action(runMock);
};
