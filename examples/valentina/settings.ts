/** Where the examples find a server, and what is on it: read from the environment. */
import type { VClientOptions } from "clientwright/valentina";

/** What examples are given. Ids are those of things that are there already. */
export interface Settings {
  /** Address, key and default company. */
  readonly options: VClientOptions;
  /** Another company that the key may see. */
  readonly otherCompanyId: string;
  /** An administrator of the default company. */
  readonly adminId: string;
  /** The user who acts, and plays the character. */
  readonly userId: string;
  readonly campaignId: string;
  readonly bookId: string;
  readonly characterId: string;
  /** Another developer. */
  readonly developerId: string;
}

/** Settings of the environment: `VALENTINA_URL`, `VALENTINA_API_KEY`, and `VALENTINA_COMPANY_ID` and the like. */
export function settings(): Settings {
  const { VALENTINA_URL: baseUrl = "http://127.0.0.1:8000" } = process.env;
  const { VALENTINA_API_KEY: apiKey = "your-api-key" } = process.env;
  const id = (name: string): string => process.env[`VALENTINA_${name}_ID`] ?? "";
  return {
    options: { baseUrl, apiKey, defaultCompanyId: id("COMPANY") },
    otherCompanyId: id("OTHER_COMPANY"),
    adminId: id("ADMIN"),
    userId: id("USER"),
    campaignId: id("CAMPAIGN"),
    bookId: id("BOOK"),
    characterId: id("CHARACTER"),
    developerId: id("DEVELOPER"),
  };
}
