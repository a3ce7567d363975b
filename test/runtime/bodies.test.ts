import { describe, expect, it, vi } from "vitest";
import { RequestValidationError } from "../../src/runtime/index.js";
import { givenClient, operation, reasonOf } from "../support/given-client.js";
import { json } from "../support/scripted-transport.js";

const send = async (
  body: unknown,
  format: NonNullable<Parameters<typeof operation>[0]>["body"],
  options = {},
) => {
  const received: Request[] = [];
  const { client } = givenClient([], {
    fetch: async (input, init) => {
      received.push(new Request(input, init));
      return json({});
    },
  });
  await client.call(
    operation({ method: "POST", ...(format && { body: format }) }),
    { body },
    options,
  );
  const [request] = received;
  if (request === undefined) throw new Error("nothing was sent");
  return request;
};

async function* chunks(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield new TextEncoder().encode(text);
}

describe("bodies", () => {
  it("use the media type that the document names", async () => {
    const request = await send({ a: 1 }, { kind: "json", type: "application/merge-patch+json" });
    expect(request.headers.get("content-type")).toBe("application/merge-patch+json");
  });

  it("leave out members that are null where that is asked for", async () => {
    const body = { a: null, b: { c: null, d: 0 }, list: [null, { e: null }], at: new Date(0) };
    const omitted = await send(body, "json", { nulls: "omit" });
    expect(await omitted.json()).toEqual({
      b: { d: 0 },
      list: [null, {}],
      at: "1970-01-01T00:00:00.000Z",
    });
    expect(await (await send(body, "json")).json()).toMatchObject({ a: null, b: { c: null } });
    expect(await (await send(null, "json", { nulls: "omit" })).text()).toBe("null");

    const file = new File(["x"], "x.txt");
    const part = await send({ file: { data: file }, note: null }, "multipart", { nulls: "omit" });
    expect(await part.text()).toMatch(/filename="x.txt"(?![\s\S]*note)/);
  });

  it("write null, false and empty text as JSON", async () => {
    for (const body of [null, false, "", 0, []]) {
      expect(await (await send(body, "json")).text()).toBe(JSON.stringify(body));
    }
  });

  it("are absent where nothing is given", async () => {
    const request = await send(undefined, "json");
    expect(request.body).toBeNull();
    expect(request.headers.get("content-type")).toBeNull();
  });

  it("write forms with lists, objects and styles", async () => {
    const parts = { deep: { style: "deepObject" }, flat: { explode: false } } as const;
    const body = {
      a: "x y&z",
      list: [1, 2],
      object: { k: "v" },
      deep: { k: 1 },
      flat: [1, 2],
      none: null,
    };
    const request = await send(body, { kind: "form", parts });
    expect(request.headers.get("content-type")).toBe("application/x-www-form-urlencoded");
    expect([...new URLSearchParams(await request.text())]).toEqual([
      ["a", "x y&z"],
      ["list", "1"],
      ["list", "2"],
      ["object", '{"k":"v"}'],
      ["deep[k]", "1"],
      ["flat", "1,2"],
    ]);
  });

  it("write multipart with files, names, lists and types of parts", async () => {
    const body = {
      text: "héllo",
      'quo"te': "x",
      list: [1, 2],
      object: { k: "v" },
      file: new File(["abc"], "a\r\nb.txt", { type: "text/plain" }),
      part: { data: new Uint8Array([1, 2]), filename: "p.bin", type: "image/png" },
      typed: new Blob(["x"]),
      none: undefined,
    };
    const request = await send(body, {
      kind: "multipart",
      parts: { typed: { type: "image/gif" } },
    });
    const form = await request.formData();
    expect([...form.keys()]).toEqual([
      "text",
      'quo"te',
      "list",
      "list",
      "object",
      "file",
      "part",
      "typed",
    ]);
    expect(form.getAll("list")).toEqual(["1", "2"]);
    const object = form.get("object");
    expect(object).toBe('{"k":"v"}');
    const file = form.get("file") as File;
    expect([file.name, file.type, await file.text()]).toEqual(["a\r\nb.txt", "text/plain", "abc"]);
    const part = form.get("part") as File;
    expect([part.name, part.type, part.size]).toEqual(["p.bin", "image/png", 2]);
    expect((form.get("typed") as File).type).toBe("image/gif");
  });

  it("leave a FormData to the platform", async () => {
    const form = new FormData();
    form.set("a", "b");
    const request = await send(form, "multipart");
    expect([...(await request.formData())]).toEqual([["a", "b"]]);
  });

  it("stream parts without reading them ahead", async () => {
    const body = {
      file: { data: chunks("ab", "cd"), filename: "s.txt", type: "text/plain" },
      after: "z",
    };
    const request = await send(body, "multipart");
    const form = await request.formData();
    expect(await (form.get("file") as File).text()).toBe("abcd");
    expect(form.get("after")).toBe("z");
  });

  it("send bytes in every form", async () => {
    const bytes = new TextEncoder().encode("abc");
    for (const body of [
      bytes,
      bytes.buffer,
      new Blob(["abc"]),
      "abc",
      chunks("a", "bc"),
      new Blob(["abc"]).stream(),
    ]) {
      const request = await send(body, "binary");
      expect(await request.text()).toBe("abc");
      expect(request.headers.get("content-type")).toBe("application/octet-stream");
    }
    const image = await send(new Blob(["x"], { type: "image/png" }), {
      kind: "binary",
      type: "image/*",
    });
    expect(image.headers.get("content-type")).toBe("image/png");
  });

  it("refuse what is no bytes, no object", async () => {
    for (const kind of ["binary", "multipart", "form"] as const) {
      const { client } = givenClient([json({})]);
      const error = await reasonOf(
        client.call(operation({ method: "POST", body: kind }), { body: 5 }),
      );
      expect(error).toBeInstanceOf(RequestValidationError);
    }
  });

  it("report progress of what has been handed over", async () => {
    const onUploadProgress = vi.fn();
    const request = await send("hello", "text", { onUploadProgress });
    expect(await request.text()).toBe("hello");
    expect(onUploadProgress).toHaveBeenLastCalledWith({ sentBytes: 5, totalBytes: 5 });
    const streamed = vi.fn();
    const other = await send(chunks("ab", "c"), "binary", { onUploadProgress: streamed });
    await other.text();
    expect(streamed.mock.calls.map(([progress]) => progress)).toEqual([
      { sentBytes: 2, totalBytes: undefined },
      { sentBytes: 3, totalBytes: undefined },
    ]);
  });
});
