/** The NDI Cloud client under the guide's names. */
import {
  type Dataset,
  type DatasetListPage,
  type DocumentDetail,
  type DocumentSummary,
  type LoginResult,
  NdiCloudClient,
  type NdiCloudClientOptions,
  NdiError,
  NdiQuery,
  type NdiResult,
  NdiServerError,
  toResult,
  type UploadUrl,
} from "clientwright/ndi-cloud";
import { type AnyMethod, ClientwrightError } from "../../../src/runtime/index.js";
import { expectTypeOf } from "../support/expect-type.js";

/** a client is made of options, of the environment, or of nothing */
export const clients: readonly NdiCloudClient[] = [
  new NdiCloudClient(),
  new NdiCloudClient({ environment: "development" }),
  new NdiCloudClient({ token: "" }),
  new NdiCloudClient({ token: async () => "t", organizationId: "o" }),
  new NdiCloudClient({ credentials: () => ({ email: "a@b.example", password: "x" }) }),
  NdiCloudClient.fromEnv(),
  NdiCloudClient.fromEnv({ timeoutMs: 1_000, retry: false }),
];

/** durations are milliseconds */
export const options: NdiCloudClientOptions = { timeoutMs: 60_000, deadlineMs: 120_000 };

/** a login answers its token under both names */
export async function signingIn({ auth }: NdiCloudClient): Promise<void> {
  const login = await auth.login({ email: "a@b.example", password: "x" });
  expectTypeOf(login).toBe<LoginResult>();
  expectTypeOf(login.idToken).toBe<string>();
  expectTypeOf(login.expiresAt).toBe<Date | undefined>();
  expectTypeOf(await auth.logout()).toBe<void>();
  expectTypeOf(await auth.testLogin({ userName: "a@b.example" })).toBe<boolean>();
}

/** datasets have their id under one name, and free fields */
export async function datasets({ datasets }: NdiCloudClient): Promise<void> {
  const created = await datasets.create({ name: "x", brainRegions: ["V1"], more: { kept: true } });
  expectTypeOf(created.id).toBe<string>();
  const dataset = await datasets.get(created.id);
  expectTypeOf(dataset).toBe<Dataset>();
  expectTypeOf(dataset.id).toBe<string>();
  expectTypeOf(dataset.files.length).toBe<number>();
  expectTypeOf(await datasets.list({ isPublished: true, page: 1 })).toBe<DatasetListPage>();
  expectTypeOf(await datasets.count()).toBe<number>();
  for await (const { id, name } of datasets.listAll()) expectTypeOf(id + name).toBe<string>();
}

/** documents are free JSON, bare or in the guide's wrapper */
export async function documents({ documents, search }: NdiCloudClient): Promise<void> {
  const { id } = await documents.add("d", { document_properties: { base: { id: "n" } } });
  expectTypeOf(await documents.get("d", id)).toBe<DocumentDetail>();
  expectTypeOf(await documents.count("d", { includeDeleted: true })).toBe<number>();
  const query = NdiQuery.isa("probe").and(NdiQuery.field("base.name").contains("V1"));
  expectTypeOf(await search.queryAll("public", query)).toBe<DocumentSummary[]>();
  for await (const found of search.iterate(["d1", "d2"], query))
    expectTypeOf(found).toBe<DocumentSummary>();
}

/** bytes of every kind can be put */
export async function files({ files }: NdiCloudClient): Promise<void> {
  const address = await files.getUploadUrl("d", { uid: "u", name: "rec.dat", size: 1 });
  expectTypeOf(address).toBe<UploadUrl>();
  await files.put(address.uploadUrl, new Uint8Array(1));
  await files.put(address.url, new Blob(["x"]).stream(), { size: 1, timeoutMs: 0 });
  await files.upload("d", { uid: "u", data: new Blob(["x"]) });
  expectTypeOf((await files.download("d", "u")).size).toBe<number | undefined>();
}

/** results tell success from failure */
export async function results(client: NdiCloudClient): Promise<void> {
  const result = await toResult(client.datasets.get("d"));
  expectTypeOf(result).toBe<NdiResult<Dataset>>();
  if (result.success) expectTypeOf(result.data).toBe<Dataset>();
  else expectTypeOf(result.error).toBe<Error>();
  const safe = await client.safe.files.getUploadUrl("d", "u");
  if (safe.success) expectTypeOf(safe.data).toBe<UploadUrl>();
  await client.safe.users.matlabLicense.get();
}

/** whatever is thrown is an NdiError, which is also the runtime's */
export function errors(error: unknown): void {
  if (!(error instanceof NdiError)) return;
  expectTypeOf(error.status).toBe<number | undefined>();
  expectTypeOf(error.url).toBe<string | undefined>();
  expectTypeOf(error.method).toBe<AnyMethod | undefined>();
  expectTypeOf(error instanceof ClientwrightError).toBe<boolean>();
  if (error instanceof NdiServerError) expectTypeOf(error.timeout).toBe<boolean>();
}
