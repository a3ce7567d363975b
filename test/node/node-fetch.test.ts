/** TLS settings, the pool and proxies, against servers on this machine. */

import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createNodeFetch, type NodeFetch, type NodeFetchOptions } from "../../src/node/index.js";
import { ConfigError, ConnectionError } from "../../src/runtime/index.js";
import { echo, pem, serve, serveProxy } from "./support.js";

const opened: NodeFetch[] = [];
const open = (options?: NodeFetchOptions): NodeFetch => {
  const fetch = createNodeFetch(options);
  opened.push(fetch);
  return fetch;
};
afterEach(async () => {
  await Promise.all(opened.splice(0).map((fetch) => fetch.close()));
});

const identity = { key: pem("server-key"), cert: pem("server-cert") };
const codeOf = async (answer: Promise<Response>): Promise<unknown> => {
  const error = (await answer.catch((reason: unknown) => reason)) as Error;
  return (error.cause as { code?: string } | undefined)?.code ?? error;
};

describe("requests and answers", () => {
  it("are the platform's own", async () => {
    await using server = await serve((_request, response) => {
      response.setHeader("set-cookie", ["a=1", "b=2"]);
      response.writeHead(201, "Made").end("hello");
    });
    const response = await open()(`${server.url}/x`);
    expect(response).toBeInstanceOf(Response);
    expect(response.headers).toBeInstanceOf(Headers);
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect([response.status, response.statusText, response.url]).toEqual([
      201,
      "Made",
      `${server.url}/x`,
    ]);
    expect(await response.clone().text()).toBe("hello");
    expect(await response.blob()).toBeInstanceOf(Blob);
  });

  it("take a Request with a body, whose length is told", async () => {
    await using server = await serve(echo);
    const request = new Request(server.url, {
      method: "POST",
      body: "h\u00e9llo",
      headers: { a: "b" },
    });
    const seen = await (await open()(request)).json();
    expect(seen).toMatchObject({ method: "POST", body: "h\u00e9llo" });
    expect(seen.headers).toMatchObject({ a: "b", "content-length": "6" });
  });

  it("take a form, a URL and options, as fetch does", async () => {
    await using server = await serve(echo);
    const body = new FormData();
    body.set("file", new File(["data"], "a.txt", { type: "text/plain" }));
    const seen = await (await open()(new URL(server.url), { method: "PUT", body })).json();
    expect(seen.headers["content-type"]).toMatch(/^multipart\/form-data; boundary=/);
    expect(seen.body).toContain('filename="a.txt"');
  });

  it("stream large bodies in chunks, unaltered", async () => {
    await using server = await serve(echo);
    const part = new Uint8Array(300_000).fill(120);
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        for (let count = 0; count < 10; count++) controller.enqueue(part);
        controller.close();
      },
    });
    const init = { method: "POST", body, duplex: "half" } as RequestInit;
    const seen = await (await open()(server.url, init)).json();
    expect(seen.size).toBe(3_000_000);
    expect(seen.headers["transfer-encoding"]).toBe("chunked");
  });

  it("have no body where there is none", async () => {
    await using server = await serve((_request, response) => response.writeHead(204).end());
    const response = await open()(server.url);
    expect([response.status, response.body]).toEqual([204, null]);
  });

  it("end with the caller's signal and its reason", async () => {
    await using server = await serve(() => {});
    const controller = new AbortController();
    const answer = open()(server.url, { signal: controller.signal });
    controller.abort(new Error("enough"));
    await expect(answer).rejects.toThrow("enough");
  });

  it("hand redirects over where they are not to be followed", async () => {
    await using server = await serve((_request, response) =>
      response.writeHead(302, { location: "/next" }).end(),
    );
    const response = await open()(server.url, { redirect: "manual" });
    expect([response.status, response.headers.get("location")]).toEqual([302, "/next"]);
  });
});

describe("TLS", () => {
  it("refuses a certificate that nobody vouches for", async () => {
    await using server = await serve(echo, identity);
    expect(await codeOf(open()(server.url))).toBe("DEPTH_ZERO_SELF_SIGNED_CERT");
  });

  it("accepts it with its authority, or when checking is turned off", async () => {
    await using server = await serve(echo, identity);
    expect((await open({ tls: { ca: pem("server-cert") } })(server.url)).status).toBe(200);
    expect((await open({ tls: { rejectUnauthorized: false } })(server.url)).status).toBe(200);
  });

  it("checks the certificate against the name it is told", async () => {
    await using server = await serve(echo, identity);
    const ca = [new TextEncoder().encode(pem("server-cert"))];
    const wrong = open({ tls: { ca, servername: "other.example" } });
    expect(await codeOf(wrong(server.url))).toBe("ERR_TLS_CERT_ALTNAME_INVALID");
    const right = open({ tls: { ca, servername: "localhost" } });
    expect((await right(server.url)).status).toBe(200);
  });

  it("shows its own certificate to a server that asks", async () => {
    const strict = {
      ...identity,
      ca: pem("client-cert"),
      requestCert: true,
      rejectUnauthorized: true,
    };
    await using server = await serve(echo, strict);
    const ca = pem("server-cert");
    const mine = { ca, cert: pem("client-cert"), key: pem("client-key") };
    expect((await open({ tls: mine })(server.url)).status).toBe(200);
    await expect(open({ tls: { ca } })(server.url)).rejects.toThrow("fetch failed");
  });
});

describe("the pool", () => {
  const send = async (fetch: NodeFetch, url: string) => void (await (await fetch(url)).text());

  it("reuses a connection for requests one after another", async () => {
    await using server = await serve(echo);
    const fetch = open({ pool: { connections: 1 } });
    for (let count = 0; count < 5; count++) await send(fetch, server.url);
    expect(server.connections).toBe(1);
  });

  it("opens no more connections than it may", async () => {
    await using server = await serve(echo);
    const fetch = open({ pool: { connections: 2 } });
    await Promise.all(Array.from({ length: 20 }, () => send(fetch, server.url)));
    expect(server.connections).toBe(2);
  });

  it("opens a connection each without reuse", async () => {
    await using server = await serve(echo);
    const fetch = open({ pool: { pipelining: 0 } });
    for (let count = 0; count < 3; count++) await send(fetch, server.url);
    expect(server.connections).toBe(3);
  });

  it("is closed once, and refuses requests from then on", async () => {
    await using server = await serve(echo);
    const fetch = open();
    await send(fetch, server.url);
    await Promise.all([fetch.close(), fetch.close()]);
    await expect(fetch(server.url)).rejects.toThrow(ConfigError);
  });

  it("can be closed before it was used", async () => {
    await expect(createNodeFetch().close()).resolves.toBeUndefined();
  });
});

describe("a proxy", () => {
  it("gets http in absolute form", async () => {
    await using proxy = await serveProxy();
    const response = await open({ proxy: proxy.url })("http://api.example.com/things?a=1");
    expect((await response.json()).url).toBe("http://api.example.com/things?a=1");
    expect(proxy.seen).toEqual(["GET http://api.example.com/things?a=1"]);
  });

  it("gets https through a tunnel, in which the TLS settings are for the API", async () => {
    await using proxy = await serveProxy();
    await using server = await serve(echo, identity);
    const fetch = open({ proxy: new URL(proxy.url), tls: { ca: pem("server-cert") } });
    expect((await fetch(`${server.url}/x`)).status).toBe(200);
    expect(proxy.seen).toEqual([`CONNECT localhost:${server.port}`]);
  });

  it("is sent the credentials of its URL, and only there", async () => {
    await using proxy = await serveProxy("mara:s p/ce");
    await using server = await serve(echo, identity);
    const url = proxy.url.replace("//", "//mara:s%20p%2Fce@");
    const fetch = open({ proxy: url, tls: { ca: pem("server-cert") } });
    const seen = await (await fetch(server.url)).json();
    expect(seen.headers).not.toHaveProperty("proxy-authorization");
    expect((await fetch("http://api.example.com/")).status).toBe(200);
  });

  it.each(["http://api.example.com/", "https://api.example.com/"])(
    "that asks for credentials is a clear error for %s",
    async (target) => {
      await using proxy = await serveProxy("mara:secret");
      const url = proxy.url.replace("//", "//mara:wrong@");
      const error: unknown = await open({ proxy: url })(target).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(ConnectionError);
      expect(error).toMatchObject({ code: "PROXY_AUTH_REQUIRED", maybeSent: false });
      expect(String(error)).toContain("The proxy asks for credentials (407)");
      expect(String(error)).not.toContain("wrong");
    },
  );

  it("must be a URL of http or https", () => {
    expect(() => createNodeFetch({ proxy: "proxy.example:8080" })).toThrow(ConfigError);
    expect(() => createNodeFetch({ proxy: "ftp://proxy.example" })).toThrow(ConfigError);
  });
});

describe("the environment's proxies", () => {
  const names = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"];
  const before = names.map((name) => [name, process.env[name]] as const);
  const restore = (): void => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
  const set = (values: Record<string, string>): void => {
    for (const name of names) delete process.env[name];
    Object.assign(process.env, values);
  };
  afterEach(restore);

  it("are used where they are set", async () => {
    await using proxy = await serveProxy();
    set({ HTTP_PROXY: proxy.url });
    await open({ proxy: "env" })("http://api.example.com/");
    expect(proxy.seen).toEqual(["GET http://api.example.com/"]);
  });

  it("are not used for the hosts of NO_PROXY, nor where none is set", async () => {
    await using proxy = await serveProxy();
    await using server = await serve(echo);
    set({ HTTP_PROXY: proxy.url, NO_PROXY: "127.0.0.1" });
    expect((await open({ proxy: "env" })(server.url)).status).toBe(200);
    set({});
    expect((await open({ proxy: "env" })(server.url)).status).toBe(200);
    expect(proxy.seen).toEqual([]);
  });

  it("are not looked at unless that is asked for", async () => {
    await using proxy = await serveProxy();
    await using server = await serve(echo);
    set({ HTTP_PROXY: proxy.url });
    expect((await open()(server.url)).status).toBe(200);
    expect(proxy.seen).toEqual([]);
  });
});

describe("failures", () => {
  it("to connect keep the system's code", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    expect(await codeOf(open()(`http://127.0.0.1:${port}`))).toBe("ECONNREFUSED");
  });

  it("to finish TLS in time are told as such", async () => {
    // Accepts and says nothing: the handshake never ends. undici looks at the time twice a second.
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const { port } = silent.address() as AddressInfo;
    const fetch = open({ connectTimeoutMs: 100 });
    expect(await codeOf(fetch(`https://127.0.0.1:${port}`))).toBe("UND_ERR_CONNECT_TIMEOUT");
    silent.close();
  });
});
