// Books of a campaign and chapters of a book: the same, one level apart.
import type { CampaignBook, CampaignChapter } from "../../../../generated/valentina/models.js";
import { jsonAnswer } from "../../support/answers.js";
import type { Call, Route } from "../call.js";
import { removeWithContents } from "../cascade.js";
import { type CollectionPlan, collectionRoutes } from "../collection-routes.js";
import type { Collection } from "../documents.js";
import { nullable, readBody, readChanges, required } from "../fields.js";
import { campaignManager, companyUser } from "../guards.js";
import { text, whole } from "../kinds.js";
import { inOrder, moveTo, renumber } from "../numbering.js";
import { book, campaign } from "../paths.js";

type Things = "books" | "chapters";

const fields = {
  name: required(text({ min: 3, max: 50 })),
  description: nullable(text({ min: 3 })),
};

const guards = [companyUser];
const writeGuards = [companyUser, campaignManager];

const books: CollectionPlan<"book_id"> = {
  ...{ at: `${campaign}/books`, item: "book_id", guards, writeGuards },
  list: (call) => inOrder(call.state.books, campaignId(call)),
  create(call) {
    const numbered = { ...readBody(call, fields), ...nextIn(call.state.books, campaignId(call)) };
    return call.state.books.create(campaignId(call), {
      ...numbered,
      campaign_id: campaignId(call),
    });
  },
  change: (call, document) => call.state.books.change(document, readChanges(call, fields)),
  remove(call, document) {
    removeWithContents(call.state, "books", document);
    renumber(inOrder(call.state.books, campaignId(call)));
  },
};

const chapters: CollectionPlan<"chapter_id"> = {
  ...{ at: `${book}/chapters`, item: "chapter_id", guards, writeGuards },
  list: (call) => inOrder(call.state.chapters, bookId(call)),
  create(call) {
    const numbered = { ...readBody(call, fields), ...nextIn(call.state.chapters, bookId(call)) };
    return call.state.chapters.create(bookId(call), { ...numbered, book_id: bookId(call) });
  },
  change: (call, document) => call.state.chapters.change(document, readChanges(call, fields)),
  remove(call, document) {
    removeWithContents(call.state, "chapters", document);
    renumber(inOrder(call.state.chapters, bookId(call)));
  },
};

export const bookRoutes: readonly Route[] = [
  ...collectionRoutes(books),
  ...collectionRoutes(chapters),
  renumbering(books, "books", (call) => inOrder(call.state.books, campaignId(call))),
  renumbering(chapters, "chapters", (call) => inOrder(call.state.chapters, bookId(call))),
];

function campaignId(call: Call): string {
  return call.entity("campaign_id").id;
}

function bookId(call: Call): string {
  return call.entity("book_id").id;
}

function nextIn(collection: Collection<CampaignBook> | Collection<CampaignChapter>, id: string) {
  const asset_ids: string[] = [];
  return { number: collection.of(id).length + 1, asset_ids };
}

function renumbering<N extends "book_id" | "chapter_id">(
  { at, item }: CollectionPlan<N>,
  things: Things,
  siblings: (call: Call) => (CampaignBook | CampaignChapter)[],
): Route {
  return {
    method: "PUT",
    path: `${at}/{${item}}/number`,
    guards: writeGuards,
    handle(call) {
      const { number } = readBody(call, { number: required(whole()) });
      const document: CampaignBook | CampaignChapter = call.entity(item);
      moveTo(siblings(call), document, number, things);
      return jsonAnswer(200, document);
    },
  };
}
