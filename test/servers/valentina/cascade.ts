// What goes with a document when it is deleted.
import { withdraw } from "./documents.js";
import type { ValentinaState } from "./state.js";

type CollectionName = {
  [N in keyof ValentinaState]: ValentinaState[N] extends { remove(document: { id: string }): void }
    ? N
    : never;
}[keyof ValentinaState];

/** What lies under documents of a kind. */
const contents: Partial<Record<CollectionName, readonly Exclude<CollectionName, "accounts">[]>> = {
  companies: ["users", "campaigns", "terms", "rolls"],
  users: ["notes", "assets", "quickrolls"],
  campaigns: ["notes", "assets", "books", "characters"],
  books: ["notes", "assets", "chapters"],
  chapters: ["notes", "assets"],
  characters: ["notes", "assets", "inventory", "characterTraits"],
};

/** Removes a document and everything in it. */
export function removeWithContents(
  state: ValentinaState,
  kind: Exclude<CollectionName, "accounts">,
  document: { readonly id: string },
): void {
  for (const inner of contents[kind] ?? [])
    for (const each of state[inner].of(document.id)) removeWithContents(state, inner, each);
  if (kind === "users") removeTracesOfUser(state, document.id);
  if (kind === "companies") removeTracesOfCompany(state, document.id);
  state[kind].remove(document);
}

/** A user's characters go too, and the company forgets the user. */
function removeTracesOfUser(state: ValentinaState, userId: string): void {
  for (const character of [...state.characters.byId.values()])
    if (character.user_player_id === userId) removeWithContents(state, "characters", character);
  for (const { user_ids } of state.companies.byId.values()) withdraw(user_ids, userId);
}

/** Nobody has permissions in a company that is gone. */
function removeTracesOfCompany(state: ValentinaState, companyId: string): void {
  for (const developer of state.developers.byId.values())
    developer.companies = developer.companies.filter(({ company_id }) => company_id !== companyId);
}
