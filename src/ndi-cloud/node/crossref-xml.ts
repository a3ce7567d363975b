/** What is deposited with Crossref for a dataset, by its schema 5.3.1. Pure. */
import type { Contributor } from "../../../generated/ndi-cloud/models.js";
import { textOf, toDate } from "../../runtime/index.js";
import { contributorOrcid } from "../document-body.js";
import type { Dataset } from "../models.js";
import { licenseUrl } from "./license-url.js";
import { element, writeXml, type XmlElement } from "./xml.js";

/** Who deposits. */
export interface Depositor {
  /** Default: Waltham Data Science LLC. */
  readonly depositorName?: string;
  /** Where Crossref writes to. */
  readonly depositorEmail: string;
  /** Default: Waltham Data Science LLC. */
  readonly registrant?: string;
}

/** One deposit. */
export interface DoiBatch extends Depositor {
  readonly dataset: Dataset;
  readonly doi: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

const company = "Waltham Data Science LLC";

/** The database that all datasets are part of. */
const database = {
  title: "NDI Cloud Open Datasets",
  description: "Searchable scientific datasets from neuroscience and other disciplines",
  doi: "10.63884/ndic.00000",
  page: "https://ndi-cloud.com",
  date: Date.UTC(2024, 3, 8),
};

/** The name of a deposit, by which its result is asked for. */
export function doiBatchId(now: number): string {
  return `dataset_batch-${new Date(now).toISOString().replace("Z", "+00:00")}`;
}

/** The document that is deposited; the order of its elements is the schema's. [NDI-149] */
export function createDoiBatchXml(batch: DoiBatch): string {
  const namespaces = {
    version: "5.3.1",
    xmlns: "http://www.crossref.org/schema/5.3.1",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xmlns:fr": "http://www.crossref.org/fundref.xsd",
    "xmlns:ai": "http://www.crossref.org/AccessIndicators.xsd",
    "xsi:schemaLocation":
      "http://www.crossref.org/schema/5.3.1 https://www.crossref.org/schemas/crossref5.3.1.xsd",
  };
  const body = element("body", [element("database", [databaseMetadata(), datasetOf(batch)])]);
  return writeXml(element("doi_batch", [head(batch), body], namespaces));
}

function head({ now, depositorName, depositorEmail, registrant }: DoiBatch): XmlElement {
  const digits = new Date(now).toISOString().replace(/\D/g, "").slice(0, 14);
  return element("head", [
    element("doi_batch_id", doiBatchId(now)),
    element("timestamp", digits),
    element("depositor", [
      element("depositor_name", depositorName ?? company),
      element("email_address", depositorEmail),
    ]),
    element("registrant", registrant ?? company),
  ]);
}

function databaseMetadata(): XmlElement {
  const role = { sequence: "first", contributor_role: "author" };
  const parts = [
    element("contributors", [element("organization", company, role)]),
    element("titles", [element("title", database.title)]),
    element("description", database.description),
    element("database_date", [
      dateOf("creation_date", database.date),
      dateOf("publication_date", database.date),
    ]),
    doiData(database.doi, database.page),
  ];
  return element("database_metadata", parts, { language: "en" });
}

function datasetOf({ dataset, doi, now }: DoiBatch): XmlElement {
  const people = dataset.contributors.map(nameOf).filter((name) => name !== undefined);
  const description =
    dataset.abstract ?? textOf((dataset as { description?: unknown }).description);
  const created = timeOf(dataset.createdAt, now);
  const parts = [
    people.length === 0 ? undefined : element("contributors", people.map(personOf)),
    element("titles", [element("title", dataset.name)]),
    element("database_date", [
      dateOf("creation_date", created),
      dateOf("publication_date", created),
      dateOf("update_date", timeOf(dataset.updatedAt, now)),
    ]),
    description ? element("description", description, { language: "en" }) : undefined,
    funding(dataset),
    license(dataset),
    doiData(doi, `https://www.ndi-cloud.com/datasets/${encodeURIComponent(dataset.id)}`),
  ];
  return element("dataset", parts, { dataset_type: "record" });
}

interface PersonName {
  readonly given: string | undefined;
  readonly surname: string;
  readonly orcid: string | undefined;
}

/** Longest part of a name that the schema takes. */
const longestName = 60;

/** Undefined for somebody without a name. The schema needs a surname, and has no digits and question marks in names. */
function nameOf(contributor: Contributor): PersonName | undefined {
  const clean = (text: string | undefined): string | undefined =>
    text?.replace(/[\d?]/g, "").replace(/\s+/g, " ").trim().slice(0, longestName).trim() ||
    undefined;
  const [given, last] = [clean(contributor.firstName), clean(contributor.lastName)];
  const surname = last ?? given;
  if (surname === undefined) return undefined;
  const orcid = /([0-9]{4}-){3}[0-9]{3}[0-9X]/i.exec(contributorOrcid(contributor) ?? "")?.[0];
  return { given: last === undefined ? undefined : given, surname, orcid: orcid?.toUpperCase() };
}

function personOf({ given, surname, orcid }: PersonName, index: number): XmlElement {
  const sequence = index === 0 ? "first" : "additional";
  const parts = [
    given === undefined ? undefined : element("given_name", given),
    element("surname", surname),
    orcid === undefined ? undefined : element("ORCID", `https://orcid.org/${orcid}`),
  ];
  return element("person_name", parts, { sequence, contributor_role: "author" });
}

function funding({ funding }: Dataset): XmlElement | undefined {
  const given: readonly { readonly source?: unknown }[] = Array.isArray(funding) ? funding : [];
  const names = given.map(({ source }) => textOf(source)?.trim()).filter((name) => !!name);
  if (names.length === 0) return undefined;
  const assertions = names.map((name) =>
    element("fr:assertion", name ?? "", { name: "funder_name" }),
  );
  return element("fr:program", assertions, { name: "fundref" });
}

function license(dataset: Dataset): XmlElement | undefined {
  const url = licenseUrl(dataset.license ?? "");
  if (url === undefined) return undefined;
  return element("ai:program", [element("ai:license_ref", url)], { name: "AccessIndicators" });
}

function doiData(doi: string, resource: string): XmlElement {
  return element("doi_data", [element("doi", doi), element("resource", resource)]);
}

function dateOf(name: string, time: number): XmlElement {
  const [year = "", month = "", day = ""] = new Date(time).toISOString().slice(0, 10).split("-");
  const parts = [element("month", month), element("day", day), element("year", year)];
  return element(name, parts, { media_type: "online" });
}

/** What is no date counts as today. */
function timeOf(value: unknown, now: number): number {
  try {
    return typeof value === "string" ? toDate(value).getTime() : now;
  } catch {
    return now;
  }
}
