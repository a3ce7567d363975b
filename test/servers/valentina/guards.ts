// Who may do what: permissions of developers in a company, and roles of the users that act.
import type {
  Character,
  Company,
  PermissionLevel,
  User,
} from "../../../generated/valentina/models.js";
import { permissionIn } from "./accounts.js";
import type { Call, Guard } from "./call.js";
import { forbidden } from "./failures.js";

const noRights = "No rights to access this resource";

export const globalAdmin: Guard = ({ developer }) => {
  if (!developer.is_global_admin) throw forbidden(noRights);
};

/** Any permission in the company. */
export const companyUser = permitted(["USER", "ADMIN", "OWNER"], noRights);

export const companyAdmin = permitted(
  ["ADMIN", "OWNER"],
  "You are not authorized to take this action on this company.",
);

export const companyOwner = permitted(
  ["OWNER"],
  "You are not authorized to take this action on this company.",
);

/** The user of the path may manage campaigns. */
export const campaignManager: Guard = (call) => {
  const { settings } = call.entity("company_id");
  const isOpen = settings.permission_manage_campaign !== "STORYTELLER";
  if (!isOpen && !isStoryteller(call.entity("user_id"))) throw forbidden(noRights);
};

/** The user of the path tells the story. */
export const storyteller: Guard = (call) => {
  if (!isStoryteller(call.entity("user_id"))) throw forbidden();
};

/** The user of the path plays the character or tells the story. */
export const player: Guard = (call) => {
  if (!mayPlay(call)) throw forbidden();
};

/** As `player`, where the handler asks. */
export const characterOwner: Guard = (call) => {
  if (!mayPlay(call)) throw forbidden("User does not own this character");
};

/** The company lets the user of the path change traits at no cost. */
export const freeTraitChanger: Guard = (call) => {
  const { permission_free_trait_changes: setting } = call.entity("company_id").settings;
  if (setting === "UNRESTRICTED" || isStoryteller(call.entity("user_id"))) return;
  const isNew = setting === "WITHIN_24_HOURS" && ageMs(call, call.entity("character_id")) < dayMs;
  if (!isNew) throw forbidden(noRights);
};

/** Whether the company lets one user give and take experience of another. */
export function mayGrantXp({ settings }: Company, requester: User, target: User): boolean {
  if (isStoryteller(requester) || settings.permission_grant_xp === "UNRESTRICTED") return true;
  return settings.permission_grant_xp === "PLAYER" && requester.id === target.id;
}

export function isStoryteller({ role }: User): boolean {
  return role === "STORYTELLER" || role === "ADMIN";
}

const dayMs = 86_400_000;

function ageMs({ state }: Call, { date_created }: Character): number {
  return state.settings.now() - Date.parse(date_created);
}

function mayPlay(call: Call): boolean {
  const user = call.entity("user_id");
  return isStoryteller(user) || call.entity("character_id").user_player_id === user.id;
}

/** Global administrators always pass. */
function permitted(levels: readonly PermissionLevel[], detail: string): Guard {
  return (call) => {
    const { id } = call.entity("company_id");
    const level = permissionIn(call.developer, id);
    if (call.developer.is_global_admin) return;
    if (level === undefined) throw forbidden(noRights);
    if (!levels.includes(level)) throw forbidden(detail);
  };
}
