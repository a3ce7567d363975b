/** Media types that differ in a structured suffix alone are different ones. */
import { afterEach, describe, expect, it } from "vitest";
import { type PrismServer, startPrismFor } from "../../codegen/prism/prism.js";

const required = (name: string) => ({
  schema: { type: "object", required: [name], properties: { [name]: { type: "integer" } } },
  example: { [name]: 1 },
});

const contents = {
  "application/problem+json": required("status"),
  "application/json": required("code"),
};

const document = {
  openapi: "3.1.0",
  info: { title: "Orders", version: "1.0.0" },
  paths: {
    "/orders": {
      patch: {
        operationId: "changeOrder",
        requestBody: { required: true, content: contents },
        responses: {
          "200": { description: "Changed." },
          "500": { description: "Failed.", content: contents },
        },
      },
    },
  },
};

let open: PrismServer | undefined;

afterEach(() => open?.close());

const send = async (type: string, body: object, accept: string): Promise<Response> => {
  open = await startPrismFor(document);
  const headers = { "content-type": type, accept, prefer: "code=500" };
  return fetch(`${open.url}/orders`, { method: "PATCH", headers, body: JSON.stringify(body) });
};

describe("a body with one of several JSON media types", () => {
  it.each([
    ["application/json", { code: 1 }],
    ["application/problem+json", { status: 1 }],
  ])("is judged as the %s that it is, in both directions", async (type, body) => {
    const response = await send(`${type}; charset=utf-8`, body, type);
    expect(await response.json()).toEqual(body);
    expect(open?.violations).toEqual([]);
  });

  it("is not judged as another one", async () => {
    await send("application/json", { status: 1 }, "application/json");
    expect(open?.violations).toMatchObject([{ side: "request", code: "required" }]);
  });
});
