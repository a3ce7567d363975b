import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { contractCases } from "../../codegen/contract/contract-cases.js";
import { readDocument } from "../../codegen/prism/read-document.js";

const cwd = fileURLToPath(new URL("../..", import.meta.url));
const suite = await contractCases("rust-auth", { cwd });

afterAll(() => suite.close());

describe("the contract of the Rust Auth Service", () => {
  it("has a case for every operation and documented answer", async () => {
    const { paths = {} } = await readDocument("specs/rust-auth/openapi.yaml", cwd);
    const documented = Object.values(paths).flatMap((item) =>
      [item.get, item.put, item.post, item.delete, item.head, item.patch].flatMap((operation) =>
        Object.keys(operation?.responses ?? {}).map(
          (status) => `${operation?.operationId} ${status}`,
        ),
      ),
    );
    const covered = new Set(suite.cases.map(({ operation, answer }) => `${operation} ${answer}`));
    expect(documented.filter((answer) => !covered.has(answer))).toEqual([]);
    expect(covered.size).toBe(documented.length);
    expect(suite.operations).toHaveLength(51);
  });

  it("gives each case a title of its own", () => {
    expect(new Set(suite.cases.map(({ title }) => title)).size).toBe(suite.cases.length);
  });

  it.each(suite.cases)("$title", async (testCase) => {
    expect((await suite.check(testCase)).problems).toEqual([]);
  });
});
