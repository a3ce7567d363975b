/**
 * Read lists: a page, all at once, one by one.
 *
 * Run: npx jiti examples/valentina/paging.ts
 */
import { companiesService, VClient } from "clientwright/valentina";
import { type Settings, settings } from "./settings.js";

export async function main({ options }: Settings, print = console.log): Promise<void> {
  new VClient(options);
  const companies = companiesService();

  const page = await companies.getPage({ limit: 1, offset: 0 });
  print(`Page ${page.currentPage} of ${page.totalPages}`);
  for (const company of page.items) print(company.name);

  if (page.hasMore) {
    const next = await companies.getPage({ limit: 1, offset: page.nextOffset });
    print(`Page ${next.currentPage} of ${next.totalPages}`);
    for (const company of next.items) print(company.name);
  }

  const all = await companies.listAll();
  print(`All: ${all.map(({ name }) => name).join(", ")}`);

  const names: string[] = [];
  for await (const company of companies.iterAll({ limit: 1 })) names.push(company.name);
  print(`One by one: ${names.join(", ")}`);
}

if (process.argv[1] === import.meta.filename) await main(settings());
