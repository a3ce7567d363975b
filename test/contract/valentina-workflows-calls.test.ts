/**
 * What calls have in common: limits, repeats and keys. Our client and the stateful server, with
 * Prism between them. Whatever either says that the document does not fails the test.
 */
import { describe, expect, it } from "vitest";
import { holdNext } from "../servers/support/held-answer.js";
import { rejection } from "../support/rejection.js";
import { type GivenTable, given, givenTable } from "./support/valentina.js";

const uuid4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe("rate limits [workflow 14]", () => {
  const limited = { status: 429 } as const;
  const me = "GET /api/v1/developers/me";

  it("are waited for [VN-007, VN-018, VN-019]", async () => {
    const { client, server, clock } = await given();
    server.failNext(me, [limited, limited]);
    expect((await client.developer.getMe()).username).toBe("rosa-quill");
    expect(server.count("GET", "/api/v1/developers/me")).toBe(3);
    // The server says two seconds; the second wait is twice as long.
    expect(clock.waits).toEqual([2_000, 4_000]);
  });

  it("end in an error that tells what the server says of them [VN-081, VN-084]", async () => {
    const { clientOf, server, clock } = await given();
    const impatient = clientOf({ maxRetries: 2 });
    server.failNext(me, [limited, limited, limited]);
    const error = await rejection(impatient.developer.getMe());
    expect(error).toMatchObject({ name: "RateLimitError", retryAfter: 2, remaining: 0 });
    expect(String(error)).toMatch(/^\[429\] Too Many Requests .* \| retry_after=2s, remaining=0$/);
    expect(server.count("GET", "/api/v1/developers/me")).toBe(3);
    expect(clock.waits).toHaveLength(2);
  });

  it("are not waited for when that is switched off [VN-020]", async () => {
    const { clientOf, server, clock } = await given();
    server.failNext(me, [limited]);
    const once = clientOf({ autoRetryRateLimit: false });
    expect(await rejection(once.developer.getMe())).toMatchObject({ statusCode: 429 });
    expect([server.count("GET", "/api/v1/developers/me"), clock.waits]).toEqual([1, []]);
  });

  it("of a real bucket let a client through that waits as it is told", async () => {
    const burst = { name: "burst", capacity: 2, refillSeconds: 20 };
    const { client, clock } = await given({ rateLimits: [burst] });
    for (let call = 0; call < 5; call += 1) await client.developer.getMe();
    expect(clock.waits).toEqual([10_000, 10_000, 10_000]);
  });
});

/** Keys that the server was sent, in order. */
const keysSent = ({ server }: Pick<GivenTable, "server">) =>
  server.requests.flatMap(({ headers }) => headers["idempotency-key"] ?? []);

describe("idempotency keys [workflow 15]", () => {
  const note = { title: "Evening one", content: "The harbor burned." };
  const keyed = { idempotencyKey: "k-1" };

  it("make a thing once, and refuse another under the same key [VN-027, VN-028, VN-029]", async () => {
    const { client, player } = await givenTable();
    const users = client.users();
    const first = await users.createNote(player.id, note, keyed);
    expect(await users.createNote(player.id, note, keyed)).toEqual(first);
    expect(await users.listAllNotes(player.id)).toEqual([first]);
    const other = await rejection(users.createNote(player.id, { ...note, title: "Two" }, keyed));
    expect(other).toMatchObject({ name: "ConflictError" });
    expect(String(other)).toContain("[409] Conflict");
  });

  it("are forgotten after an hour, and never kept for a failure [VN-027]", async () => {
    const { client, player, clock, storyteller, addCharacter } = await givenTable();
    const users = client.users();
    const first = await users.createNote(player.id, note, keyed);
    clock.advance(3_600_000);
    expect((await users.createNote(player.id, note, keyed)).id).not.toBe(first.id);
    const unknown = "68c1f7152cae3787a09affff";
    const quickroll = { name: "Roll", trait_ids: [unknown] };
    const again = { idempotencyKey: "k-2" };
    const failed = await rejection(users.createQuickroll(storyteller.id, quickroll, again));
    expect(failed).toMatchObject({ statusCode: 400 });
    const fine = { name: "Roll" };
    expect((await users.createQuickroll(storyteller.id, fine, again)).name).toBe("Roll");
    expect((await addCharacter()).name).toBe("Edwin Marlow");
  });

  it("are new for each call, and the same for its repeats, uploads included [VN-006, VN-024, VN-025, VN-026]", async () => {
    const table = await givenTable();
    const { clientOf, server, player, company } = table;
    const client = clientOf({ autoIdempotencyKeys: true, defaultCompanyId: company.id });
    const users = client.users();
    const before = keysSent(table).length;
    const { id } = await users.createNote(player.id, note);
    await users.updateNote(player.id, id, { title: "Renamed" });
    const path = /\/assets\/upload$/;
    server.failNext((request) => path.test(request.path), [{ status: 429 }]);
    const bytes = new Uint8Array(300).map((_, index) => index);
    const asset = await users.uploadAsset(player.id, "map.png", bytes, "image/png");
    await users.getNote(player.id, id);
    await users.deleteNote(player.id, id);
    const keys = keysSent(table).slice(before);
    expect(keys).toHaveLength(4);
    expect(new Set(keys).size).toBe(3);
    expect(keys[2]).toBe(keys[3]);
    for (const key of keys) expect(key).toMatch(uuid4);
    const [first, second] = server.requests.filter((request) => path.test(request.path));
    expect(second?.raw.equals(first?.raw ?? Buffer.alloc(0))).toBe(true);
    expect((await users.listAssets(player.id)).items).toEqual([asset]);
  });

  it("are not sent unless they are asked for [VN-021]", async () => {
    const table = await givenTable();
    await table.client.users().createNote(table.player.id, note);
    expect(keysSent(table)).toEqual([]);
  });
});

describe("a key [workflow 16]", () => {
  it("ends when it is replaced, and the client goes on with the new one when told [VN-098, VN-099]", async () => {
    const { client, clientOf, developer } = await given();
    const { api_key, ...rest } = await client.developer.regenerateApiKey();
    expect(api_key).not.toBe(developer.apiKey);
    expect(rest).toMatchObject({ id: developer.developer.id, username: "rosa-quill" });
    expect(rest.companies).toBeUndefined();
    const old = await rejection(client.developer.getMe());
    expect(old).toMatchObject({ name: "AuthenticationError", detail: "Unauthorized API key" });
    expect((await clientOf({ apiKey: api_key }).developer.getMe()).id).toBe(rest.id);
    client.setApiKey(api_key);
    expect((await client.developer.getMe()).id).toBe(rest.id);
  });
});

describe("health [workflow 17]", () => {
  it("is told by a healthy server [VN-011, VN-095]", async () => {
    const { client, server } = await given();
    const health = { database_status: "online", cache_status: "online", version: "0.7.0" };
    expect(await client.system.health()).toEqual(health);
    expect(server.requests.at(-1)?.headers["x-api-key"]).toBeDefined();
  });

  it("that is not well is a failure of the server that says which part [VN-082]", async () => {
    const { client, server } = await given();
    server.state.health.database_status = "offline";
    const error = await rejection(client.system.health());
    expect(error).toMatchObject({
      ...{ name: "ServerError", statusCode: 500, title: undefined },
      responseData: { database_status: "offline", cache_status: "online", version: "0.7.0" },
    });
    expect(String(error)).toBe(
      '[500] {"database_status":"offline","cache_status":"online","version":"0.7.0"}',
    );
  });
});

describe("administration [workflow 18]", () => {
  it("makes developers and keys, and ends them [VN-100, VN-101, VN-102, VN-103, VN-104, VN-105, VN-106, VN-107, VN-109]", async () => {
    const { admin, clientOf, server, takeRequests } = await given();
    const { globalAdmin } = admin;
    const made = await globalAdmin.create({ username: "New Dev!", email: "dev@example.org" });
    expect(made).toMatchObject({ username: "new-dev", is_global_admin: false, companies: [] });
    expect(await globalAdmin.get(made.id)).toEqual(made);
    const email = "changed@example.org";
    expect(await globalAdmin.update(made.id, { email })).toMatchObject({ email });
    const { api_key, is_global_admin } = await globalAdmin.createApiKey(made.id);
    // On the wire it is the word "False".
    expect(is_global_admin).toBe(false);
    const newcomer = clientOf({ apiKey: api_key });
    expect((await newcomer.developer.getMe()).id).toBe(made.id);

    takeRequests();
    const admins = await globalAdmin.listAll({ isGlobalAdmin: true });
    expect(admins.map(({ id }) => id)).toEqual([server.admin.developer.id]);
    const others = await globalAdmin.getPage({ isGlobalAdmin: false });
    expect(others.items.map(({ username }) => username)).toEqual(["new-dev", "rosa-quill"]);
    const everyone: string[] = [];
    for await (const { username } of globalAdmin.iterAll({ limit: 2 })) everyone.push(username);
    expect(everyone).toEqual(["new-dev", "root", "rosa-quill"]);
    expect(
      takeRequests().map((line) => new URLSearchParams(line.split("?")[1]).get("is_global_admin")),
    ).toEqual([...["true", "false", null, null]]);
    await globalAdmin.update(made.id, { is_global_admin: true });
    expect((await globalAdmin.createApiKey(made.id)).is_global_admin).toBe(true);
    expect(await globalAdmin.delete(made.id)).toBeUndefined();
    const ended = await rejection(newcomer.developer.getMe());
    expect(ended).toMatchObject({ name: "AuthenticationError" });
  });

  it("is refused to everybody else [VN-108]", async () => {
    const { client, developer } = await given();
    const { globalAdmin } = client;
    const { id } = developer.developer;
    const wish = { username: "new", email: "new@example.org" };
    for (const call of [
      () => globalAdmin.listAll(),
      () => globalAdmin.get(id),
      () => globalAdmin.create(wish),
      () => globalAdmin.update(id, { email: wish.email }),
      () => globalAdmin.createApiKey(id),
      () => globalAdmin.delete(id),
    ])
      expect(await rejection(call())).toMatchObject({ name: "AuthorizationError" });
  });

  it("changes one's own name [VN-097]", async () => {
    const { client } = await given();
    expect(await client.developer.updateMe({ username: "Rosa of Brno" })).toMatchObject({
      username: "rosa-of-brno",
      email: "rosa-quill@example.org",
    });
  });
});

describe("a call that is given up", () => {
  it("ends at once, and the client goes on", async () => {
    const { client, server } = await given();
    const held = holdNext(server, "GET /api/v1/developers/me");
    const abort = new AbortController();
    const call = rejection(client.developer.getMe({ signal: abort.signal }));
    await held.arrived;
    abort.abort();
    expect(await call).toMatchObject({ kind: "abort" });
    held.release();
    expect((await client.developer.getMe()).username).toBe("rosa-quill");
  });
});
