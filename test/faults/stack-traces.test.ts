/** An error of a call names the code that made the call, however deep the runtime or the platform made it. */
import { allItems, eachItem, onePage, type PagedOperation } from "clientwright/runtime";
import { networkError } from "clientwright/testing";
import { describe, expect, it } from "vitest";
import { given, operation } from "./given.js";

const stackOf = async (work: () => Promise<unknown>): Promise<string> => {
  try {
    await work();
  } catch (error) {
    return error instanceof Error ? (error.stack ?? "") : "";
  }
  throw new Error("it did not reject");
};

describe("the stack of an error", () => {
  it.each<[string, Parameters<typeof given>[0]]>([
    ["an answer", [{ status: 404 }]],
    ["a failed connection", [{ networkError: "ECONNRESET" }]],
    ["a broken answer", [{ text: "{", headers: { "content-type": "application/json" } }]],
  ])("of %s names the async function that awaited the call", async (_title, script) => {
    const { client } = given(script, { retry: false });
    async function loadThings(): Promise<unknown> {
      return await client.call(operation(), {});
    }
    expect(await stackOf(loadThings)).toContain("loadThings");
  });

  it("names it for a call with credentials and policies too", async () => {
    const { client } = given([], {
      auth: { bearer: async () => "token" },
      policies: [async (request, next) => next(request)],
      fetch: () => Promise.reject(networkError("ECONNREFUSED")),
      retry: false,
    });
    async function loadSecured(): Promise<unknown> {
      return await client.call(operation({ security: [["bearer"]] }), {});
    }
    expect(await stackOf(loadSecured)).toContain("loadSecured");
  });

  it.each<[string, object]>([
    ["an attempt's limit", { timeoutMs: 10 }],
    ["a deadline", { deadlineMs: 10 }],
    ["an abort", { signal: AbortSignal.timeout(1) }],
  ])("names it when %s ends the call", async (_title, options) => {
    const { client, clock } = given([{ never: true }], { retry: false });
    async function loadSlowly(): Promise<unknown> {
      return await client.call(operation(), {}, options);
    }
    const [stack] = await Promise.all([stackOf(loadSlowly), clock.runAll()]);
    expect(stack).toContain("loadSlowly");
  });

  it("names who reads a list, and who asks for a result with its response", async () => {
    const { client } = given({ "* *": { status: 404 } });
    const list = {
      ...operation(),
      pages: { style: "link", items: "" },
    } as PagedOperation<object, unknown, unknown>;
    async function readPage(): Promise<unknown> {
      return await client.paginate(list, {});
    }
    async function readResponse(): Promise<unknown> {
      return await client.call(operation(), {}).withResponse();
    }
    expect(await stackOf(readPage)).toContain("readPage");
    expect(await stackOf(readResponse)).toContain("readResponse");
  });

  it("names who reads a list by the methods of a service", async () => {
    const { client } = given({ "* *": { status: 404 } });
    const list = {
      ...operation(),
      pages: { style: "offset", items: "", offset: "offset" },
    } as PagedOperation<object, unknown, unknown>;
    async function readOne(): Promise<unknown> {
      return await onePage(client, list, {});
    }
    async function readAll(): Promise<unknown> {
      return await allItems(client, list, {});
    }
    async function readEach(): Promise<void> {
      for await (const _ of eachItem(client, list, {})) return;
    }
    expect(await stackOf(readOne)).toContain("readOne");
    expect(await stackOf(readAll)).toContain("readAll");
    expect(await stackOf(readEach)).toContain("readEach");
  });

  it("does not grow when one error ends many calls", async () => {
    const shared = new Error("shared");
    const { client } = given([], { auth: { bearer: () => Promise.reject(shared) }, retry: false });
    const before = shared.stack;
    const secured = operation({ security: [["bearer"]] });
    await Promise.allSettled(Array.from({ length: 50 }, () => client.call(secured, {})));
    expect(shared.stack).toBe(before);
  });
});
