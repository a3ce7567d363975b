// Terms of a company, together with everyone's.
import type { DictionaryTerm } from "../../../../generated/valentina/models.js";
import type { Call, Route } from "../call.js";
import { collectionRoutes } from "../collection-routes.js";
import { sortedBy } from "../documents.js";
import { ruleBroken } from "../failures.js";
import {
  defaulted,
  nullable,
  optional,
  readBody,
  readChanges,
  readQuery,
  required,
} from "../fields.js";
import { companyUser } from "../guards.js";
import { list, text } from "../kinds.js";
import { company } from "../paths.js";

const fields = {
  term: required(text({ min: 3, max: 50 })),
  definition: nullable(text()),
  link: nullable(text()),
  synonyms: defaulted(list(text()), []),
};

export const dictionaryRoutes: readonly Route[] = collectionRoutes({
  at: `${company}/dictionaries`,
  item: "dictionary_term_id",
  guards: [companyUser],
  list: listTerms,
  create(call) {
    const content = lowerCase(readBody(call, fields));
    requireMeaning(content);
    const { id: company_id } = call.entity("company_id");
    return call.state.terms.create(company_id, { ...content, is_global: false, company_id });
  },
  change(call, term) {
    requireOwn(term, "update");
    const changes = lowerCase(readChanges(call, fields));
    requireMeaning({ ...term, ...changes });
    return call.state.terms.change(term, changes);
  },
  remove({ state }, term) {
    requireOwn(term, "delete");
    state.terms.remove(term);
  },
});

/** A search finds the whole term or a whole synonym, whatever the case. */
function listTerms(call: Call): DictionaryTerm[] {
  const { term } = readQuery(call, { term: optional(text()) });
  const wanted = term?.toLowerCase();
  const { terms } = call.state;
  const all = [...terms.of(""), ...terms.of(call.entity("company_id").id)];
  const found = all.filter(
    (each) => wanted === undefined || each.term === wanted || each.synonyms.includes(wanted),
  );
  return sortedBy(found, (each) => each.term);
}

type Words = Partial<Pick<DictionaryTerm, "term" | "synonyms">>;

function lowerCase<T extends Words>(words: T): T {
  const term = words.term?.toLowerCase();
  const synonyms = words.synonyms?.map((each) => each.toLowerCase());
  return {
    ...words,
    ...(term !== undefined && { term }),
    ...(synonyms && { synonyms: [...new Set(synonyms)].sort() }),
  };
}

function requireMeaning({ definition, link }: Pick<DictionaryTerm, "definition" | "link">): void {
  if (!definition && !link) throw ruleBroken("Must have either a definition or a link.");
}

function requireOwn({ is_global }: DictionaryTerm, verb: string): void {
  if (is_global) throw ruleBroken(`You may only ${verb} company dictionary terms.`);
}
