/** A contract suite: the table of an API, and how each of its cases is checked against Prism. */
import type { OpenApiDocument } from "../document.js";
import { type PrismServer, startPrismFor } from "../prism/prism.js";
import { describeViolation, type Violation } from "../prism/violations.js";
import { type ContractCase, listCases } from "./cases.js";
import { checkOutcome } from "./check-result.js";
import { chooseCredentials } from "./credentials.js";
import { type ErrorPromises, promisedErrorName } from "./error-names.js";
import { checkExamples, hasExamples } from "./examples-check.js";
import { createWire, performCase } from "./exchange.js";
import type { CallableClient, ErrorClass, GeneratedClient } from "./generated-client.js";
import { matchValues } from "./match-values.js";
import { type DocumentedOperation, listOperations } from "./openapi.js";
import { asTaken, buildArguments } from "./request.js";
import { UnsampledError } from "./sample.js";
import { createSchemaCheck } from "./schema-check.js";

/** What came of one case. */
export interface CaseResult extends ContractCase {
  /** What was wrong; empty when the contract holds. */
  readonly problems: readonly string[];
  readonly durationMs: number;
}

/** The contract of one API, ready to be checked. */
export interface ContractSuite {
  readonly name: string;
  readonly operations: readonly DocumentedOperation[];
  readonly cases: readonly ContractCase[];
  /** Checks one case. Cases share one Prism: one at a time. */
  check(testCase: ContractCase): Promise<CaseResult>;
  close(): Promise<void>;
}

/** The parties to a contract. */
export interface ContractParties {
  readonly name: string;
  /** Bundled: every reference points inside. */
  readonly document: OpenApiDocument;
  readonly client: GeneratedClient;
  /** What the configuration says of errors; it wins over the document. */
  readonly promises?: ErrorPromises;
}

/** A client per set of credentials: a call must not find others than its case names. */
const createClients = (
  { document, client: { Client } }: ContractParties,
  baseUrl: string,
  wire: ReturnType<typeof createWire>,
): ((names: readonly string[]) => CallableClient) => {
  const clients = new Map<string, CallableClient>();
  return (names) => {
    const key = names.join(" ");
    const auth = chooseCredentials({ ...document }, names);
    const client = clients.get(key) ?? new Client({ baseUrl, auth, fetch: wire.fetch });
    clients.set(key, client);
    return client;
  };
};

const nameOf = ({ id, method, path }: DocumentedOperation): string => id ?? `${method} ${path}`;

/** The class that every other exported error class extends. */
const familyBase = (errors: GeneratedClient["errors"]): ErrorClass | undefined => {
  const classes = [...errors.values()];
  return classes.find((base) =>
    classes.every((one) => one === base || one.prototype instanceof base),
  );
};

/** Prism answers with the document's example, or with a sample of the schema that may be wrong. */
const describeAll = (violations: readonly Violation[], isExample: boolean): string[] => {
  const lines = violations.map(describeViolation);
  const isSampled = !isExample && violations.some(({ side }) => side === "response");
  return isSampled ? [...lines, "Prism made this answer up: give it an example"] : lines;
};

type Checker = (testCase: ContractCase) => Promise<readonly string[]>;

const createChecker = (
  parties: ContractParties,
  operations: readonly DocumentedOperation[],
  prism: PrismServer,
): Checker => {
  // The document is read as data from here on.
  const document = { ...parties.document };
  const { client, promises = {} } = parties;
  const check = createSchemaCheck(document);
  const wire = createWire();
  const clientFor = createClients(parties, prism.url, wire);
  const documented = new Map(operations.map((operation) => [nameOf(operation), operation]));
  const values = matchValues(operations, client.operations.values());
  const errorNamed = (name: string | undefined): ErrorClass | undefined =>
    name === undefined ? undefined : client.errors.get(name);
  const base = familyBase(client.errors);

  return async (testCase) => {
    const operation = documented.get(testCase.operation);
    const value = operation === undefined ? undefined : values.get(operation);
    if (operation === undefined || value === undefined)
      return [`the generated client has no operation ${testCase.operation}`];
    const name = promisedErrorName(document, operation, testCase.status, promises);
    const mapped = errorNamed(name);
    if (testCase.status >= 400 && name !== undefined && mapped === undefined)
      return [`the generated client has no error class ${name}`];
    const { body: format } = value;
    const isLocation = value.answer === "location";
    const { bodyExample: example } = testCase;
    const body = format === undefined ? undefined : { format, example };
    const args = asTaken(value, buildArguments({ document, check }, operation, body));
    const caller = clientFor(testCase.credentials);
    const outcome = await performCase(caller, value, args, testCase, wire.fetch);
    const violations = prism.takeViolations();
    if (violations.length > 0) return describeAll(violations, hasExamples(document, testCase));
    const came = { wire: wire.take(), outcome };
    return [
      ...(await checkOutcome(testCase, came, { check, base, mapped, isLocation })),
      ...checkExamples(document, testCase, check),
    ];
  };
};

const elapsed = (start: number): number => Math.round((performance.now() - start) * 10) / 10;

/** Starts Prism for a document and lists what is to be checked. */
export const startContract = async (parties: ContractParties): Promise<ContractSuite> => {
  const prism = await startPrismFor(parties.document);
  const operations = listOperations({ ...parties.document });
  const checker = createChecker(parties, operations, prism);
  return {
    name: parties.name,
    operations,
    cases: listCases(operations),
    async check(testCase) {
      const start = performance.now();
      const problems = await checker(testCase).catch((error: unknown) => {
        if (error instanceof UnsampledError) return [`no request can be built: ${error.message}`];
        throw error;
      });
      return { ...testCase, problems, durationMs: elapsed(start) };
    },
    close: prism.close,
  };
};
