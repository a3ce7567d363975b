/** `@clientwright/codegen`: every command as a function, and the types of what they are given and answer. */
export { type ContractOptions, contract } from "./cli/contract.js";
export {
  type DiffOptions,
  type DiffReport,
  diff,
  exitCodeOfDiff,
  type FailOn,
} from "./cli/diff.js";
export { type GenerateOptions, generate } from "./cli/generate-apis.js";
export { type WatchOptions, watch } from "./cli/generate-watch.js";
export { type LintOptions, type LintResult, lint } from "./cli/lint.js";
export { type MigratedFile, type MigrateOptions, migrate } from "./cli/migrate.js";
export { type MockedApi, type MockOptions, type Mocks, mock } from "./cli/mock.js";
export { type PullOptions, type PullResult, pull } from "./cli/pull.js";
export {
  type ApiConfig,
  type ApiTarget,
  type Config,
  type LoadConfigOptions,
  type LoadedConfig,
  loadConfig,
  type SourceConfig,
  UsageError,
} from "./config.js";
export type { ContractCase } from "./contract/cases.js";
export { contractCases } from "./contract/contract-cases.js";
export type { ContractReport } from "./contract/report.js";
export type { CaseResult, ContractSuite } from "./contract/suite.js";
export { defineConfig } from "./define-config.js";
export type { Diagnostic, Place, Severity } from "./diagnostics.js";
export { toMarkdown } from "./diff/markdown.js";
export type { RuleName } from "./diff/rules.js";
export type {
  Audience,
  DiffFinding,
  DiffResult,
  Level,
  Spot,
  Subject,
  Verdict,
  Verdicts,
  VersionCheck,
} from "./diff/types.js";
export type { Waiver } from "./diff/waivers.js";
export type { Difference, Hunk } from "./difference.js";
export { type GenerateResult, generateApi, type MadeClient } from "./generate-api.js";
export type { ConfigFormat } from "./init/config-text.js";
export { type InitOptions, type InitResult, init } from "./init/init.js";
export { normalise } from "./load/normalise.js";
export { type Loaded, type LoadOptions, load } from "./load.js";
export { type PrismOptions, type PrismServer, startPrism } from "./prism/prism.js";
export type { Violation } from "./prism/violations.js";
export type {
  DocumentVocabulary,
  ErrorsVocabulary,
  OperationVocabulary,
  PagesVocabulary,
  ResourceVocabulary,
  TagVocabulary,
} from "./vocabulary.js";
export { type Change, WriteError } from "./write.js";
