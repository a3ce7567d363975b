/** Sends every call of a document to Prism, which validates requests by code of its own. */
import { dirname } from "node:path";
import { listAlternatives } from "../../../codegen/contract/credentials.js";
import { matchValues } from "../../../codegen/contract/match-values.js";
import { listOperations } from "../../../codegen/contract/openapi.js";
import { asTaken, buildArguments } from "../../../codegen/contract/request.js";
import { UnsampledError } from "../../../codegen/contract/sample.js";
import { createSchemaCheck } from "../../../codegen/contract/schema-check.js";
import { generateApi } from "../../../codegen/generate-api.js";
import { startPrismFor } from "../../../codegen/prism/prism.js";
import { readDocument } from "../../../codegen/prism/read-document.js";
import { describeViolation } from "../../../codegen/prism/violations.js";
import { credentialsFor } from "./call-operation.js";
import type { CheckTask } from "./check-document.js";
import type { LoadClient } from "./client.js";
import type { Failure } from "./result.js";

/** What Prism said of a document's calls. */
export interface PrismResult {
  readonly file: string;
  /** `unread`: Prism could not read the document, or not in time. */
  readonly status: "called" | "unread";
  readonly calls: number;
  readonly accepted: number;
  readonly failures: readonly Failure[];
}

/** Generates a client, starts a mock, and calls what valid arguments are known for. */
export const checkWithPrism = async (
  { file, output }: CheckTask,
  loadClient: LoadClient,
): Promise<PrismResult> => {
  const target = { key: undefined, root: dirname(file), spec: file, output };
  await generateApi(target, { cache: false });
  const client = await loadClient(output);
  const document = { ...(await readDocument(file, { root: dirname(file) })) };
  const described = { document, check: createSchemaCheck(document) };
  const operations = listOperations(document);
  const values = matchValues(operations, client.values);
  const prism = await startPrismFor(document);
  const failures: Failure[] = [];
  let calls = 0;
  let accepted = 0;
  try {
    for (const operation of operations) {
      const name = `${operation.method} ${operation.path}`;
      const value = values.get(operation);
      if (value === undefined) continue;
      const [names = []] = listAlternatives(operation);
      const auth = credentialsFor(described, names);
      const caller = new client.Client({
        auth,
        baseUrl: prism.url,
        retry: false,
        followRedirects: false,
      });
      try {
        const { body: format } = value;
        const body = format === undefined ? undefined : { format, example: undefined };
        const args = buildArguments(described, operation, body);
        // What Prism answers is another matter: only what it says of the request counts here.
        await caller
          .call(value, asTaken(value, args), { timeoutMs: 10_000 })
          .catch(() => undefined);
      } catch (error) {
        if (error instanceof UnsampledError) continue;
        throw error;
      }
      const violations = prism.takeViolations().filter(({ side }) => side === "request");
      calls += 1;
      if (violations.length === 0) accepted += 1;
      for (const violation of violations)
        failures.push({ step: "prism", operation: name, reason: describeViolation(violation) });
    }
  } finally {
    await prism.close();
  }
  return { file, status: "called", calls, accepted, failures };
};
