/** `clientwright lint`: says what is wrong with documents, by their Redocly rules and by what generation needs. */
import type { Command } from "commander";
import { buildModel } from "../build-model.js";
import type { ApiTarget } from "../config.js";
import { createFindings, type Diagnostic, hasErrors, sortDiagnostics } from "../diagnostics.js";
import { nameOf } from "../generate-api.js";
import { lintDocument, load } from "../load.js";
import { chooseTargets, type TargetOptions } from "../targets.js";
import { coloursFor, countDiagnostics, createOutput, formatDiagnostic } from "./output.js";
import { type OverlayFlags, overlayOption, withOverlayFlags } from "./overlay-option.js";

/** How documents are checked. */
export type LintOptions = Omit<TargetOptions, "client">;

/** What was found in one document. */
export interface LintResult {
  readonly api: string;
  readonly diagnostics: readonly Diagnostic[];
}

const modelFindings = async (target: ApiTarget): Promise<Diagnostic[]> => {
  const { document, diagnostics, locate } = await load(target.spec, target);
  if (document === undefined) return [...diagnostics];
  const findings = createFindings();
  await buildModel(target, document, findings);
  return [...diagnostics, ...(await locate(findings.list))];
};

/** Findings of the rules, unless the document cannot be read at all. */
const ruleFindings = async (
  target: ApiTarget,
  found: readonly Diagnostic[],
): Promise<Diagnostic[]> => {
  const isUnusable = found.some(({ rule }) =>
    ["unreadable-file", "syntax", "version", "limit"].includes(rule),
  );
  if (
    isUnusable ||
    found.some(({ rule }) => rule === "unresolved-reference" || rule === "remote-reference")
  )
    return [];
  const { lint: config, spec } = target;
  return lintDocument(spec, { ...target, ...(config !== undefined && { config }) });
};

/** Checks the named APIs' documents, or all of the configuration. Throws `UsageError` for unknown names. */
export const lint = async (
  names: readonly string[] = [],
  options: LintOptions = {},
): Promise<LintResult[]> => {
  const results: LintResult[] = [];
  for (const { title: _, ...target } of await chooseTargets(names, options)) {
    const found = await modelFindings(target);
    const rules = await ruleFindings(target, found);
    results.push({ api: nameOf(target), diagnostics: sortDiagnostics([...found, ...rules]) });
  }
  return results;
};

const examples = `
Examples:
  $ clientwright lint                   every document of the configuration
  $ clientwright lint ./openapi.yaml    one document, by general rules
  $ clientwright lint - < openapi.yaml  a document from standard input
  $ clientwright lint --json > findings.json

Exit codes: 0 no errors (warnings may be printed), 1 errors, 2 usage or unreadable document.`;

const run = async (
  names: string[],
  flags: LintOptions & OverlayFlags & { readonly json?: boolean },
): Promise<void> => {
  const output = createOutput(process);
  const colours = coloursFor(process.stdout, process.env);
  const results = await lint(names, withOverlayFlags(flags));
  if (flags.json === true) output.result(JSON.stringify({ apis: results }, null, 2));
  else {
    for (const { api, diagnostics } of results) {
      for (const one of diagnostics) output.result(formatDiagnostic(one, colours));
      output.result(`${api}  ${countDiagnostics(diagnostics) || "no findings"}`);
    }
  }
  const all = results.flatMap(({ diagnostics }) => diagnostics);
  const isUnusable = all.some(({ rule }) =>
    ["unreadable-file", "syntax", "version", "limit"].includes(rule),
  );
  process.exitCode = isUnusable ? 2 : Number(hasErrors(all));
};

/** Adds the command. */
export const lintCommand = (program: Command): void => {
  program
    .command("lint")
    .summary("say what is wrong with documents")
    .description(
      "Checks documents by the Redocly rules that the configuration names, and by what generation needs.",
    )
    .argument("[apis...]", "names of the configuration, or documents; all when none is named")
    .option("--config <file>", "configuration to read instead of the nearest one")
    .addOption(overlayOption())
    .option("--json", "print the findings as one JSON document")
    .addHelpText("after", examples)
    .action(run);
};
