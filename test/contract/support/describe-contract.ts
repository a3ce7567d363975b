/** The tests of one API's contract: the table is complete, and each of its cases holds. */
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { contractCases } from "../../../codegen/contract/contract-cases.js";
import { readDocument } from "../../../codegen/prism/read-document.js";

const cwd = fileURLToPath(new URL("../../..", import.meta.url));

/** `operation status` of every answer that a document of the configuration states. */
async function documentedAnswers(api: string): Promise<readonly string[]> {
  const { paths = {} } = await readDocument(`specs/${api}/openapi.yaml`, { root: cwd });
  return Object.values(paths).flatMap((item) =>
    [item.get, item.put, item.post, item.delete, item.head, item.patch].flatMap((operation) =>
      Object.keys(operation?.responses ?? {}).map(
        (status) => `${operation?.operationId} ${status}`,
      ),
    ),
  );
}

/** Tests the contract of an API by its name in the configuration. */
export async function describeContract(api: string, operationCount: number): Promise<void> {
  const suite = await contractCases(api, { cwd });
  afterAll(() => suite.close());

  describe(`the contract of ${api}`, () => {
    it("has a case for every operation and documented answer", async () => {
      const documented = await documentedAnswers(api);
      const covered = new Set(suite.cases.map(({ operation, answer }) => `${operation} ${answer}`));
      expect(documented.filter((answer) => !covered.has(answer))).toEqual([]);
      expect(covered.size).toBe(documented.length);
      expect(suite.operations).toHaveLength(operationCount);
    });

    it("gives each case a title of its own", () => {
      expect(new Set(suite.cases.map(({ title }) => title)).size).toBe(suite.cases.length);
    });

    it.each(suite.cases)("$title", async (testCase) => {
      expect((await suite.check(testCase)).problems).toEqual([]);
    });
  });
}
