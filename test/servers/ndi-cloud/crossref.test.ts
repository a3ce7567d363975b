// The double of Crossref.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type CrossrefServer, startCrossrefServer } from "./crossref.js";

const xml = `<?xml version="1.0"?>
<doi_batch version="5.3.1" xmlns="http://www.crossref.org/schema/5.3.1"><head>
<doi_batch_id>batch-1</doi_batch_id><timestamp>20310304090000</timestamp>
<depositor><depositor_name>A</depositor_name></depositor><registrant>A</registrant></head>
<body><doi_data><doi>10.63884/ndic.1</doi><resource>https://a.example</resource></doi_data></body>
</doi_batch>`;

let crossref: CrossrefServer;

beforeEach(async () => {
  crossref = await startCrossrefServer();
});
afterEach(() => crossref.close());

async function deposit(content: string, password = crossref.login.password): Promise<number> {
  const form = new FormData();
  form.set("operation", "doMDUpload");
  form.set("login_id", crossref.login.user);
  form.set("login_passwd", password);
  form.set("fname", new Blob([content], { type: "text/xml" }), "batch-1.xml");
  const answer = await fetch(`${crossref.url}/servlet/deposit`, { method: "POST", body: form });
  return answer.status;
}

async function result(question: Record<string, string>): Promise<string> {
  const { user, password } = crossref.login;
  const query = new URLSearchParams({ usr: user, pwd: password, ...question });
  return (await fetch(`${crossref.url}/servlet/submissionDownload?${query}`)).text();
}

describe("deposits", () => {
  it("are taken, and their result is told by batch or file", async () => {
    expect(await deposit(xml)).toBe(200);
    expect(crossref.deposits).toEqual([{ batchId: "batch-1", fileName: "batch-1.xml", xml }]);
    const byBatch = await result({ doi_batch_id: "batch-1", type: "result" });
    expect(byBatch).toContain('<record_diagnostic status="Success">');
    expect(await result({ file_name: "batch-1.xml", type: "contents" })).toBe(xml);
    expect(await result({ doi_batch_id: "none" })).toContain("No such submission");
  });

  it("need the login, and the fields of the form", async () => {
    expect(await deposit(xml, "wrong")).toBe(401);
    const url = `${crossref.url}/servlet/deposit`;
    expect((await fetch(url, { method: "POST", body: xml })).status).toBe(401);
    expect(crossref.deposits).toEqual([]);
  });

  it.each([
    ["another root", xml.replace("5.3.1</doi", "").replace("schema/5.3.1", "schema/4")],
    ["no batch id", xml.replaceAll("doi_batch_id", "batch_id")],
    [
      "a head in the wrong order",
      xml
        .replace("<registrant>A</registrant>", "")
        .replace("<depositor>", "<registrant>A</registrant><depositor>"),
    ],
    ["no landing page", xml.replace(/<resource>.*<\/resource>/, "")],
  ])("are taken with %s, and fail later", async (_, content) => {
    expect(await deposit(content)).toBe(200);
    const told = await result({ file_name: "batch-1.xml" });
    expect(told).toContain('<record_diagnostic status="Failure">');
  });

  it("wait while others are pending, are refused when there are too many", async () => {
    await deposit(xml);
    crossref.isBusy = true;
    expect(await result({ doi_batch_id: "batch-1" })).toContain('status="queued"');
    crossref.failNext("POST /servlet/deposit", [{ status: 429 }]);
    expect(await deposit(xml)).toBe(429);
    crossref.refusals.push("DOI is taken");
    crossref.isBusy = false;
    await deposit(xml);
    expect(await result({ doi_batch_id: "batch-1" })).toContain("DOI is taken");
  });
});
