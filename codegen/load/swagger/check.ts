/** Checks that a Swagger 2.0 document has the shape that its conversion relies on. Reports; changes nothing. */
import type { Findings, Path } from "../../diagnostics.js";
import { isNode, type Node, verbs } from "../../document.js";
import { suggest } from "../../suggest.js";

const places = ["query", "header", "path", "formData", "body"];

type Report = (at: Path, message: string, advice?: string) => void;

const checkParameter = (parameter: unknown, at: Path, report: Report): void => {
  if (!isNode(parameter)) report(at, "A parameter must be an object.");
  else if (typeof parameter.$ref !== "string") {
    const { name, in: place } = parameter;
    if (typeof name !== "string") report(at, 'A parameter needs "name" (Swagger 2.0).');
    if (!places.includes(String(place)))
      report(
        place === undefined ? at : [...at, "in"],
        place === undefined
          ? 'A parameter needs "in" (Swagger 2.0).'
          : `"in" cannot be ${JSON.stringify(place)}.`,
        suggest(String(place ?? ""), places),
      );
  }
};

const checkParameters = (holder: Node, at: Path, report: Report): void => {
  const { parameters } = holder;
  if (parameters === undefined || parameters === null) return;
  if (!Array.isArray(parameters)) report([...at, "parameters"], '"parameters" must be a list.');
  else
    for (const [index, one] of parameters.entries())
      checkParameter(one, [...at, "parameters", index], report);
};

const checkPathItem = (item: unknown, at: Path, report: Report): void => {
  if (!isNode(item)) {
    report(at, "A path item must be an object.");
    return;
  }
  checkParameters(item, at, report);
  for (const verb of verbs) {
    const operation = item[verb];
    if (isNode(operation)) checkParameters(operation, [...at, verb], report);
    else if (operation !== undefined && operation !== null)
      report([...at, verb], "An operation must be an object.");
  }
};

/** Sections whose members are objects by name. */
const sections = ["paths", "definitions", "parameters", "responses", "securityDefinitions"];

/** Reports what keeps a document from being converted. */
export const checkSwagger = (document: Node, findings: Findings): void => {
  const report: Report = (at, message, advice) =>
    findings.error({ rule: "structure", at, message, ...(advice !== undefined && { advice }) });
  for (const section of sections) {
    const value = document[section];
    if (value !== undefined && !isNode(value)) report([section], `"${section}" must be an object.`);
    else
      for (const [name, one] of Object.entries(value ?? {}))
        if (!name.startsWith("x-") && !isNode(one))
          report([section, name], `"${name}" must be an object.`);
  }
  const { paths, parameters } = document;
  for (const [path, item] of Object.entries(isNode(paths) ? paths : {}))
    if (path.startsWith("/") && isNode(item)) checkPathItem(item, ["paths", path], report);
  for (const [name, one] of Object.entries(isNode(parameters) ? parameters : {}))
    if (isNode(one)) checkParameter(one, ["parameters", name], report);
};
