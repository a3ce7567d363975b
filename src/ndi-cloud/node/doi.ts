/** Registers DOIs for datasets with Crossref. */
import { randomInt } from "node:crypto";
import type { Fetch } from "../../runtime/index.js";
import type { NdiCloudClient } from "../client.js";
import { type Environment, platformEnvironment } from "../environment.js";
import { NdiConfigError, NdiConnectionError, NdiValidationError } from "../errors.js";
import { writeTextFile } from "./atomic-file.js";
import { createDoiBatchXml, type Depositor, doiBatchId } from "./crossref-xml.js";
import { abortError, callOptions, clockOf, type WorkOptions } from "./work.js";

/** How Crossref is talked to. */
export interface CrossrefOptions extends WorkOptions {
  /** Default: false. */
  readonly useTestSystem?: boolean;
  /** Origin of the interface. Default: Crossref's, or that of its test system. */
  readonly crossrefUrl?: string;
  /** Default: `CROSSREF_USERNAME` and `CROSSREF_PASSWORD` of the environment. */
  readonly credentials?: { readonly username: string; readonly password: string };
  /** Default: the environment of the process. */
  readonly env?: Environment;
  /** Default: the platform's. */
  readonly fetch?: Fetch;
}

/** How a DOI is registered. */
export interface RegisterDoiOptions extends CrossrefOptions, Depositor {
  /** Default: a new one. */
  readonly doi?: string;
  /** Registers also for a dataset that has a DOI. Default: false. */
  readonly force?: boolean;
  /** Writes what is deposited into a file as well. */
  readonly outputFile?: string;
  /** Writes the DOI into the dataset once it is submitted. Default: false. */
  readonly updateDataset?: boolean;
}

/** What became of a deposit. Crossref works on it later: `checkDoiSubmission` tells the rest. */
export interface DoiRegistration {
  readonly doi: string;
  /** By which Crossref is asked for the result. */
  readonly batchId: string;
  readonly xml: string;
  readonly submissionStatus: "submitted" | "failed" | "skipped";
  /** Why it was not submitted. */
  readonly reason?: string;
  /** Status of Crossref's answer, if there was one. */
  readonly httpStatus?: number;
}

/** Prefix of all DOIs of NDI Cloud. */
const prefix = "10.63884/ndic.";
const signs = "abcdefghijklmnopqrstuvwxyz0123456789";

/** A new DOI: the year, and eight random signs. [NDI-149] */
export function createNewDoi(now: number = Date.now()): string {
  const random = Array.from({ length: 8 }, () => signs[randomInt(signs.length)]).join("");
  return `${prefix}${new Date(now).getUTCFullYear()}.${random}`;
}

/** Whether a text is a DOI of NDI Cloud, in the present form or the one before. */
export function isNdiDoi(doi: string): boolean {
  return /^10\.63884\/ndic\.([0-9]{4}\.[a-z0-9]{8}|[0-9a-f]{8})$/.test(doi);
}

/**
 * Deposits a DOI for a dataset. Without credentials nothing is sent, and the result has the document alone. [NDI-149]
 *
 * @throws {NdiConfigError} with the code `HAS_DOI` for a dataset that has one.
 * @throws {NdiConnectionError} when Crossref does not answer: whether it took the deposit is not known then.
 */
export async function registerDatasetDoi(
  client: NdiCloudClient,
  datasetId: string,
  options: RegisterDoiOptions,
): Promise<DoiRegistration> {
  if (!options.depositorEmail.includes("@"))
    throw new NdiValidationError("depositorEmail must be the address that Crossref writes to");
  const dataset = await client.datasets.get(datasetId, callOptions(options));
  checkFree(dataset.doi, options);
  const now = clockOf(options).now();
  const doi = options.doi ?? createNewDoi(now);
  if (!isNdiDoi(doi)) throw new NdiValidationError(`"${doi}" is no DOI of NDI Cloud`);
  const { depositorName, depositorEmail, registrant } = options;
  const depositor = {
    depositorEmail,
    ...(depositorName !== undefined && { depositorName }),
    ...(registrant !== undefined && { registrant }),
  };
  const xml = createDoiBatchXml({ dataset, doi, now, ...depositor });
  if (options.outputFile) await writeTextFile(options.outputFile, xml);
  const made = { doi, xml, batchId: doiBatchId(now) };
  const login = credentialsOf(options);
  if (login === undefined) {
    const reason = "There are no credentials of Crossref (CROSSREF_USERNAME, CROSSREF_PASSWORD)";
    return { ...made, submissionStatus: "skipped", reason };
  }
  const response = await deposit(xml, `${doi.slice(prefix.length)}.xml`, login, options);
  if (!response.ok) return { ...made, submissionStatus: "failed", ...(await refused(response)) };
  await response.body?.cancel();
  if (options.updateDataset)
    await client.datasets.update(datasetId, { doi }, {}, callOptions(options));
  return { ...made, submissionStatus: "submitted", httpStatus: response.status };
}

/** Which deposit. */
export interface DoiSubmission extends CrossrefOptions {
  readonly batchId?: string;
  readonly fileName?: string;
  /** What became of it, or what was deposited. Default: `result`. */
  readonly type?: "result" | "contents";
}

/**
 * What Crossref says of a deposit, as it says it: XML. [NDI-149]
 *
 * @throws {NdiConfigError} without credentials, or when Crossref does not know them or the deposit.
 */
export async function checkDoiSubmission(options: DoiSubmission): Promise<string> {
  const { batchId, fileName, type = "result" } = options;
  const which = batchId ? { doi_batch_id: batchId } : { file_name: fileName ?? "" };
  if (!batchId && !fileName) throw new NdiValidationError("batchId or fileName is needed");
  const login = credentialsOf(options);
  if (login === undefined) throw new NdiConfigError("There are no credentials of Crossref");
  const { username: usr, password: pwd } = login;
  const query = new URLSearchParams({ usr, pwd, ...which, type });
  const response = await send(`submissionDownload?${query}`, {}, options);
  const text = await response.text();
  if (response.ok) return text;
  const { status } = response;
  const message = `Crossref does not tell of this deposit: ${status}`;
  throw new NdiConfigError(message, { status, body: withoutSecrets(text, login) });
}

function checkFree(doi: string | undefined, { force }: RegisterDoiOptions): void {
  // An earlier program wrote this into every dataset.
  const hasDoi = !!doi && !doi.includes("10.1000/123456789");
  if (!hasDoi || force) return;
  throw new NdiConfigError(`The dataset has a DOI already: ${doi}`, { code: "HAS_DOI" });
}

interface Login {
  readonly username: string;
  readonly password: string;
}

function credentialsOf({
  credentials,
  env = platformEnvironment(),
}: CrossrefOptions): Login | undefined {
  if (credentials !== undefined) return credentials;
  const { CROSSREF_USERNAME: username, CROSSREF_PASSWORD: password } = env;
  return username && password ? { username, password } : undefined;
}

async function deposit(
  xml: string,
  fileName: string,
  { username, password }: Login,
  options: CrossrefOptions,
): Promise<Response> {
  const body = new FormData();
  body.set("operation", "doMDUpload");
  body.set("login_id", username);
  body.set("login_passwd", password);
  body.set("fname", new Blob([xml], { type: "application/xml" }), fileName);
  return await send("deposit", { method: "POST", body }, options);
}

/** The address of a question holds the password: it is in no error. */
async function send(path: string, init: RequestInit, options: CrossrefOptions): Promise<Response> {
  const { signal, useTestSystem, fetch = globalThis.fetch } = options;
  const usual = useTestSystem ? "https://test.crossref.org" : "https://doi.crossref.org";
  const origin = (options.crossrefUrl ?? usual).replace(/\/+$/, "");
  const stop = signal === undefined ? {} : { signal };
  try {
    return await fetch(`${origin}/servlet/${path}`, { ...init, ...stop, redirect: "error" });
  } catch {
    if (signal?.aborted) throw abortError(signal.reason);
    throw new NdiConnectionError(`No answer from ${origin}`, { maybeSent: true });
  }
}

async function refused(
  response: Response,
): Promise<{ readonly reason: string; readonly httpStatus: number }> {
  await response.body?.cancel();
  const { status: httpStatus } = response;
  const isFull = httpStatus === 429 || httpStatus === 503;
  const reason = isFull ? "too many deposits are waiting; try again later" : `status ${httpStatus}`;
  return { httpStatus, reason: `Crossref did not take the deposit: ${reason}` };
}

function withoutSecrets(text: string, { password }: Login): string {
  return password === "" ? text : text.replaceAll(password, "[redacted]").slice(0, 4_000);
}
