/** Tokens that are over or refused. */
import { describe, expect, it } from "vitest";
import { NdiAuthError, NdiPermissionError } from "../../src/ndi-cloud/index.js";
import type { Answer, Script } from "../../src/testing/index.js";
import { createGate } from "../support/gate.js";
import { adasToken, credentials, ferret, ids, loginAnswer } from "./support/answers.js";
import { given, rejection } from "./support/given.js";

const expired = { status: 401, json: { error: "token expired" } };

/** A service that takes tokens out of a set, and gives out numbered ones. */
function service(good: Set<string>): { script: Script; logins: () => number } {
  let logins = 0;
  const forGood: Answer = ({ headers }) =>
    good.has(headers.authorization?.slice("Bearer ".length) ?? "") ? { json: ferret } : expired;
  const login: Answer = () => {
    logins += 1;
    const token = adasToken(100 + logins);
    good.add(token);
    return loginAnswer(token);
  };
  const script = {
    "POST /v1/auth/login": login,
    "GET /v1/datasets/{id}": forGood,
    "POST /v1/datasets/{id}/submit": forGood,
  };
  return { script, logins: () => logins };
}

describe("a token that is refused", () => {
  it("leads to one login and one repetition [NDI-115]", async () => {
    const { client, sent, bearers } = given(
      [expired, loginAnswer(adasToken(2)), { json: ferret }],
      { token: adasToken(1), credentials },
    );
    expect((await client.datasets.get(ids.dataset)).id).toBe(ids.dataset);
    expect(sent()).toEqual([
      `GET /datasets/${ids.dataset}`,
      "POST /auth/login",
      `GET /datasets/${ids.dataset}`,
    ]);
    expect(bearers()).toEqual([`Bearer ${adasToken(1)}`, undefined, `Bearer ${adasToken(2)}`]);
  });

  it("leads to one login for any number of calls at once [NDI-115]", async () => {
    const { script, logins } = service(new Set());
    const { client } = given(script, { token: adasToken(1), credentials });
    const calls = Array.from({ length: 50 }, () => client.datasets.get(ids.dataset));
    expect((await Promise.all(calls)).every(({ id }) => id === ids.dataset)).toBe(true);
    expect(logins()).toBe(1);
  });

  it("leads to no login when another call has got a new token meanwhile [NDI-115]", async () => {
    const late = createGate();
    const { script, logins } = service(new Set());
    const slow: Answer = async ({ headers }) => {
      if (headers.authorization !== `Bearer ${adasToken(1)}`) return { json: {} };
      await late.opened;
      return expired;
    };
    const { client } = given(
      { ...script, "POST /v1/datasets/{id}/submit": slow },
      { token: adasToken(1), credentials },
    );
    const submitted = client.datasets.submit(ids.dataset);
    await client.datasets.get(ids.dataset);
    late.open();
    await submitted;
    expect(logins()).toBe(1);
  });

  it("repeats writes as well: nothing was done yet [NDI-115]", async () => {
    const { script } = service(new Set());
    const { client, sent } = given(script, { token: adasToken(1), credentials });
    await client.datasets.submit(ids.dataset);
    expect(sent().filter((line) => line.includes("submit"))).toHaveLength(2);
  });

  it("is an error when the new one is refused as well: there is no third request [NDI-115]", async () => {
    const { client, fetch } = given([expired, loginAnswer(adasToken(2)), expired], {
      token: adasToken(1),
      credentials,
    });
    const error = await rejection(client.datasets.get(ids.dataset));
    expect(error).toBeInstanceOf(NdiAuthError);
    expect(error.message).toBe("token expired");
    expect(fetch.count).toBe(3);
  });

  it("is an error at once without anybody to log in as [NDI-115, NDI-009]", async () => {
    const { client, fetch } = given([expired], { token: adasToken(1) });
    const error = await rejection(client.datasets.get(ids.dataset));
    expect(error).toMatchObject({ status: 401, message: "token expired" });
    expect(fetch.count).toBe(1);
  });

  it("is the error of the login when that is refused, and does not go round [NDI-115]", async () => {
    const { client, fetch } = given(
      [expired, { status: 401, json: { errors: "Unable to login" } }],
      {
        token: adasToken(1),
        credentials,
      },
    );
    const error = await rejection(client.datasets.get(ids.dataset));
    expect(error).toBeInstanceOf(NdiAuthError);
    expect(error.message).toBe("Unable to login");
    expect(fetch.count).toBe(2);
  });

  it("of a function is replaced by a login too [NDI-115, NDI-169]", async () => {
    const { script, logins } = service(new Set());
    const { client, bearers } = given(script, { token: () => adasToken(1), credentials });
    await Promise.all([client.datasets.get(ids.dataset), client.datasets.get(ids.dataset)]);
    expect(logins()).toBe(1);
    await client.datasets.get(ids.dataset);
    expect(bearers().at(-1)).toBe(`Bearer ${adasToken(101)}`);
  });

  it("stays refused where calls may not log in by themselves [NDI-124]", async () => {
    const { client, fetch } = given([expired], {
      token: adasToken(1),
      credentials,
      autoLogin: false,
    });
    await rejection(client.datasets.get(ids.dataset));
    expect(fetch.count).toBe(1);
  });
});

describe("a token that is over", () => {
  it("is replaced before the call, by one login for all [NDI-124]", async () => {
    const { script, logins } = service(new Set());
    const { client, sent } = given(script, { token: adasToken(1, -1), credentials });
    await Promise.all([client.datasets.get(ids.dataset), client.datasets.get(ids.dataset)]);
    expect(sent()[0]).toBe("POST /auth/login");
    expect(logins()).toBe(1);
  });

  it("of a login is over after an hour where nothing is said [NDI-120, NDI-124]", async () => {
    const { client, clock, sent } = given(
      {
        "POST /v1/auth/login": { json: { token: "opaque", user: { id: "u" } } },
        "* *": { json: ferret },
      },
      { credentials },
    );
    await client.datasets.get(ids.dataset);
    clock.advance(3_599_000);
    await client.datasets.get(ids.dataset);
    expect(sent().filter((line) => line.includes("login"))).toHaveLength(1);
    clock.advance(1_000);
    await client.datasets.get(ids.dataset);
    expect(sent().filter((line) => line.includes("login"))).toHaveLength(2);
  });

  it("by this machine's clock at its very login is used all the same [NDI-124]", async () => {
    const { client, sent } = given(
      { "POST /v1/auth/login": loginAnswer(adasToken(1, -60)), "* *": { json: ferret } },
      { credentials },
    );
    await client.datasets.get(ids.dataset);
    await client.datasets.get(ids.dataset);
    expect(sent().filter((line) => line.includes("login"))).toHaveLength(1);
  });

  it("is sent where nobody is known who could log in: the server decides [NDI-124]", async () => {
    const token = adasToken(1, -1);
    const { client, bearers } = given([{ json: ferret }], { token });
    await client.datasets.get(ids.dataset);
    expect(bearers()).toEqual([`Bearer ${token}`]);
  });

  it("asks a function for credentials at each login [NDI-124]", async () => {
    let asked = 0;
    const source = async () => {
      asked += 1;
      return credentials;
    };
    const { client, fetch } = given([loginAnswer(), { json: ferret }], { credentials: source });
    await client.datasets.get(ids.dataset);
    expect(asked).toBe(1);
    expect(fetch.requests[0]?.json).toEqual(credentials);
  });
});

describe("403", () => {
  it("leads to no login, and to no repetition [NDI-116]", async () => {
    const { client, fetch } = given([{ status: 403, json: { error: "forbidden" } }], {
      token: adasToken(1),
      credentials,
    });
    const error = await rejection(client.datasets.publish(ids.dataset));
    expect(error).toBeInstanceOf(NdiPermissionError);
    expect(error).toBeInstanceOf(NdiAuthError);
    expect(error.message).toBe("forbidden");
    expect(fetch.count).toBe(1);
  });
});

describe("a logout while a login runs", () => {
  it("has the last word", async () => {
    const gate = createGate();
    const { client, env, bearers } = given(
      {
        "POST /v1/auth/login": async () => {
          await gate.opened;
          return loginAnswer();
        },
        "* *": { json: ferret },
      },
      { credentials },
    );
    const call = rejection(client.users.me());
    await new Promise((resolve) => setImmediate(resolve));
    await client.auth.logout();
    gate.open();
    await call;
    expect(env).toEqual({});
    expect(bearers()).toEqual([undefined]);
  });
});
