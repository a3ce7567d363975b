/** A client of the notes document by hand, and with mistakes on request: what a contract must find. */
import type { Operation } from "clientwright/runtime";
import type {
  CallableClient,
  ContractClientOptions,
  GeneratedClient,
} from "../../../codegen/contract/generated-client.js";

/** One thing the stub does wrong. */
export type Mistake = {
  /** Changes what is sent. */
  readonly request?: (request: Request) => Request | Promise<Request>;
  /** Changes a result. */
  readonly result?: (value: unknown) => unknown;
  /** Changes an error. */
  readonly error?: (error: Error) => Error;
};

export class NotesError extends Error {
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, body: unknown) {
    super(`status ${status}`);
    this.status = status;
    this.body = body;
  }
}

export class NoteNotFoundError extends NotesError {}

const security = [["bearer"], ["apiKey"]];
const operation = (
  id: string,
  method: Operation["method"],
  path: string,
  more: object = {},
): Operation => ({ id, method, path, security, idempotent: true, ...more });

const operations = [
  operation("listNotes", "GET", "/notes"),
  operation("createNote", "POST", "/notes", { body: "json" }),
  operation("getNote", "GET", "/notes/{id}"),
  operation("probeNote", "HEAD", "/notes/{id}"),
  operation("deleteNote", "DELETE", "/notes/{id}"),
  operation("exportNotes", "GET", "/notes/export"),
  operation("downloadArchive", "GET", "/notes/archive"),
  operation("uploadArchive", "PUT", "/notes/archive", { body: "multipart" }),
  operation("watchNotes", "GET", "/notes/events"),
  operation("getHealth", "GET", "/health", { security: [] }),
];

type Arguments = { readonly [location in "path" | "query"]?: Record<string, unknown> } & {
  readonly body?: unknown;
};

const formOf = (body: object): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(body)) form.set(name, value);
  return form;
};

const toRequest = (
  { baseUrl, auth }: ContractClientOptions,
  { method, path, body: kind }: Operation,
  { path: values = {}, query = {}, body }: Arguments,
): Request => {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
  const url = new URL(`${baseUrl}${filled}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  const headers = new Headers();
  if (typeof auth?.bearer === "string") headers.set("authorization", `Bearer ${auth.bearer}`);
  if (typeof auth?.apiKey === "string") headers.set("x-api-key", auth.apiKey);
  if (kind === "json") headers.set("content-type", "application/json");
  const content = kind === "json" ? JSON.stringify(body) : kind && formOf(Object(body));
  return new Request(url, {
    method,
    headers,
    ...(content !== undefined && { body: content as BodyInit }),
  });
};

async function* events(text: string): AsyncGenerator<string> {
  yield text;
}

const read = async (response: Response): Promise<unknown> => {
  const type = response.headers.get("content-type") ?? "";
  if (type.includes("json")) return response.json();
  if (type.includes("event-stream")) return events(await response.text());
  if (type.includes("zip")) return response.blob();
  return (await response.text()) || undefined;
};

/** A generated client in all but name. */
export const createStubClient = (mistake: Mistake = {}): GeneratedClient => {
  class StubClient implements CallableClient {
    readonly #options: ContractClientOptions;

    constructor(options: ContractClientOptions) {
      this.#options = options;
    }

    async call(
      operation: Operation,
      args: object,
      { headers }: { readonly headers?: unknown },
    ): Promise<unknown> {
      const plain = toRequest(this.#options, operation, args);
      for (const [name, value] of Object.entries(Object(headers)))
        plain.headers.set(name, String(value));
      const request = (await mistake.request?.(plain)) ?? plain;
      const response = await (this.#options.fetch ?? fetch)(request);
      const body = await read(response);
      const location = operation.answer === "location" && response.headers.get("location");
      if (location) return mistake.result === undefined ? location : mistake.result(location);
      if (response.ok) return mistake.result === undefined ? body : mistake.result(body);
      const Class = response.status === 404 ? NoteNotFoundError : NotesError;
      const error = new Class(response.status, body);
      throw mistake.error?.(error) ?? error;
    }
  }
  return {
    Client: StubClient,
    operations: new Map(operations.map((one) => [one.id, one])),
    errors: new Map<string, typeof NotesError>([
      ["NotesError", NotesError],
      ["NoteNotFoundError", NoteNotFoundError],
    ]),
  };
};
