// A short tour of NDI Cloud: log in, list, read, make a dataset, look for documents, live through a 503, miss something.
import { NdiCloudClient, NdiNotFoundError, NdiQuery, toResult } from "clientwright/ndi-cloud";
import { createPreferringFetch } from "../start/prefer.mjs";
import { caught } from "../start/tour.mjs";

const datasetId = "5f1a0b2c3d4e5f6071829501";

export const tour = async ({ url, step }) => {
  const { fetch, answerNext } = createPreferringFetch();
  let requests = 0;
  const client = new NdiCloudClient({
    baseUrl: url,
    env: {},
    fetch: (input, init) => {
      requests += 1;
      return fetch(input, init);
    },
  });

  await step("datasets.listPublished() after a 503", async () => {
    answerNext("code=503");
    const { datasets } = await client.datasets.listPublished();
    if (requests !== 2) throw new Error(`saw ${requests} requests`);
    return `${datasets[0].name}, without a login, at the second attempt`;
  });

  await step("auth.login({ email, password })", async () => {
    const login = { email: "ines.hart@example.org", password: "Quiet-River-88" };
    const { organizations } = await client.auth.login(login);
    return `for ${organizations[0].name}`;
  });

  await step('datasets.create({ name: "Gratings" })', async () => {
    const { id } = await client.datasets.create({ name: "Gratings" });
    return client.datasetUrl(id);
  });

  await step("documents.count(id)", async () => {
    return `${await client.documents.count(datasetId)} document(s)`;
  });

  await step('search.query("public", isa("probe"))', async () => {
    const page = await client.search.query("public", NdiQuery.isa("probe"));
    return `${page.documents.length} found: ${page.documents[0].name}`;
  });

  await step("datasets.get(unknown)", async () => {
    answerNext("code=404");
    const error = await caught(() => client.datasets.get(datasetId), NdiNotFoundError);
    return `${error.name} ${error.status}`;
  });

  await step("toResult(datasets.get(unknown))", async () => {
    answerNext("code=404");
    const { success, response } = await toResult(client.datasets.get(datasetId));
    return `success: ${success}, status ${response.status}`;
  });

  await client.close();
};
