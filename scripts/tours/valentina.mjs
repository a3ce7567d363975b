// A short tour of Valentina Noir: health, lists, a campaign, dice, a rate limit, a body that is never sent.
import { RateLimitError, RequestValidationError, VClient } from "clientwright/valentina";
import { createPreferringFetch } from "../start/prefer.mjs";
import { caught } from "../start/tour.mjs";

const [companyId, userId] = ["66f0a1c2d3e4b5a697880001", "66f0a1c2d3e4b5a697880002"];

export const tour = async ({ url, step }) => {
  const { fetch, answerNext } = createPreferringFetch();
  let requests = 0;
  const client = new VClient({
    baseUrl: url,
    apiKey: "AbCdEfGhIjKlMnOpQrStUvWxYz012345",
    defaultCompanyId: companyId,
    autoRetryRateLimit: false,
    setAsDefault: false,
    fetch: (input, init) => {
      requests += 1;
      return fetch(input, init);
    },
  });

  await step("system.health()", async () => {
    const { version, database_status } = await client.system.health();
    return `${version}, database ${database_status}`;
  });

  await step("companies.getPage({ limit: 1 })", async () => {
    const page = await client.companies.getPage({ limit: 1 });
    return `page ${page.currentPage} of ${page.totalPages}: ${page.items[0].name}`;
  });

  await step("for await (… of users().iterAll())", async () => {
    for await (const { name, role } of client.users().iterAll()) return `${name}, ${role}`;
    return "nobody";
  });

  await step("campaigns(userId).create({ … })", async () => {
    const { name, danger } = await client.campaigns(userId).create({ name: "Ashes", danger: 3 });
    return `${name}, danger ${danger}`;
  });

  await step("dicerolls(userId).create({ … })", async () => {
    const roll = await client
      .dicerolls(userId)
      .create({ dice_size: 10, num_dice: 5, difficulty: 6 });
    return `${roll.result.total_dice_roll.join(" ")}: ${roll.result.total_result_humanized}`;
  });

  await step("companies.get(id) at the limit", async () => {
    answerNext("code=429");
    const error = await caught(() => client.companies.get(companyId), RateLimitError);
    return `${error.name}: again in ${error.retryAfter} s`;
  });

  await step('campaigns(userId).create({ name: "A" })', async () => {
    const before = requests;
    const create = () => client.campaigns(userId).create({ name: "A" });
    const { errors } = await caught(create, RequestValidationError);
    if (requests !== before) throw new Error("it was sent");
    return `not sent: ${errors[0].path} ${errors[0].message}`;
  });

  await client.close();
};
