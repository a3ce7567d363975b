/** `clientwright contract`: checks generated clients against what their documents promise. */
import type { Command } from "commander";
import {
  type ContractReport,
  formatFailure,
  formatSummary,
  runContract,
} from "../contract/report.js";
import { chooseTargets, type TargetOptions } from "../targets.js";
import { createOutput, type Output } from "./output.js";
import { type OverlayFlags, overlayOption, withOverlayFlags } from "./overlay-option.js";

/** How contracts are run. */
export interface ContractOptions extends TargetOptions {
  /** Told of each API before its contract is run. */
  readonly onStart?: (api: string) => void;
}

/**
 * Runs the contract of the named APIs, or of all: each operation by each documented answer, called
 * by the generated client against Prism. Throws `UsageError` for what cannot be run at all.
 */
export const contract = async (
  names: readonly string[] = [],
  options: ContractOptions = {},
): Promise<ContractReport[]> => {
  // Loaded when asked for: other commands must not wait for Ajv.
  const { startTargetContract } = await import("../contract/contract-cases.js");
  const reports: ContractReport[] = [];
  for (const target of await chooseTargets(names, options)) {
    options.onStart?.(target.title);
    const suite = await startTargetContract(target);
    try {
      reports.push(await runContract(suite));
    } finally {
      await suite.close();
    }
  }
  return reports;
};

const print = (reports: readonly ContractReport[], { result }: Output): void => {
  for (const { api, failures } of reports)
    for (const failure of failures) result(`${formatFailure(api, failure)}\n`);
  result(formatSummary(reports));
};

interface ContractFlags extends ContractOptions, OverlayFlags {
  readonly json?: boolean;
}

const run = async (names: string[], flags: ContractFlags): Promise<void> => {
  const output = createOutput(process);
  const interrupted = (): void => process.exit(130);
  process.once("SIGINT", interrupted);
  try {
    const onStart = (api: string): void => output.progress(`Checking ${api} ...`);
    const reports = await contract(names, { ...withOverlayFlags(flags), onStart });
    if (flags.json === true) output.result(JSON.stringify({ apis: reports }, null, 2));
    else print(reports, output);
    process.exitCode = reports.some(({ failed }) => failed > 0) ? 1 : 0;
  } finally {
    output.done();
    process.removeListener("SIGINT", interrupted);
  }
};

const examples = `
Examples:
  $ clientwright contract                 every API of the configuration
  $ clientwright contract neurograph      one of them
  $ clientwright contract ./openapi.yaml --client ./client
  $ clientwright contract --json > contract.json

Exit codes: 0 every contract holds, 1 an answer departs, 2 the call or a document has errors.`;

/** Adds the command. */
export const contractCommand = (program: Command): void => {
  program
    .command("contract")
    .summary("check generated clients against their documents")
    .description(
      "Calls Prism with the generated client: each operation by each documented answer. " +
        "No request may depart from the document, and each answer must come out as documented.",
    )
    .argument("[apis...]", "names of the configuration, or documents; all when none is named")
    .option("--config <file>", "configuration to read instead of the nearest one")
    .option("--client <folder>", "generated client of a document that is not in the configuration")
    .addOption(overlayOption())
    .option("--json", "print one JSON document")
    .addHelpText("after", examples)
    .action(run);
};
