/** `clientwright diff`: what changes for callers of the client between two versions of a document. */
import { join, resolve } from "node:path";
import { type Command, Option } from "commander";
import { loadConfig, UsageError } from "../config.js";
import { compareSources } from "../diff/compare-sources.js";
import { countFindings, describeVerdict, describeVersion } from "../diff/groups.js";
import { toMarkdown } from "../diff/markdown.js";
import { compareLevels } from "../diff/rules.js";
import { chooseSources, type SourceOptions } from "../diff/sources.js";
import type { Audience, DiffFinding, DiffResult, Level } from "../diff/types.js";
import { levelFor } from "../diff/verdict.js";
import { applyWaivers, findWaivers, readWaivers, type Waiver } from "../diff/waivers.js";
import { writeWaivers } from "../diff/write-waivers.js";
import { findingLines } from "./diff-text.js";
import { coloursFor, createOutput, type Output, printable } from "./output.js";

/** From which level on changes are findings; `never` only tells. */
export type FailOn = "breaking" | "compatible" | "note" | "never";

/** How documents are compared. */
export interface DiffOptions extends SourceOptions {
  /** File of waivers. Default: `clientwright.waivers.yaml` (or `.json`) beside the configuration, if there is one. */
  readonly waivers?: string;
  /** Told of each API before it is compared. */
  readonly onStart?: (api: string) => void;
}

/** What came of a comparison. */
export interface DiffReport {
  readonly apis: readonly DiffResult[];
  /** Waivers that nothing needed: the change is gone, or `until` has come. */
  readonly unusedWaivers: readonly Waiver[];
  /** Absolute path of the waivers; undefined where there are none. */
  readonly waiverFile: string | undefined;
}

const folderOf = async ({ cwd, config }: SourceOptions): Promise<string> => {
  const { root } = await loadConfig({
    ...(cwd !== undefined && { cwd }),
    ...(config !== undefined && { file: config }),
  });
  return root;
};

/**
 * Compares two versions of a document, or of each document of the configuration: two documents, one or two
 * revisions, or names of APIs with `from`. Throws `UsageError` for what cannot be compared.
 */
export const diff = async (
  names: readonly string[],
  options: DiffOptions = {},
): Promise<DiffReport> => {
  const cwd = resolve(options.cwd ?? process.cwd());
  const named = options.waivers === undefined ? undefined : resolve(cwd, options.waivers);
  const waiverFile = findWaivers(await folderOf(options), named);
  const waivers = await readWaivers(waiverFile);
  const apis: DiffResult[] = [];
  const used = new Set<Waiver>();
  for (const pair of await chooseSources(names, options)) {
    options.onStart?.(pair.api);
    const applied = applyWaivers(await compareSources(pair, { cwd }), waivers.list);
    apis.push(applied.result);
    for (const waiver of applied.used) used.add(waiver);
  }
  const compared = new Set(apis.map(({ api }) => api));
  const unusedWaivers = waivers.list.filter(
    (waiver) => !used.has(waiver) && (waiver.api === undefined || compared.has(waiver.api)),
  );
  return { apis, unusedWaivers, waiverFile };
};

interface Judgement {
  readonly failOn?: FailOn;
  readonly audience?: Audience;
  readonly checkVersion?: boolean;
}

/** Whether a finding counts for the exit code. */
const counts = (finding: DiffFinding, { failOn, audience = "both" }: Judgement): boolean => {
  const limit = failOn ?? "breaking";
  const level = levelFor(finding, audience);
  if (limit === "never" || level === undefined || finding.waived !== undefined) return false;
  return compareLevels(level, limit) <= 0;
};

/**
 * Exit code of a comparison: 1 where a change is as bad as `failOn` (default: `breaking`) for the audience, and is not
 * waived. With `checkVersion` the document's version decides, and levels only where `failOn` is given.
 */
export const exitCodeOfDiff = ({ apis }: DiffReport, judgement: Judgement = {}): 0 | 1 => {
  const { checkVersion, failOn } = judgement;
  if (checkVersion === true && apis.some(({ version }) => version.enough === false)) return 1;
  if (checkVersion === true && failOn === undefined) return 0;
  return apis.some(({ findings }) => findings.some((one) => counts(one, judgement))) ? 1 : 0;
};

/** Notes shown of one API; the rest are counted. */
const shownNotes = 20;

const printResult = (result: DiffResult, output: Output): void => {
  const colours = coloursFor(process.stdout, process.env);
  const { api, old, new: now, findings } = result;
  const isNote = ({ level }: DiffFinding): boolean => level === ("note" satisfies Level);
  const notes = findings.filter(isNote);
  const hidden = new Set(notes.slice(shownNotes));
  const shown = findings.filter((finding) => !hidden.has(finding));
  const head = `${colours.bold(printable(api))}  ${printable(old.label)} -> ${printable(now.label)}`;
  output.result(head);
  for (const line of findingLines(shown, colours)) output.result(line);
  if (hidden.size > 0) output.result(`\n... and ${hidden.size} more notes; --json has them all.`);
  const version = describeVersion(result);
  const verdict = `${countFindings(result)}  verdict: ${describeVerdict(result)}`;
  output.result(`\n${verdict}${version === undefined ? "" : `  ${printable(version)}`}\n`);
};

const printUnused = ({ unusedWaivers }: DiffReport, { say }: Output): void => {
  for (const { rule, operation, model, pointer, part, until } of unusedWaivers) {
    const place = [operation, model, pointer, part].filter((one) => one !== undefined).join(" ");
    const why = until === undefined ? "" : ` (until ${until})`;
    say(printable(`A waiver of ${rule} for ${place}${why} is not needed: remove it.`));
  }
};

const checkFlags = ({ apis }: DiffReport, { checkVersion }: Judgement): void => {
  const foreign = apis.find(({ version }) => version.enough === undefined);
  if (checkVersion !== true || foreign === undefined) return;
  const { old, new: now } = foreign.version;
  throw new UsageError(
    `--check-version needs versions like 1.2.3: ${foreign.api} has "${old}" and "${now}".`,
  );
};

interface DiffFlags extends DiffOptions, Judgement {
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly writeWaivers?: boolean;
}

const print = (report: DiffReport, flags: DiffFlags, output: Output): void => {
  const { apis, unusedWaivers } = report;
  if (flags.json === true) {
    output.result(JSON.stringify({ apis, unusedWaivers }, null, 2));
    return;
  }
  if (flags.markdown === true) output.result(toMarkdown(apis));
  else for (const result of apis) printResult(result, output);
  printUnused(report, output);
};

const addWaivers = async (report: DiffReport, flags: DiffFlags, output: Output): Promise<void> => {
  const folder = await folderOf(flags);
  const file = report.waiverFile ?? join(folder, "clientwright.waivers.yaml");
  const exists = report.waiverFile !== undefined;
  const added = await writeWaivers(file, exists, report.apis, (one) => counts(one, flags));
  if (added === 0) output.say("There is nothing to waive.");
  else output.say(`${file}: ${added} waivers to write a reason into; until then they are errors.`);
};

const run = async (names: string[], flags: DiffFlags): Promise<void> => {
  const output = createOutput(process);
  const interrupted = (): void => process.exit(130);
  process.once("SIGINT", interrupted);
  try {
    if (flags.json === true && flags.markdown === true)
      throw new UsageError("Take either --json or --markdown.");
    const onStart = (api: string): void => output.progress(`Comparing ${api} ...`);
    const report = await diff(names, { ...flags, onStart });
    checkFlags(report, flags);
    print(report, flags, output);
    if (flags.writeWaivers === true) await addWaivers(report, flags, output);
    process.exitCode = exitCodeOfDiff(report, flags);
  } finally {
    output.done();
    process.removeListener("SIGINT", interrupted);
  }
};

const examples = `
Examples:
  $ clientwright diff old.yaml new.yaml                  two files
  $ clientwright diff main                               every API: main and the working tree
  $ clientwright diff neurograph --from main             one of them
  $ clientwright diff v1.2.0 HEAD --spec openapi.yaml    two revisions of a document
  $ clientwright diff HEAD~1:openapi.yaml openapi.yaml   a file as git names it
  $ clientwright diff main --check-version               is the document's version enough?
  $ clientwright diff main --markdown > comment.md

Exit codes: 0 nothing breaks or all of it is waived, 1 something does, 2 usage, unknown revision or unreadable document.`;

/** Adds the command. */
export const diffCommand = (program: Command): void => {
  program
    .command("diff")
    .summary("say what changes for callers between two versions of a document")
    .description(
      "Compares two versions of a document as callers of the generated client see them: what they must change, what they gain, and which version that makes.",
    )
    .argument("[what...]", "two documents; one or two git revisions; or APIs, with --from")
    .option("--from <revision>", "revision to compare with")
    .option("--to <revision>", "revision of the new side; default: the working tree")
    .option("--spec <file>", "document whose revisions are compared")
    .addOption(
      new Option("--audience <who>", "callers who regenerate (types), clients in use (wire)")
        .choices(["types", "wire", "both"])
        .default("both"),
    )
    .addOption(
      new Option("--fail-on <level>", "least level that exits with 1; default: breaking").choices([
        "breaking",
        "compatible",
        "note",
        "never",
      ]),
    )
    .option("--check-version", "exit with 1 where the document's version does not tell the changes")
    .option("--waivers <file>", "accepted changes; default: clientwright.waivers.yaml")
    .option("--write-waivers", "add what fails to the waivers, for reasons to be written")
    .option("--config <file>", "configuration to read instead of the nearest one")
    .option("--markdown", "print Markdown, for a comment on a pull request")
    .option("--json", "print one JSON document")
    .addHelpText("after", examples)
    .action(run);
};
