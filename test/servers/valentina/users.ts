// Makes users, and keeps what they have earned.
import type { CampaignExperience, Company, User } from "../../../generated/valentina/models.js";
import type { ValentinaState } from "./state.js";

const noDiscord: NonNullable<User["discord_profile"]> = {
  id: null,
  username: null,
  global_name: null,
  avatar_id: null,
  avatar_url: null,
  discriminator: null,
  email: null,
  verified: null,
};

/** Also writes the user into the company. `id` is for tests that want a certain one. */
export function createUser(
  { users }: ValentinaState,
  company: Company,
  wish: Pick<User, "name" | "email" | "role"> & Pick<Partial<User>, "discord_profile">,
  id?: string,
): User {
  const { discord_profile, ...content } = wish;
  const user = users.create(
    company.id,
    {
      ...content,
      company_id: company.id,
      discord_profile: { ...noDiscord, ...discord_profile },
      campaign_experience: [],
      asset_ids: [],
    },
    id,
  );
  company.user_ids.push(user.id);
  return user;
}

/** The user's record in a campaign, which begins when it is first asked for. */
export function experienceIn(user: User, campaignId: string): CampaignExperience {
  const known = user.campaign_experience.find(({ campaign_id }) => campaign_id === campaignId);
  if (known) return known;
  const fresh = { campaign_id: campaignId, xp_current: 0, xp_total: 0, cool_points: 0 };
  user.campaign_experience.push(fresh);
  return fresh;
}
