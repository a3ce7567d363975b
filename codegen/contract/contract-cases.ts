/** The contract of an API by its name: what `clientwright contract` and test suites run. */

import { existsSync } from "node:fs";
import { modelSource } from "../build-model.js";
import { UsageError } from "../config.js";
import { createFindings, hasErrors } from "../diagnostics.js";
import { readDocument } from "../prism/read-document.js";
import { chooseTargets, type NamedTarget, type TargetOptions } from "../targets.js";
import { loadGeneratedClient } from "./generated-client.js";
import { type ContractSuite, startContract } from "./suite.js";

/** Starts the contract of one target: Prism for its document, and its generated client. */
export const startTargetContract = async (target: NamedTarget): Promise<ContractSuite> => {
  if (!existsSync(`${target.output}/index.ts`))
    throw new UsageError(
      `${target.title} has no generated client in ${target.output}: run \`clientwright generate\` first.`,
    );
  const [whole, client] = await Promise.all([
    readDocument(target.spec, target),
    loadGeneratedClient(target.output),
  ]);
  const findings = createFindings();
  const { document } = modelSource(target, whole, findings);
  if (hasErrors(findings.list))
    throw new UsageError(`The filters of ${target.title} have errors.`, findings.list);
  return startContract({ name: target.title, document, client, promises: target });
};

/**
 * The contract of one API as cases for a test suite.
 *
 * @example
 * const suite = await contractCases("neurograph");
 * afterAll(() => suite.close());
 * it.each(suite.cases)("$title", async (testCase) => {
 *   expect((await suite.check(testCase)).problems).toEqual([]);
 * });
 */
export const contractCases = async (
  api: string,
  options: TargetOptions = {},
): Promise<ContractSuite> => {
  const [target] = await chooseTargets([api], options);
  if (target === undefined) throw new UsageError(`There is no API "${api}".`);
  return startTargetContract(target);
};
