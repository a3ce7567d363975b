// Experience and cool points of users, campaign by campaign.
import type { CampaignExperience } from "../../../../generated/valentina/models.js";
import { jsonAnswer } from "../../support/answers.js";
import type { Call, Route } from "../call.js";
import { forbidden, notEnoughXp } from "../failures.js";
import { readBody, required } from "../fields.js";
import { givenDocument, givenUser } from "../given-ids.js";
import { companyUser, mayGrantXp } from "../guards.js";
import { id, whole } from "../kinds.js";
import { user } from "../paths.js";
import { experienceIn } from "../users.js";

/** Cool points are worth this much experience each. */
const xpPerCoolPoint = 10;

type Change = (experience: CampaignExperience, amount: number) => void;

const changes: Readonly<Record<string, Change>> = {
  "xp/add": addXp,
  "xp/remove"(experience, amount) {
    if (experience.xp_current < amount) throw notEnoughXp(experience.xp_current, amount);
    experience.xp_current -= amount;
  },
  "cp/add"(experience, amount) {
    experience.cool_points += amount;
    addXp(experience, amount * xpPerCoolPoint);
  },
};

const guards = [companyUser];

export const experienceRoutes: readonly Route[] = [
  {
    method: "GET",
    path: `${user}/experience/{campaign_id}`,
    guards,
    maxAgeSeconds: 60,
    handle: (call) =>
      jsonAnswer(200, experienceIn(call.entity("user_id"), call.entity("campaign_id").id)),
  },
  ...Object.entries(changes).map(([name, change]) => ({
    method: "POST",
    path: `${user}/experience/${name}`,
    guards,
    handle: (call: Call) => changeExperience(call, change),
  })),
];

function addXp(experience: CampaignExperience, amount: number): void {
  experience.xp_current += amount;
  experience.xp_total += amount;
}

function changeExperience(call: Call, change: Change) {
  const { amount, campaign_id, requesting_user_id } = readBody(call, {
    amount: required(whole()),
    campaign_id: required(id),
    requesting_user_id: required(id),
  });
  const company = call.entity("company_id");
  const target = call.entity("user_id");
  const requester = givenUser(call, company, requesting_user_id);
  const { campaigns } = call.state;
  const { id: campaignId } = givenDocument(campaigns, company.id, campaign_id, "Campaign");
  if (!mayGrantXp(company, requester, target))
    throw forbidden("User not authorized to grant or remove XP for this user");
  const experience = experienceIn(target, campaignId);
  change(experience, amount);
  return jsonAnswer(201, experience);
}
