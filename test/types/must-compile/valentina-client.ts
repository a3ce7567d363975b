/** The client of Valentina Noir under the guide's names. */
import {
  APIConfig,
  APIError,
  booksService,
  type CampaignsService,
  type Character,
  type Company,
  type CompanyPermissions,
  companiesService,
  type EdgeAndPerks,
  type NewCompanyResponse,
  type Note,
  type PaginatedResponse,
  type Perk,
  RateLimitError,
  RequestValidationError,
  type S3Asset,
  type User,
  usersService,
  ValidationError,
  VClient,
} from "clientwright/valentina";
import type { ClientwrightError } from "../../../src/runtime/index.js";
import { expectType, expectTypeOf } from "../support/expect-type.js";

const server = { baseUrl: "https://api.valentina-noir.com", apiKey: "key" };

/** a client is made of single options, or of a configuration [VN-013, VN-014, VN-409] */
export const clients: readonly VClient[] = [
  new VClient(server),
  new VClient({ ...server, timeoutMs: 5_000, maxRetries: 0, retryDelayMs: 10 }),
  new VClient({
    ...server,
    autoIdempotencyKeys: true,
    defaultCompanyId: "c1",
    setAsDefault: false,
  }),
  new VClient({ config: new APIConfig(server) }),
  new VClient({ config: new APIConfig(server), setAsDefault: false, deadlineMs: 1_000 }),
];

/** services take ids in order, and the company last [VN-053, VN-055] */
export function services(client: VClient): void {
  expectTypeOf(client.campaigns("u1")).toBe<CampaignsService>();
  expectTypeOf(client.campaigns("u1", { companyId: "c1" })).toBe<CampaignsService>();
  expectTypeOf(client.dicreolls("u1")).toBe<ReturnType<VClient["dicerolls"]>>();
  expectTypeOf(client.defaultCompanyId).toBe<string | undefined>();
  expectTypeOf(client.isClosed).toBe<boolean>();
}

/** factory functions take what the client's methods take [VN-036, VN-037, VN-038, VN-043, VN-050] */
export function factories(): void {
  expectTypeOf(usersService).toBe<
    (...args: Parameters<VClient["users"]>) => ReturnType<VClient["users"]>
  >();
  expectTypeOf(booksService("u1", "p1", { companyId: "c1" })).toBe<ReturnType<VClient["books"]>>();
  expectTypeOf(companiesService).toBe<() => VClient["companies"]>();
}

/** lists come in three ways, and each knows its items [VN-063, VN-064, VN-065] */
export async function lists(client: VClient): Promise<void> {
  const users = client.users();
  expectTypeOf(await users.getPage({ limit: 10, userRole: "PLAYER" })).toBe<
    PaginatedResponse<User>
  >();
  expectTypeOf(await users.listAll()).toBe<User[]>();
  for await (const user of users.iterAll({ limit: 5 })) expectTypeOf(user).toBe<User>();
  expectTypeOf(await users.getNotesPage("u1")).toBe<PaginatedResponse<Note>>();
  expectTypeOf(await users.listAssets("u1", { assetType: "image" })).toBe<
    PaginatedResponse<S3Asset>
  >();
  const page = await users.getPage();
  expectTypeOf(page.hasMore).toBe<boolean>();
  expectTypeOf(page.nextOffset).toBe<number>();
}

/** results are the models, and nothing where nothing comes [VN-057, VN-060, VN-061, VN-114, VN-118] */
export async function results(client: VClient): Promise<void> {
  const { companies } = client;
  expectTypeOf(await companies.get("c1")).toBe<Company>();
  expectTypeOf(
    await companies.create({ name: "Sabbat", email: "a@b.c" }),
  ).toBe<NewCompanyResponse>();
  expectTypeOf(await companies.update("c1", { name: "Sabbat" })).toBe<Company>();
  expectTypeOf(await companies.delete("c1")).toBe<void>();
  expectTypeOf(await companies.grantAccess("c1", "d1", "ADMIN")).toBe<CompanyPermissions>();
}

/** edges of a character are answered with their perks, and removals with nothing [VN-246, VN-253, VN-259, VN-262, VN-263] */
export async function edges(client: VClient): Promise<void> {
  const characters = client.characters("u1", "p1");
  expectTypeOf(await characters.get("ch1")).toBe<Character>();
  expectTypeOf(await characters.listAllEdges("ch1")).toBe<EdgeAndPerks[]>();
  expectTypeOf(await characters.listAllEdgePerks("ch1", "e1")).toBe<Perk[]>();
  expectTypeOf(await characters.getEdgePerk("ch1", "e1", "k1")).toBe<Perk>();
  expectTypeOf(await characters.addEdgePerk("ch1", "e1", "k1")).toBe<EdgeAndPerks>();
  expectTypeOf(await characters.removeGift("ch1", "g1")).toBe<void>();
}

/** calls take a signal and a key of their own [VN-029] */
export async function callOptions(client: VClient, signal: AbortSignal): Promise<void> {
  await client.users().createNote("u1", { title: "Abc", content: "Def" }, { idempotencyKey: "k" });
  await client.users().uploadAsset("u1", "a.png", new Blob(), "image/png", { signal });
  await client.users().uploadAsset("u1", "a.png", new Uint8Array());
}

/** errors know what their class says [VN-075, VN-079, VN-081, VN-083] */
export function errors(error: unknown): void {
  if (!(error instanceof APIError)) return;
  expectTypeOf(error.statusCode).toBe<number | undefined>();
  expectTypeOf(error.responseData).toBe<Readonly<Record<string, unknown>>>();
  expectTypeOf([error.title, error.detail, error.instance]).toBe<(string | undefined)[]>();
  if (error instanceof ValidationError) {
    const field = error.invalidParameters[0]?.field;
    expectTypeOf(field).toBe<string | (string | number)[] | undefined>();
  }
  if (error instanceof RateLimitError) {
    expectTypeOf([error.retryAfter, error.remaining]).toBe<(number | undefined)[]>();
  }
  if (error instanceof RequestValidationError) {
    const [first] = error.errors;
    expectTypeOf(first?.path).toBe<string | undefined>();
    expectTypeOf(first?.input).toBe<unknown>();
  }
  expectType<APIError extends ClientwrightError ? true : false>().toBe<true>();
}
