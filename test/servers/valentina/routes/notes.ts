// Notes on users, campaigns, books, chapters and characters: all alike.
import type { Route } from "../call.js";
import { collectionRoutes } from "../collection-routes.js";
import { ownerOf } from "../entities.js";
import { readBody, readChanges, required } from "../fields.js";
import { companyUser } from "../guards.js";
import { text } from "../kinds.js";
import { book, campaign, chapter, character, user } from "../paths.js";

const fields = {
  title: required(text({ min: 3, max: 50 })),
  content: required(text({ min: 3 })),
};

export const noteRoutes: readonly Route[] = [user, campaign, book, chapter, character].flatMap(
  (owner) =>
    collectionRoutes({
      at: `${owner}/notes`,
      item: "note_id",
      guards: [companyUser],
      list: (call) => call.state.notes.of(ownerOf(call).id),
      create: (call) => call.state.notes.create(ownerOf(call).id, readBody(call, fields)),
      change: (call, note) => call.state.notes.change(note, readChanges(call, fields)),
      remove: ({ state }, note) => state.notes.remove(note),
    }),
);
