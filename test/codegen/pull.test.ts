import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { generate } from "../../codegen/cli/generate-apis.js";
import { exitCodeOf, type PullOptions, pull } from "../../codegen/cli/pull.js";
import { UsageError } from "../../codegen/config.js";
import { load } from "../../codegen/load.js";
import { refusalOf, shownAddress } from "../../codegen/pull/address.js";
import { createPartNames } from "../../codegen/pull/part-names.js";
import { type Answer, givenServer, redirectTo, tagged } from "./support/document-server.js";
import { givenDocument, givenProject, type TestProject } from "./support/project.js";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const lockOf = (project: TestProject) => JSON.parse(project.read("clientwright.lock.json"));

const pullFrom = (project: TestProject, url: string, options: PullOptions = {}) =>
  pull([url], { cwd: project.folder, output: "specs/shop.json", ...options });

/** Pulls what a server answers at `/openapi.json`, into an empty project. */
const pulled = async (answer: Answer, options: PullOptions = {}) => {
  const project = givenProject();
  const server = await givenServer({ "/openapi.json": answer });
  const [result] = await pullFrom(project, `${server.url}/openapi.json`, options);
  return { project, server, result };
};

describe("pulling a document", () => {
  it("writes what the server sent, and records it without a date", async () => {
    const text = givenDocument();
    const { project, server, result } = await pulled(tagged(text, '"1"'));
    expect(result).toEqual({
      file: "specs/shop.json",
      url: `${server.url}/openapi.json`,
      status: "written",
    });
    expect(project.read("specs/shop.json")).toBe(text);
    expect(lockOf(project)).toEqual({
      version: 1,
      documents: {
        "specs/shop.json": {
          url: `${server.url}/openapi.json`,
          sha256: sha256(text),
          etag: '"1"',
          lastModified: "Mon, 01 Jan 2024 00:00:00 GMT",
        },
      },
    });
    expect(Object.keys(project.files("."))).toHaveLength(2);
  });

  it("asks whether there is something new, and leaves what is current alone", async () => {
    const project = givenProject();
    const server = await givenServer({ "/a": tagged(givenDocument(), '"1"') });
    const run = async (options: PullOptions = {}) =>
      (await pullFrom(project, `${server.url}/a`, options))[0]?.status;
    expect([await run(), await run()]).toEqual(["written", "unchanged"]);
    expect(server.asked.map(({ headers }) => headers["if-none-match"])).toEqual([undefined, '"1"']);
    const other = givenDocument({ info: { title: "Other", version: "2" } });
    server.answer({ "/a": tagged(other, '"2"') });
    expect(await run({ check: true })).toBe("new");
    expect(project.read("specs/shop.json")).toBe(givenDocument());
    expect(await run()).toBe("written");
    expect(project.read("specs/shop.json")).toBe(other);
    expect(await run({ check: true })).toBe("unchanged");
  });

  it("restores a file that was changed or lost, whatever the server remembers", async () => {
    const project = givenProject();
    const server = await givenServer({ "/a": tagged(givenDocument(), '"1"') });
    await pullFrom(project, `${server.url}/a`);
    project.write("specs/shop.json", "{}");
    const [result] = await pullFrom(project, `${server.url}/a`);
    expect(result?.status).toBe("written");
    expect(project.read("specs/shop.json")).toBe(givenDocument());
  });

  it("is frozen to what was recorded", async () => {
    const project = givenProject();
    const server = await givenServer({ "/a": tagged(givenDocument(), '"1"') });
    const run = async () => (await pullFrom(project, `${server.url}/a`, { frozen: true }))[0];
    expect(await run()).toMatchObject({ status: "failed", failure: "frozen" });
    await pullFrom(project, `${server.url}/a`);
    project.write("specs/shop.json", "{}");
    expect(await run()).toMatchObject({ status: "written" });
    expect(project.read("specs/shop.json")).toBe(givenDocument());
    // The server says that it is still the same, and it is not.
    server.answer({ "/a": tagged(givenDocument({ paths: {} }), '"1"') });
    const result = await run();
    expect(result).toMatchObject({ status: "failed", failure: "frozen" });
    expect(exitCodeOf(result === undefined ? [] : [result])).toBe(1);
    expect(project.read("specs/shop.json")).toBe(givenDocument());
  });

  it("updates everything that the configuration has a source of", async () => {
    const server = await givenServer({
      "/a.yaml": "openapi: 3.1.0\ninfo: { title: A, version: '1' }\n",
      "/b": givenDocument(),
    });
    const api = (source: unknown, name: string) => ({ spec: `specs/${name}`, output: "x", source });
    const project = givenProject({
      "clientwright.config.json": JSON.stringify({
        apis: {
          a: api(`${server.url}/a.yaml`, "a.yaml"),
          b: api(
            { url: `${server.url}/b`, headers: { "X-Key": `Key $${"{SHOP_KEY}"}` } },
            "b.json",
          ),
          c: { spec: "c.json", output: "x" },
        },
      }),
    });
    const options = { cwd: project.folder, env: { SHOP_KEY: "s3cret" } };
    const results = await pull([], options);
    expect(results.map(({ file, status }) => [file, status])).toEqual([
      ["specs/a.yaml", "written"],
      ["specs/b.json", "written"],
    ]);
    expect(server.asked.map(({ headers }) => headers["x-key"])).toEqual([undefined, "Key s3cret"]);
    expect(JSON.stringify([results, project.files(".")])).not.toContain("s3cret");
    await expect(pull(["c"], options)).rejects.toThrow('The API "c" has no source');
    await expect(pull(["b"], { ...options, env: {} })).rejects.toThrow("no SHOP_KEY");
  });

  it("records the same whatever was pulled first", async () => {
    const server = await givenServer({ "/a": givenDocument(), "/b": givenDocument({ paths: {} }) });
    const texts = [];
    for (const order of [
      ["a", "b"],
      ["b", "a"],
    ]) {
      const project = givenProject();
      for (const name of order)
        await pull([`${server.url}/${name}`], { cwd: project.folder, output: `${name}.json` });
      texts.push(project.read("clientwright.lock.json"));
    }
    expect(texts[0]).toBe(texts[1]);
  });
});

describe("credentials", () => {
  const secret = { headers: ["Authorization: Bearer s3cret"] };

  it("are sent to the document's origin, and shown and recorded nowhere", async () => {
    const project = givenProject();
    const server = await givenServer({
      "/a?apikey=s3cret&v=2": givenDocument(),
    });
    const url = `${server.url.replace("//", "//me:s3cret@")}/a?apikey=s3cret&v=2`;
    const [result] = await pullFrom(project, url);
    expect(server.asked[0]?.headers.authorization).toBe(
      `Basic ${Buffer.from("me:s3cret").toString("base64")}`,
    );
    expect(result?.url).toBe(`${server.url}/a?apikey=***&v=2`);
    expect(JSON.stringify([result, project.files(".")])).not.toContain("s3cret");
  });

  it("never follow a redirect to another origin, nor back from there", async () => {
    const away = await givenServer();
    const home = await givenServer({
      "/a": redirectTo("/b"),
      "/b": redirectTo(`${away.url}/c`, 307),
      "/d": givenDocument(),
    });
    away.answer({ "/c": redirectTo(`${home.url.replace("//", "//you:known@")}/d`) });
    const [result] = await pullFrom(givenProject(), `${home.url}/a`, secret);
    expect(result?.status).toBe("written");
    const seen = [...home.asked, ...away.asked].map(
      ({ path, headers }) => `${path} ${headers.authorization}`,
    );
    expect(seen).toEqual(["/a Bearer s3cret", "/b Bearer s3cret", "/d undefined", "/c undefined"]);
  });

  it("are for one origin at a time", async () => {
    const options = { ...secret, cwd: givenProject().folder };
    const project = givenProject({
      "clientwright.config.json": JSON.stringify({
        apis: Object.fromEntries(
          ["a", "b"].map((name) => [
            name,
            { spec: name, output: "x", source: `https://${name}.example.com/x` },
          ]),
        ),
      }),
    });
    await expect(pull([], { ...options, cwd: project.folder })).rejects.toThrow(
      "--header is for one origin",
    );
  });

  it("are not shown when they cannot be sent", async () => {
    const headers = ["Authorization: s3cret\nX: y"];
    const failure = pull(["https://h/a"], { headers, cwd: givenProject().folder, output: "a" });
    await expect(failure).rejects.toThrow(UsageError);
    await expect(failure).rejects.not.toThrow("s3cret");
  });
});

describe("what is not taken for a document", () => {
  const page = "<!doctype html><title>Log in</title>";
  const large = JSON.stringify({ openapi: "3.1.0", "x-large": "x".repeat(5_000) });
  const answers: [string, Answer, string, RegExp][] = [
    ["a missing one", (_, response) => response.writeHead(404).end(), "download", /answered 404/],
    ["a page to log in", page, "document", /answered a web page, not a document\.$/],
    [
      "a page by its type",
      (_, response) => response.writeHead(200, { "content-type": "text/html" }).end("Hello"),
      "document",
      /web page/,
    ],
    [
      "half of one",
      (_, response) => {
        response.writeHead(200, { "content-length": "1000" });
        response.write(givenDocument().slice(0, 100), () => response.destroy());
      },
      "download",
      /cut before the whole file had come\.$/,
    ],
    [
      "one that ends early without saying so",
      givenDocument().slice(0, 100),
      "document",
      /ends in the middle of a value \(line \d+, column \d+\)\.$/,
    ],
    ["one that is too large", large, "download", /is larger than 4096 bytes\.$/],
    [
      "one that is large once it is unpacked",
      (_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(large)),
      "download",
      /is larger than 4096 bytes\.$/,
    ],
    ["nothing", "", "document", /is empty\.$/],
    ["something else", '{ "asyncapi": "3.0.0" }', "document", /This is an AsyncAPI document\.$/],
    ["an error in JSON", '{ "error": "no" }', "document", /"openapi" is missing/],
    ["a circle", redirectTo("/openapi.json"), "download", /redirects more than 5 times\.$/],
    ["a way out", redirectTo("http://example.com/a"), "download", /not followed: it is not encry/],
    ["a file", redirectTo("file:///etc/passwd"), "download", /not followed: file:/],
    [
      "an answer to a question that was not asked",
      (_, response) => response.writeHead(304).end(),
      "download",
      /answered 304/,
    ],
  ];

  it.each(answers)("%s", async (_, answer, failure, message) => {
    const { project, result } = await pulled(answer, { maxBytes: 4_096 });
    expect(result).toMatchObject({ status: "failed", failure });
    expect(result?.message).toMatch(message);
    expect(project.files(".")).toEqual({});
    expect(exitCodeOf(result === undefined ? [] : [result])).toBe(failure === "document" ? 2 : 1);
  });

  it("one that does not come in time", async () => {
    const { result } = await pulled(() => {}, { timeoutMs: 50 });
    expect(result?.message).toMatch(/did not answer within 50 ms\.$/);
  });

  it("one where nothing listens", async () => {
    const server = await givenServer();
    const closed = server.url.replace(/\d+$/, "1");
    const [result] = await pullFrom(givenProject(), `${closed}/a`);
    expect(result?.message).toMatch(/could not be downloaded: /);
  });

  it("leaves the file that is there as it is", async () => {
    const project = givenProject({ "specs/shop.json": givenDocument() });
    const server = await givenServer({ "/a": page });
    await pullFrom(project, `${server.url}/a`);
    expect(project.files(".")).toEqual({ "specs/shop.json": givenDocument() });
  });
});

describe("addresses", () => {
  it.each([
    ["https://example.com/a", false, true],
    ["http://example.com/a", false, false],
    ["http://example.com/a", true, true],
    ["http://localhost:8000/a", false, true],
    ["http://127.0.0.2/a", false, true],
    ["http://[::1]/a", false, true],
    ["http://127.0.0.1.example.com/a", false, false],
    ["ftp://localhost/a", true, false],
    ["file:///etc/passwd", true, false],
  ])("%s (with --allow-http: %s) may be asked: %s", (url, allowHttp, isAllowed) => {
    expect(refusalOf(new URL(url), allowHttp) === undefined).toBe(isAllowed);
  });

  it("are shown without anything that could be a secret", () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z0-9]{17,40}$/),
        fc.constantFrom("token", "api_key", "v", "X-Amz-Signature", "code"),
        (secret, name) => {
          const url = new URL(`https://${secret}:${secret}@h/a?${name}=${secret}#${secret}`);
          expect(shownAddress(url)).toBe(`https://h/a?${name}=***`);
        },
      ),
    );
    expect(shownAddress(new URL("https://h/a?format=json&v=2"))).toBe(
      "https://h/a?format=json&v=2",
    );
  });
});

describe("references of a pulled document", () => {
  const givenParts = async () => {
    const server = await givenServer();
    const main = `openapi: 3.1.0
info: { title: T, version: "1" } # kept as it is
paths:
  /a:
    get:
      operationId: getA
      responses:
        "200":
          description: Ok
          content: { application/json: { schema: { $ref: schemas/a.json#/A } } }
components:
  schemas:
    B: { "$ref": "${server.url}/api/schemas/a.json#/A" }
    C: { $ref: '#/components/schemas/B' }
    D: { $ref: '../openapi/openapi.yaml#/components/schemas/C' }
`;
    server.answer({
      "/api/openapi.yaml": main.replace("../openapi/openapi.yaml", "openapi.yaml"),
      "/api/schemas/a.json": JSON.stringify({
        A: {
          type: "object",
          properties: { back: { $ref: "../openapi.yaml#/components/schemas/C" } },
        },
      }),
    });
    return { server, url: `${server.url}/api/openapi.yaml` };
  };

  it("are pulled into a folder beside it, and lead there", async () => {
    const project = givenProject();
    const { server, url } = await givenParts();
    const [result] = await pull([url], { cwd: project.folder, output: "shop.yaml" });
    expect(result?.status).toBe("written");
    expect(Object.keys(project.files("."))).toEqual([
      "clientwright.lock.json",
      "shop.parts/api-schemas-a.json",
      "shop.yaml",
    ]);
    expect(project.read("shop.yaml")).toContain('info: { title: T, version: "1" } # kept as it is');
    expect(project.read("shop.yaml")).toContain(
      'B: { "$ref": "./shop.parts/api-schemas-a.json#/A" }',
    );
    expect(project.read("shop.yaml")).toContain('D: { $ref: "#/components/schemas/C" }');
    const record = lockOf(project).documents["shop.yaml"];
    expect(record.rewritten).toBe(sha256(project.read("shop.yaml")));
    expect(record.parts["shop.parts/api-schemas-a.json"].url).toBe(
      `${server.url}/api/schemas/a.json`,
    );
    const { diagnostics, document } = await load("shop.yaml", { root: project.folder });
    expect(diagnostics).toEqual([]);
    expect(document?.paths).toHaveProperty("/a");
    const [again] = await pull([url], { cwd: project.folder, output: "shop.yaml" });
    expect(again?.status).toBe("unchanged");
  });

  it("that change are something new, and those that are gone are removed", async () => {
    const project = givenProject();
    const { server, url } = await givenParts();
    const run = async (options: PullOptions = {}) =>
      (await pull([url], { cwd: project.folder, output: "shop.yaml", ...options }))[0];
    await run();
    const head = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\n";
    server.answer({
      "/api/openapi.yaml": `${head}components: { schemas: { A: { $ref: "b.yaml#/A" } } }\n`,
      "/api/b.yaml": "A: { type: string }\n",
    });
    expect((await run({ check: true }))?.status).toBe("new");
    expect((await run({ frozen: true }))?.failure).toBe("frozen");
    await run();
    expect(Object.keys(project.files("shop.parts"))).toEqual(["api-b.yaml"]);
    server.answer({ "/api/openapi.yaml": head });
    await run();
    expect(existsSync(project.path("shop.parts"))).toBe(false);
  });

  it("lead to another origin only where that is allowed, and without credentials", async () => {
    const away = await givenServer({ "/s.json": '{ "A": { "type": "string" } }' });
    const text = givenDocument({
      components: { schemas: { A: { $ref: `${away.url}/s.json#/A` } } },
    });
    const { project, result, server } = await pulled(text);
    expect(result).toMatchObject({ status: "failed", failure: "document" });
    expect(result?.message).toContain("which is of another origin");
    expect(result?.advice).toContain(`--allow-origin ${away.url}`);
    expect(away.asked).toEqual([]);
    expect(project.files(".")).toEqual({});
    const [allowed] = await pullFrom(project, `${server.url}/openapi.json`, {
      allowOrigins: [away.url],
      headers: ["Authorization: Bearer s3cret"],
    });
    expect(allowed?.status).toBe("written");
    expect(away.asked.map(({ headers }) => headers.authorization)).toEqual([undefined]);
    expect(Object.keys(project.files("specs"))).toContainEqual(
      expect.stringMatching(/^shop\.parts\/127\.0\.0\.1-\d+-s(-[0-9a-f]{8})?\.json$/),
    );
  });

  it("do not overwrite a file that was not pulled", async () => {
    const project = givenProject({ "shop.parts/api-schemas-a.json": "mine" });
    const { url } = await givenParts();
    const [result] = await pull([url], { cwd: project.folder, output: "shop.yaml" });
    expect(result?.message).toContain("shop.parts/api-schemas-a.json was not pulled");
    expect(project.files(".")).toEqual({ "shop.parts/api-schemas-a.json": "mine" });
  });

  it("have names that stay in their folder, each address its own", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.webUrl({ withQueryParameters: true }), { maxLength: 5 }),
        (addresses) => {
          const urls = [...new Set(addresses.map((address) => new URL(address).href))];
          const nameOf = createPartNames("https://home.example.com");
          const names = urls.map((url) => nameOf(new URL(url)));
          for (const name of names) expect(name).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]*$/);
          expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(urls.length);
        },
      ),
    );
  });
});

describe("a client of a pulled document", () => {
  it("is generated with a warning where the document was changed by hand, and fails a check", async () => {
    const server = await givenServer({ "/a": givenDocument() });
    const project = givenProject({
      "clientwright.config.json": JSON.stringify({
        apis: { shop: { spec: "shop.json", output: "client", source: `${server.url}/a` } },
      }),
    });
    const run = async (check: boolean) =>
      (await generate(["shop"], { cwd: project.folder, check }))[0];
    await pull([], { cwd: project.folder });
    expect(await run(false)).toMatchObject({ status: "written", diagnostics: [] });
    expect(await run(true)).toMatchObject({ status: "unchanged", diagnostics: [] });
    project.write("shop.json", `${givenDocument()}\n`);
    const finding = { rule: "pulled-document", place: { file: "shop.json", line: 1, column: 1 } };
    expect(await run(false)).toMatchObject({
      status: "unchanged",
      diagnostics: [{ ...finding, severity: "warning" }],
    });
    expect(await run(true)).toMatchObject({
      status: "failed",
      diagnostics: [{ ...finding, severity: "error" }],
    });
  });

  it.each([
    "<<<<<<< ours",
    "[]",
    '{ "version": 2, "documents": {} }',
    '{ "version": 1, "documents": { "openapi.json": null } }',
    '{ "version": 1, "documents": { "openapi.json": { "url": "https://h", "sha256": "0", "parts": [] } } }',
  ])("is not made where the record cannot be read: %s", async (record) => {
    const project = givenProject({
      "openapi.json": givenDocument(),
      "clientwright.lock.json": record,
    });
    const options = { cwd: project.folder, output: "client" };
    await expect(generate(["openapi.json"], options)).rejects.toThrow(UsageError);
  });
});
