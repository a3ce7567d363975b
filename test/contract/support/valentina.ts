/** `VClient` and the stateful Valentina Noir server with Prism between them, on one clock. */
import {
  type Campaign,
  type Character,
  type CharacterCreate,
  type Company,
  type User,
  type UserRole,
  VClient,
  type VClientOptions,
} from "clientwright/valentina";
import { afterAll, afterEach, beforeAll, expect, onTestFinished } from "vitest";
import { type PrismServer, startPrismFor } from "../../../codegen/prism/prism.js";
import { readDocument } from "../../../codegen/prism/read-document.js";
import { createSwitchboard, type Switchboard } from "../../servers/support/switchboard.js";
import {
  type KeyHolder,
  startValentinaServer,
  type ValentinaServer,
  type ValentinaServerOptions,
} from "../../servers/valentina/index.js";
import { createLeapingClock, type LeapingClock } from "../../support/leaping-clock.js";

/** What a test has: clients know the address of the proxy only. */
export interface Given {
  readonly server: ValentinaServer;
  readonly clock: LeapingClock;
  /** A developer who is nobody special, and the key. */
  readonly developer: KeyHolder;
  /** A client with that key; it is nobody's default. */
  readonly client: VClient;
  /** A client with the same key or another. */
  clientOf(options?: Partial<VClientOptions>): VClient;
  /** A client with the key of a global administrator. */
  readonly admin: VClient;
  /** What the server received so far, as `METHOD /path`; emptied by reading. */
  takeRequests(): string[];
}

/** A company that plays. */
export interface GivenTable extends Given {
  readonly company: Company;
  /** The first user of the company: an administrator. */
  readonly manager: User;
  readonly storyteller: User;
  readonly player: User;
  readonly campaign: Campaign;
  /** Makes a user of that role. */
  addUser(name: string, role: UserRole): Promise<User>;
  /** Makes a mortal, whom `player` plays unless said otherwise. */
  addCharacter(wish?: Partial<CharacterCreate>): Promise<Character>;
}

// One proxy for all tests of a file: to make one takes longer than a test.
let switchboard: Switchboard;
let prism: PrismServer;

beforeAll(async () => {
  switchboard = await createSwitchboard();
  const document = await readDocument("specs/valentina/openapi.yaml");
  prism = await startPrismFor(document, { proxyTo: switchboard.url });
});

afterAll(async () => {
  await prism.close();
  await switchboard.close();
});

// Whatever departs from the document fails the test, unless the test takes it.
afterEach(() => {
  expect(prism.takeViolations()).toEqual([]);
});

/** What departed from the document so far, and is forgiven; the sides that did. */
export const takeViolations = (): string[] => prism.takeViolations().map(({ side }) => side);

export const given = async (
  serverOptions: ValentinaServerOptions = {},
  options: Partial<VClientOptions> = {},
): Promise<Given> => {
  const clock = createLeapingClock();
  const server = await startValentinaServer({ now: clock.now, ...serverOptions });
  onTestFinished(() => server.close());
  switchboard.connect(server.url);
  const developer = server.addDeveloper({ username: "Rosa Quill" });
  const clientOf = (more: Partial<VClientOptions> = {}): VClient => {
    const { apiKey } = developer;
    const own = { baseUrl: prism.url, apiKey, setAsDefault: false, clock, random: () => 0 };
    const client = new VClient({ ...own, ...options, ...more, config: undefined });
    onTestFinished(() => client.close());
    return client;
  };
  let taken = 0;
  return {
    server,
    clock,
    developer,
    clientOf,
    client: clientOf(),
    admin: clientOf({ apiKey: server.admin.apiKey }),
    takeRequests() {
      const lines = server.requests.slice(taken).map(({ method, path }) => `${method} ${path}`);
      taken = server.requests.length;
      return lines;
    },
  };
};

export const givenTable = async (
  serverOptions: ValentinaServerOptions = {},
  settings: Company["settings"] = {},
): Promise<GivenTable> => {
  const all = await given(serverOptions);
  const wish = { name: "Harbor Table", email: "table@example.org", settings };
  const { company, admin_user } = await all.client.companies.create(wish);
  const client = all.clientOf({ defaultCompanyId: company.id });
  const requesting_user_id = admin_user.id;
  const addUser = (name: string, role: UserRole) =>
    client.users().create({ name, email: "user@example.org", role, requesting_user_id });
  const storyteller = await addUser("Teller of Stories", "STORYTELLER");
  const player = await addUser("Player of Parts", "PLAYER");
  const campaign = await client.campaigns(storyteller.id).create({ name: "Dark Metropolis" });
  all.takeRequests();
  return {
    ...all,
    ...{ client, company, manager: admin_user, storyteller, player, campaign, addUser },
    addCharacter: (wish = {}) =>
      client.characters(storyteller.id, campaign.id).create({
        ...{ character_class: "MORTAL", game_version: "V5" },
        ...{ name_first: "Edwin", name_last: "Marlow", user_player_id: player.id },
        ...wish,
      }),
  };
};
