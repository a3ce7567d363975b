import { describe, expect, it } from "vitest";
import { ConnectionError, createCaller, essentials, ParseError } from "../../src/runtime/index.js";
import { description, givenClient, operation, reasonOf } from "../support/given-client.js";
import { json } from "../support/scripted-transport.js";

const to = (location: string, status = 302) =>
  new Response(null, { status, headers: { location } });
const get = operation({ security: [["bearer", "headerKey", "queryKey"]] });
const post = operation({ method: "POST", body: "json", security: [["bearer"]] });
const auth = { bearer: "bearer-secret", headerKey: "header-secret", queryKey: "query-secret" };

describe("redirects", () => {
  it("are followed within an origin with everything", async () => {
    const { client, sent } = givenClient([to("/v1/other?x=1"), json("there")], { auth });
    await expect(client.call(get, {})).resolves.toBe("there");
    expect(sent[1]?.url).toBe("https://api.test/v1/other?x=1");
    expect(sent[1]?.headers.get("authorization")).toBe("Bearer bearer-secret");
  });

  it("to another origin lose every credential", async () => {
    const location = "https://evil.test/?api_key=query-secret&keep=1";
    const { client, sent } = givenClient([to(location), json("there")], {
      auth,
      headers: { Cookie: "c=1", "X-Plain": "yes" },
    });
    await client.call(get, {});
    const { headers, url } = sent[1] ?? { headers: new Headers(), url: "" };
    expect(url).toBe("https://evil.test/?keep=1");
    for (const name of ["authorization", "x-api-key", "cookie"])
      expect(headers.get(name)).toBeNull();
    expect(headers.get("x-plain")).toBe("yes");
  });

  it("turn a POST into a GET for 301, 302 and 303, and keep it for 307 and 308", async () => {
    for (const [status, method, body] of [
      [301, "GET", ""],
      [302, "GET", ""],
      [303, "GET", ""],
      [307, "POST", '{"a":1}'],
      [308, "POST", '{"a":1}'],
    ] as const) {
      const { client, sent } = givenClient([to("/x", status), json(1)], { auth });
      await client.call(post, { body: { a: 1 } });
      expect(sent[1]).toMatchObject({ method, body });
      expect(sent[1]?.headers.get("content-type")).toBe(
        method === "GET" ? null : "application/json",
      );
    }
  });

  it.each([
    ["more than five", "/loop", 6, "more than 5"],
    ["from https to http with credentials", "http://api.test/x", 1, "https to http"],
    ["to what is no http URL", "javascript:alert(1)", 1, "no plain http"],
    ["to a URL with credentials", "https://a:b@api.test/x", 1, "no plain http"],
  ])("%s are refused", async (_title, location, requests, reason) => {
    const { client, clock, sent } = givenClient([to(location)], { auth });
    const result = await clock.settle(client.call(get, {}));
    const error = result.status === "rejected" ? result.reason : undefined;
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error.message).toContain(reason);
    expect(error.attempts).toHaveLength(1);
    expect(sent).toHaveLength(requests);
  });

  it("of a streamed body are refused where it would be sent again", async () => {
    const body = new Blob(["x"]).stream();
    const { client } = givenClient([to("/x", 307)]);
    const upload = operation({ method: "PUT", body: "binary" });
    const error = await reasonOf(client.call(upload, { body }));
    expect(String(error)).toContain("streamed body");
  });

  it("are the answer where the document says so: the URL they lead to, and no second request", async () => {
    const authorize = operation({ answer: "location", security: [["bearer"]] });
    const { client, sent } = givenClient([to("https://app.test/done?code=1", 303), to("../x")], {
      auth,
    });
    const { data, response } = await client.call(authorize, {}).withResponse();
    expect([data, response.status]).toEqual(["https://app.test/done?code=1", 303]);
    expect(await client.call(authorize, {})).toBe("https://api.test/x");
    expect(sent).toHaveLength(2);
  });

  it("that are the answer must lead somewhere", async () => {
    const authorize = operation({ answer: "location" });
    const nowhere = new Response(null, { status: 303 });
    const { client } = givenClient([nowhere, json({}), to("http://", 302)]);
    const reason = () => reasonOf(client.call(authorize, {}));
    expect(await reason()).toMatchObject({ kind: "answer", status: 303 });
    expect(await reason()).toBeInstanceOf(ParseError);
    expect(await reason()).toBeInstanceOf(ParseError);
  });

  it("that the platform hides cannot be the answer", async () => {
    const hidden = Object.defineProperty(new Response(null), "type", { value: "opaqueredirect" });
    const { client } = givenClient([], { fetch: async () => hidden });
    const error = await reasonOf(client.call(operation({ answer: "location" }), {}));
    expect(error).toMatchObject({ kind: "config" });
    expect(String(error)).toContain("does not show where a redirect leads");
  });

  it("without a location are answers like any other", async () => {
    const { client } = givenClient([new Response(null, { status: 302 })]);
    expect(await reasonOf(client.call(operation(), {}))).toMatchObject({ status: 302 });
  });

  it("are answers like any other where they are not to be followed", async () => {
    const { client, sent } = givenClient([to("/v1/other")], { auth, followRedirects: false });
    for (const wanted of [get, post])
      expect(await reasonOf(client.call(wanted, {}))).toMatchObject({
        kind: "answer",
        status: 302,
      });
    expect(sent).toHaveLength(2);
    const leading = operation<Record<string, never>, string>({ answer: "location" });
    await expect(client.call(leading, {})).resolves.toBe("https://api.test/v1/other");
  });

  it("are answers for the smallest client too, which refuses them otherwise", async () => {
    const modes: (string | undefined)[] = [];
    const fetch = async (_: unknown, init?: RequestInit): Promise<Response> => {
      modes.push(init?.redirect);
      return to("/v1/other");
    };
    const caller = createCaller(description, { fetch, followRedirects: false }, essentials);
    expect(await reasonOf(caller.call(operation(), {}))).toMatchObject({ status: 302 });
    await reasonOf(createCaller(description, { fetch }, essentials).call(operation(), {}));
    expect(modes).toEqual(["manual", "error"]);
  });
});
