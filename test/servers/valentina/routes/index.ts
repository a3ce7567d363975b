// All routes.
import type { Route } from "../call.js";
import { assetRoutes } from "./assets.js";
import { autogenerationRoutes } from "./autogeneration.js";
import { blueprintRoutes } from "./blueprint.js";
import { bookRoutes } from "./books.js";
import { campaignRoutes } from "./campaigns.js";
import { characterRoutes } from "./characters.js";
import { companyRoutes } from "./companies.js";
import { developerRoutes } from "./developers.js";
import { dicerollRoutes } from "./dicerolls.js";
import { dictionaryRoutes } from "./dictionary.js";
import { discordRoutes } from "./discord.js";
import { experienceRoutes } from "./experience.js";
import { inventoryRoutes } from "./inventory.js";
import { noteRoutes } from "./notes.js";
import { optionRoutes } from "./options.js";
import { quickrollRoutes } from "./quickrolls.js";
import { specialRoutes } from "./specials.js";
import { statisticsRoutes } from "./statistics.js";
import { systemRoutes } from "./system.js";
import { traitRoutes } from "./traits.js";
import { userRoutes } from "./users.js";

export const routes: readonly Route[] = [
  ...systemRoutes,
  ...developerRoutes,
  ...companyRoutes,
  ...userRoutes,
  ...experienceRoutes,
  ...quickrollRoutes,
  ...noteRoutes,
  ...assetRoutes,
  ...campaignRoutes,
  ...bookRoutes,
  ...characterRoutes,
  ...inventoryRoutes,
  ...specialRoutes,
  ...traitRoutes,
  ...autogenerationRoutes,
  ...blueprintRoutes,
  ...dictionaryRoutes,
  ...dicerollRoutes,
  ...statisticsRoutes,
  ...optionRoutes,
  ...discordRoutes,
];
