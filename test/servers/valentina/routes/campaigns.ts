// Campaigns of a company; the user of the path is who acts.
import type { Route } from "../call.js";
import { removeWithContents } from "../cascade.js";
import { collectionRoutes } from "../collection-routes.js";
import { nullable, readBody, readChanges, required } from "../fields.js";
import { campaignManager, companyUser } from "../guards.js";
import { text, whole } from "../kinds.js";
import { user } from "../paths.js";

const level = { min: 0, max: 5 };

const fields = {
  name: required(text({ min: 3, max: 50 })),
  description: nullable(text({ min: 3 })),
  desperation: nullable(whole(level)),
  danger: nullable(whole(level)),
};

export const campaignRoutes: readonly Route[] = collectionRoutes({
  at: `${user}/campaigns`,
  item: "campaign_id",
  guards: [companyUser],
  writeGuards: [companyUser, campaignManager],
  list: (call) => call.state.campaigns.of(call.entity("company_id").id),
  create(call) {
    const { desperation, danger, ...content } = readBody(call, fields);
    const { id: company_id } = call.entity("company_id");
    const levels = { desperation: desperation ?? 0, danger: danger ?? 0 };
    return call.state.campaigns.create(company_id, {
      ...content,
      ...levels,
      company_id,
      asset_ids: [],
    });
  },
  change(call, campaign) {
    const { desperation, danger, ...changes } = readChanges(call, fields);
    return call.state.campaigns.change(campaign, {
      ...changes,
      ...(desperation != null && { desperation }),
      ...(danger != null && { danger }),
    });
  },
  remove: ({ state }, campaign) => removeWithContents(state, "campaigns", campaign),
});
