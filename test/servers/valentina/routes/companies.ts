// Companies, their settings, and which developers may use them.
import type {
  Company,
  Developer,
  PermissionLevel,
} from "../../../../generated/valentina/models.js";
import { jsonAnswer } from "../../support/answers.js";
import { permissionIn } from "../accounts.js";
import type { Call, Route } from "../call.js";
import { removeWithContents } from "../cascade.js";
import { collectionRoutes } from "../collection-routes.js";
import { sortedBy } from "../documents.js";
import { ruleBroken } from "../failures.js";
import { defaulted, nullable, part, readBody, readChanges, required } from "../fields.js";
import { givenDocument } from "../given-ids.js";
import { companyAdmin, companyOwner, companyUser } from "../guards.js";
import { email, id, oneOf, text, whole } from "../kinds.js";
import { api, company } from "../paths.js";
import { createUser } from "../users.js";

const usualSettings: Company["settings"] = {
  character_autogen_xp_cost: 10,
  character_autogen_num_choices: 3,
  permission_manage_campaign: "UNRESTRICTED",
  permission_grant_xp: "UNRESTRICTED",
  permission_free_trait_changes: "UNRESTRICTED",
};

const settings = part({
  character_autogen_xp_cost: nullable(whole({ min: 0, max: 100 })),
  character_autogen_num_choices: nullable(whole({ min: 1, max: 10 })),
  permission_manage_campaign: required(oneOf(["UNRESTRICTED", "STORYTELLER"])),
  permission_grant_xp: required(oneOf(["UNRESTRICTED", "PLAYER", "STORYTELLER"])),
  permission_free_trait_changes: required(
    oneOf(["UNRESTRICTED", "WITHIN_24_HOURS", "STORYTELLER"]),
  ),
});

const fields = {
  name: required(text({ min: 3, max: 50 })),
  email: required(email),
  description: nullable(text({ min: 3 })),
  settings: defaulted(settings, {}),
};

const grantFields = {
  developer_id: required(id),
  permission: required(oneOf(["USER", "ADMIN", "OWNER", "REVOKE"])),
};

const [list, get, create, update, remove] = collectionRoutes({
  at: `${api}/companies`,
  item: "company_id",
  guards: [companyUser],
  writeGuards: [companyAdmin],
  deleteGuards: [companyOwner],
  list: ({ state, developer }) =>
    sortedBy(
      state.companies.of("").filter(({ id }) => maySee(developer, id)),
      ({ name }) => name,
    ),
  create: createCompany,
  change(call, { settings: old }) {
    const { settings: changed, ...changes } = readChanges(call, fields);
    const merged = { ...changes, settings: { ...old, ...changed } };
    return call.state.companies.change(call.entity("company_id"), merged);
  },
  remove: ({ state }, { id }) => removeWithContents(state, "companies", { id }),
});

/** Listing and creating is for everybody. */
export const companyRoutes: readonly Route[] = [
  ...[list, create].flatMap((route) => (route ? [{ ...route, guards: [] }] : [])),
  ...[get, update, remove].flatMap((route) => route ?? []),
  { method: "POST", path: `${company}/access`, guards: [companyOwner], handle: grantAccess },
];

function maySee(developer: Developer, companyId: string): boolean {
  return developer.is_global_admin || permissionIn(developer, companyId) !== undefined;
}

/** The caller becomes its owner, and gets a user there. */
function createCompany(call: Call) {
  const { developer, state } = call;
  const { settings: given, ...content } = readBody(call, fields);
  const merged = { ...usualSettings, ...given };
  const created = state.companies.create("", { ...content, settings: merged, user_ids: [] });
  permit(developer, created, "OWNER");
  const { username: name, email: address } = developer;
  const user = createUser(state, created, { name, email: address, role: "ADMIN" });
  const { discord_profile: _, ...admin_user } = user;
  return { company: created, admin_user };
}

function grantAccess(call: Call) {
  const { developer_id, permission } = readBody(call, grantFields);
  const granted = call.entity("company_id");
  const { developers } = call.state;
  const developer = givenDocument(developers, "", developer_id, "Developer");
  const others = developers
    .of("")
    .filter((each) => each !== developer && permissionIn(each, granted.id) === "OWNER");
  const wasOwner = permissionIn(developer, granted.id) === "OWNER";
  if (wasOwner && permission !== "OWNER" && others.length === 0)
    throw ruleBroken("Every company must have at least one owner.");
  return jsonAnswer(201, permit(developer, granted, permission));
}

function permit(
  developer: Developer,
  { id: company_id, name }: Company,
  permission: PermissionLevel,
) {
  const grant = { company_id, name, permission };
  const others = developer.companies.filter((each) => each.company_id !== company_id);
  developer.companies = permission === "REVOKE" ? others : [...others, grant];
  return grant;
}
