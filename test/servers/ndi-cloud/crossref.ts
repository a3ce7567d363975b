// A double of Crossref's deposit interface: takes batches, and tells later what became of them.
import { type Answer, textAnswer } from "../support/answers.js";
import { pathOf, queryOf, type RecordedRequest } from "../support/request-log.js";
import { type ScriptedServer, startScriptedServer } from "../support/scripted-server.js";
import { parseMultipart } from "./multipart.js";

/** One batch that was taken. */
export interface Deposit {
  readonly batchId: string;
  readonly fileName: string;
  readonly xml: string;
}

/** A running double. */
export interface CrossrefServer extends ScriptedServer {
  /** In order of arrival. */
  readonly deposits: Deposit[];
  /** Who may deposit. */
  readonly login: { readonly user: string; readonly password: string };
  /** Deposits are taken but wait, as they do when many are pending. */
  isBusy: boolean;
  /** What is wrong with the next batches, as the result will tell; each counts once. */
  readonly refusals: string[];
}

/** Listens on a free port of 127.0.0.1. */
export async function startCrossrefServer(): Promise<CrossrefServer> {
  const deposits: Deposit[] = [];
  const results = new Map<Deposit, string>();
  const login = { user: "depositor", password: "Blue-Stamp-5" };
  const refusals: string[] = [];

  function deposit(request: RecordedRequest): Answer {
    const form = parseMultipart(request);
    const field = (name: string) => form.get(name)?.text ?? "";
    if (field("login_id") !== login.user || field("login_passwd") !== login.password)
      return page(401, "Incorrect login");
    const file = form.get("fname");
    if (field("operation") !== "doMDUpload" || file?.fileName === undefined)
      return page(400, "operation and fname are needed");
    const batchId = /<doi_batch_id>([^<]+)<\/doi_batch_id>/.exec(file.text)?.[1];
    const taken = { batchId: batchId ?? "", fileName: file.fileName, xml: file.text };
    deposits.push(taken);
    results.set(taken, refusals.shift() ?? problemOf(taken) ?? "");
    return page(200, "SUCCESS: your batch submission was successfully received.");
  }

  function status(request: RecordedRequest): Answer {
    const query = queryOf(request);
    if (query.get("usr") !== login.user || query.get("pwd") !== login.password)
      return page(401, "Incorrect login");
    const [batchId, fileName] = [query.get("doi_batch_id"), query.get("file_name")];
    const found = deposits.findLast((d) => d.batchId === batchId || d.fileName === fileName);
    if (!found) return page(404, "No such submission");
    if (query.get("type") === "contents") return textAnswer(200, "text/xml", found.xml);
    return textAnswer(200, "text/xml", diagnostic(found, results.get(found) ?? "", server.isBusy));
  }

  const scripted = await startScriptedServer({
    bodyLimit: 1_048_576,
    answer(request) {
      const route = `${request.method} ${pathOf(request)}`;
      if (route === "POST /servlet/deposit") return deposit(request);
      if (route === "GET /servlet/submissionDownload") return status(request);
      return page(404, "Not found");
    },
    usualAnswer: (_, code) => page(code, `Status ${code}`),
    scriptedHeaders: () => ({}),
  });
  const server: CrossrefServer = { ...scripted, deposits, login, isBusy: false, refusals };
  return server;
}

/** What the interface finds wrong at first sight. */
function problemOf({ batchId, xml }: Deposit): string | undefined {
  const root = /<doi_batch\b[^>]*\bxmlns="http:\/\/www\.crossref\.org\/schema\/5\.3\.1"/.test(xml);
  if (!root) return "The root is no doi_batch of schema 5.3.1";
  if (batchId === "") return "doi_batch_id is missing";
  const head = ["doi_batch_id", "timestamp", "depositor", "registrant"].map((name) =>
    xml.indexOf(`<${name}>`),
  );
  if (head.includes(-1) || head.some((at, index) => at < (head[index - 1] ?? 0)))
    return "The head lacks something, or is in the wrong order";
  return /<resource>[^<]+<\/resource>/.test(xml) ? undefined : "doi_data has no resource";
}

function diagnostic({ batchId }: Deposit, problem: string, isBusy: boolean): string {
  const status = problem === "" ? "Success" : "Failure";
  const record = `<record_diagnostic status="${status}"><msg>${problem || "Successfully added"}</msg></record_diagnostic>`;
  const state = isBusy ? 'status="queued"/>' : `status="completed"><batch_id>${batchId}</batch_id>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<doi_batch_diagnostic ${state}${
    isBusy ? "" : `${record}</doi_batch_diagnostic>`
  }`;
}

function page(status: number, words: string): Answer {
  return textAnswer(status, "text/html", `<html><body><h2>${words}</h2></body></html>`);
}
