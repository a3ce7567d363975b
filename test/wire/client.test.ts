import { describe, expect, it } from "vitest";
import { SecuritySchemesApi } from "../golden/security-schemes/expected/index.js";
import { ServersApi } from "../golden/servers/expected/index.js";
import { recordSent } from "./record.js";

describe("a server's variables", () => {
  const sentTo = async (options: ConstructorParameters<typeof ServersApi>[0]) => {
    const { fetch, last } = recordSent();
    const { files } = new ServersApi({ ...options, fetch });
    await files.getStatus();
    return last().line;
  };

  it("have their defaults, or what the client is given", async () => {
    expect(await sentTo({})).toBe("GET https://eu.example.com:8443/v2/status");
    expect(await sentTo({ server: { region: "us", base: undefined } })).toBe(
      "GET https://us.example.com:8443/v2/status",
    );
    expect(await sentTo({ server: { port: "1", base: "x/y" } })).toBe(
      "GET https://eu.example.com:1/x/y/status",
    );
  });

  it("do not matter where the server is given", async () => {
    const options = { server: { region: "us" }, baseUrl: "https://other.example.com" } as const;
    expect(await sentTo(options)).toBe("GET https://other.example.com/status");
  });

  it("leave paths and operations with the servers of their own", async () => {
    const { fetch, last } = recordSent();
    const { files } = new ServersApi({ fetch, server: { region: "us" } });
    await files.list();
    expect(last().line).toBe("GET https://files.example.com/files");
    await files.upload();
    expect(last().line).toBe("POST https://a.upload.example.com/files");
    await files.getRelative();
    expect(last().line).toBe("GET https://us.example.com:8443/v3/relative");
  });
});

describe("security", () => {
  const given = (auth: ConstructorParameters<typeof SecuritySchemesApi>[0]) => {
    const { fetch, last } = recordSent();
    return { client: new SecuritySchemesApi({ ...auth, fetch }), last };
  };

  it("puts keys where they belong, and takes the first alternative that can be had", async () => {
    const { client, last } = given({ auth: { session: "s", key: "k", token: "t", custom: "c" } });
    await client.keys.byCookie();
    expect(last().headers.cookie).toBe("SID=s");
    await client.keys.byBoth();
    expect([last().headers.cookie, last().line]).toEqual([
      "SID=s",
      "GET https://api.example.com/both?api-key=k",
    ]);
    await client.keys.byChoice();
    expect(last().headers.authorization).toBe("Bearer t");
    await client.computed.byCustom();
    expect(last().headers.authorization).toBe("apikey c");
    const login = given({ auth: { session: "s", login: { username: "u", password: "p" } } });
    await login.client.keys.byBoth();
    expect(login.last().headers.authorization).toBe("Basic dTpw");
  });

  it("does without where the document allows it, and says so where it does not", async () => {
    const { client, last } = given({});
    await client.keys.byChoice();
    expect(last().headers.authorization).toBeUndefined();
    await client.tokens.byCertificate();
    expect(last().headers.authorization).toBeUndefined();
    await expect(client.tokens.byDevice()).rejects.toThrow(/no credentials; it needs device/);
  });

  it("sends tokens of every flow as bearer tokens", async () => {
    const { client, last } = given({ auth: { device: async () => "d" } });
    await client.tokens.byDevice();
    expect(last().headers.authorization).toBe("Bearer d");
    await client.tokens.byConnect();
    expect(last().headers.authorization).toBe("Bearer d");
  });

  it("leaves it to a provider where a scheme works credentials out", async () => {
    const { client, last } = given({
      auth: {
        digest: {
          authenticate: (request) => {
            request.headers.set("authorization", `Digest uri="${new URL(request.url).pathname}"`);
            return request;
          },
        },
      },
    });
    await client.computed.byDigest();
    expect(last().headers.authorization).toBe('Digest uri="/digest"');
  });
});
