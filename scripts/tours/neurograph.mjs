// A short tour of NeuroGraph: create, list, walk pages, catch an error by class, live through a 429.
import { NeuroGraphClient, NotFoundError } from "clientwright/neurograph";
import { createPreferringFetch } from "../start/prefer.mjs";
import { caught } from "../start/tour.mjs";

export const tour = async ({ url, step }) => {
  const { fetch, answerNext } = createPreferringFetch();
  let requests = 0;
  const client = new NeuroGraphClient({
    baseUrl: url,
    username: "developer",
    password: "developer123",
    retry: 2,
    fetch: (input, init) => {
      requests += 1;
      return fetch(input, init);
    },
  });

  await step('tokens.create({ text: "hello" })', async () => {
    const token = await client.tokens.create({ text: "hello" });
    return `token ${token.id} "${token.text}"`;
  });

  await step("tokens.list({ limit: 2, offset: 0 })", async () => {
    const tokens = await client.tokens.list({ limit: 2, offset: 0 });
    return `${tokens.length} token(s)`;
  });

  await step("for await (… of tokens.iterate({ pageSize: 1 }))", async () => {
    let count = 0;
    for await (const _token of client.tokens.iterate({ pageSize: 1 })) {
      count += 1;
      if (count === 3) break;
    }
    return `${count} token(s), page by page`;
  });

  await step("tokens.get(999)", async () => {
    answerNext("code=404");
    const error = await caught(() => client.tokens.get(999), NotFoundError);
    return `${error.name} ${error.status}: ${error.code ?? error.errorCode}`;
  });

  await step("tokens.get(41) after a 429", async () => {
    requests = 0;
    answerNext("code=429");
    const token = await client.tokens.get(41);
    if (requests !== 2) throw new Error(`expected 2 requests, saw ${requests}`);
    return `token ${token.id} at the second attempt`;
  });

  await client.close?.();
};
