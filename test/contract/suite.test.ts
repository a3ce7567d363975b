import type { Operation } from "clientwright/runtime";
import { afterEach, describe, expect, it } from "vitest";
import type { GeneratedClient } from "../../codegen/contract/generated-client.js";
import { runContract } from "../../codegen/contract/report.js";
import { type ContractSuite, startContract } from "../../codegen/contract/suite.js";
import type { OpenApiDocument } from "../../codegen/document.js";
import { readDocument } from "./support/document.js";
import { createStubClient, NotesError } from "./support/stub-client.js";

// The fixture is an OpenAPI document.
const notes = readDocument("notes") as OpenApiDocument;
let open: ContractSuite | undefined;

afterEach(() => open?.close());

const givenSuite = async (
  client: GeneratedClient = createStubClient(),
  document: object = notes,
): Promise<ContractSuite> => {
  open = await startContract({ name: "notes", document: document as OpenApiDocument, client });
  return open;
};

/** What is wrong with the first case of a title. */
const problemsOf = async (suite: ContractSuite, title: string): Promise<readonly string[]> => {
  const testCase = suite.cases.find((one) => one.title === title);
  if (testCase === undefined) throw new Error(`no case ${title}`);
  return (await suite.check(testCase)).problems;
};

/** The fixture with a part replaced. */
const changed = (path: readonly string[], value: unknown): object => {
  const copy = structuredClone(notes);
  const owner = path.slice(0, -1).reduce<Record<string, unknown>>(
    // Only objects of the fixture are on these paths.
    (node, key) => node[key] as Record<string, unknown>,
    { ...copy },
  );
  owner[path.at(-1) ?? ""] = value;
  return copy;
};

describe("the table of a contract", () => {
  it("has each operation by each documented answer, and each way to authenticate", async () => {
    const { cases } = await givenSuite();
    expect(cases.map(({ title, status }) => `${title} (${status})`)).toEqual([
      "listNotes -> 200 (200)",
      "listNotes -> 401 (401)",
      "listNotes -> 503 (503)",
      "listNotes -> 200 with apiKey (200)",
      "createNote -> 201 (201)",
      "createNote -> 422 (422)",
      "createNote -> 429 (429)",
      "createNote -> default (500)",
      "createNote -> 201 with apiKey (201)",
      "getNote -> 200 (200)",
      "getNote -> 404 (404)",
      "getNote -> 5XX (500)",
      "getNote -> 200 with apiKey (200)",
      "probeNote -> 200 (200)",
      "probeNote -> 200 with apiKey (200)",
      "deleteNote -> 204 (204)",
      "deleteNote -> 404 (404)",
      "deleteNote -> 204 with apiKey (204)",
      "exportNotes -> 200 (200)",
      "exportNotes -> 200 with apiKey (200)",
      "downloadArchive -> 200 (200)",
      "downloadArchive -> 200 with apiKey (200)",
      "uploadArchive -> 204 (204)",
      "uploadArchive -> 204 with apiKey (204)",
      "watchNotes -> 200 (200)",
      "watchNotes -> 200 with apiKey (200)",
      "getHealth -> 200 (200)",
    ]);
  });

  it("has a case for each further example of a body, and for each media type of an answer", async () => {
    const examples = { short: { value: { text: "a" } }, long: { value: { text: "aa" } } };
    const body = [
      "paths",
      "/notes",
      "post",
      "requestBody",
      "content",
      "application/json",
      "examples",
    ];
    const { cases } = await givenSuite(createStubClient(), changed(body, examples));
    expect(cases.map(({ title }) => title)).toContain("createNote -> 201 to example long");
    await open?.close();
    const content = { "text/csv": {}, "application/json": {} };
    const answer = ["paths", "/notes/export", "get", "responses", "200", "content"];
    const other = await givenSuite(createStubClient(), changed(answer, content));
    expect(other.cases.map(({ title }) => title)).toContain(
      "exportNotes -> 200 as application/json",
    );
  });
});

describe("a contract", () => {
  it("holds for a client that does as the document says", async () => {
    const report = await runContract(await givenSuite());
    expect(report.failures.map(({ title, problems }) => [title, ...problems])).toEqual([]);
    expect(report).toMatchObject({
      api: "notes",
      operations: 10,
      answers: 27,
      passed: 27,
      failed: 0,
    });
  });

  it("finds a request that departs from the document", async () => {
    const request = (sent: Request): Request => {
      sent.headers.delete("authorization");
      return sent;
    };
    const suite = await givenSuite(createStubClient({ request }));
    expect(await problemsOf(suite, "listNotes -> 200")).toEqual([
      "GET /notes: request: Invalid security scheme used",
    ]);
    const wrongQuery = (sent: Request): Request =>
      new Request(`${sent.url.split("?")[0]}?limit=no`, sent);
    const other = await givenSuite(createStubClient({ request: wrongQuery }));
    expect(await problemsOf(other, "listNotes -> 200")).toEqual([
      expect.stringContaining("must be integer"),
    ]);
  });

  it("finds a client that sends nothing", async () => {
    const request = (): Request => {
      throw new TypeError("cannot serialise");
    };
    const suite = await givenSuite(createStubClient({ request }));
    expect(await problemsOf(suite, "getHealth -> 200")).toEqual([
      "the client sent nothing: TypeError: cannot serialise",
    ]);
  });

  it("finds a result of the wrong kind", async () => {
    const suite = await givenSuite(createStubClient({ result: (value) => JSON.stringify(value) }));
    expect(await problemsOf(suite, "listNotes -> 200")).toEqual([
      expect.stringMatching(/^the result is ".*", not the parsed body$/),
    ]);
    expect(await problemsOf(suite, "watchNotes -> 200")).toEqual([
      expect.stringContaining("not an async iterable"),
    ]);
    const empty = await givenSuite(createStubClient({ result: () => ({}) }));
    expect(await problemsOf(empty, "deleteNote -> 204")).toEqual([
      "the result is an object (Object), not undefined",
    ]);
  });

  it("finds an error of the wrong class, status or body", async () => {
    const error = (): Error => new NotesError(400, undefined);
    const suite = await givenSuite(createStubClient({ error }));
    expect(await problemsOf(suite, "getNote -> 404")).toEqual([
      "the error is Error, not NoteNotFoundError",
      "error.status is 400, not 404",
      "error.body is undefined, not the parsed body",
    ]);
    const foreign = await givenSuite(createStubClient({ error: () => new TypeError("x") }));
    expect(await problemsOf(foreign, "createNote -> 422")).toContain("TypeError is no NotesError");
  });

  it("takes a redirect for the result where the document does, and finds one that leads elsewhere", async () => {
    const location = "https://app.example/done?code=1";
    const headers = { Location: { schema: { type: "string" }, example: location } };
    const document = changed(["paths", "/health", "get", "responses"], {
      "303": { description: "There.", headers },
    });
    const answering = (value: unknown): GeneratedClient => {
      const stub = createStubClient({ result: () => value });
      const getHealth = { ...stub.operations.get("getHealth"), answer: "location" } as Operation;
      const operations = new Map([...stub.operations, ["getHealth", getHealth]]);
      return { ...stub, operations };
    };
    const problems = async (value: unknown, described = document) =>
      problemsOf(await givenSuite(answering(value), described), "getHealth -> 303");
    expect(await problems(location)).toEqual([]);
    await open?.close();
    expect(await problems("https://app.example/")).toEqual([
      `the result is "https://app.example/", not ${location}`,
    ]);
    await open?.close();
    const silent = { "303": { description: "There." } };
    expect(
      await problems(location, changed(["paths", "/health", "get", "responses"], silent)),
    ).toEqual(["the redirect leads nowhere: give its header Location an example"]);
  });

  it("finds examples that depart from their schema", async () => {
    const path = ["paths", "/notes", "post", "responses", "201", "content", "application/json"];
    const examples = { good: { value: { id: 1, text: "x" } }, bad: { value: { id: 1 } } };
    const schema = { $ref: "#/components/schemas/Note" };
    const suite = await givenSuite(createStubClient(), changed(path, { schema, examples }));
    expect(await problemsOf(suite, "createNote -> 201")).toEqual([
      "example bad departs from its schema: body must have required property 'text'",
    ]);
  });

  it("asks for an example when Prism cannot make up a sound answer", async () => {
    const path = ["paths", "/notes/{id}", "get", "responses", "200", "content"];
    const content = { "application/json": { schema: { $ref: "#/components/schemas/Note" } } };
    const suite = await givenSuite(createStubClient(), changed(path, content));
    expect((await problemsOf(suite, "getNote -> 200")).at(-1)).toBe(
      "Prism made this answer up: give it an example",
    );
  });

  it("asks for an example when a request cannot be built", async () => {
    const schema = { type: "string", pattern: "^(?!)$" };
    const parameters = [{ name: "id", in: "path", required: true, schema }];
    const document = changed(["paths", "/notes/{id}", "parameters"], parameters);
    const suite = await givenSuite(createStubClient(), document);
    expect(await problemsOf(suite, "getNote -> 200")).toEqual([
      "no request can be built: id: pattern ^(?!)$ needs an example in the document " +
        "(/paths/~1notes~1{id}/parameters/0)",
    ]);
  });

  it("finds operations and error classes that the client lacks", async () => {
    const client = { ...createStubClient(), operations: new Map(), errors: new Map() };
    const suite = await givenSuite(client);
    expect(await problemsOf(suite, "getNote -> 200")).toEqual([
      "the generated client has no operation getNote",
    ]);
    const other = await givenSuite({ ...createStubClient(), errors: new Map() });
    expect(await problemsOf(other, "getNote -> 404")).toEqual([
      "the generated client has no error class NoteNotFoundError",
    ]);
    await open?.close();
    const errors = { base: "NotesError", kinds: { answer: "NoteAnswerError" } };
    const third = await givenSuite(
      createStubClient(),
      changed(["x-clientwright", "errors"], errors),
    );
    expect(await problemsOf(third, "createNote -> 422")).toEqual([
      "the generated client has no error class NoteAnswerError",
    ]);
  });
});
