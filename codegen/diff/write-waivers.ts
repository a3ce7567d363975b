/** Adds entries to a waiver file, for people to write reasons into. */
import { readFileSync } from "node:fs";
import { replaceFile } from "../replace-file.js";
import type { DiffFinding, DiffResult } from "./types.js";
import type { Waiver } from "./waivers.js";

/** The narrowest entry that a change fits: its reason is empty, which nobody accepts. */
const toWaiver = (api: string, { rule, subject, part, old, new: now }: DiffFinding): Waiver => {
  const pointer = now?.pointer ?? old?.pointer;
  return {
    api,
    rule,
    ...(subject.kind === "operation" && { operation: subject.name }),
    ...(subject.kind === "model" && { model: subject.name }),
    ...(subject.kind === "component" && pointer !== undefined && { pointer }),
    ...(part !== undefined && { part }),
    ...(subject.kind === "client" && part === undefined && pointer !== undefined && { pointer }),
    reason: "",
  };
};

const addToJson = (text: string, added: readonly Waiver[]): string => {
  const parsed = JSON.parse(text === "" ? '{ "waivers": [] }' : text) as { waivers: Waiver[] };
  const waivers = [...parsed.waivers, ...added];
  return `${JSON.stringify({ ...parsed, waivers }, null, 2)}\n`;
};

/** Comments and everything else that is in the file stay as they are. */
const addToYaml = async (text: string, added: readonly Waiver[]): Promise<string> => {
  const { parseDocument } = await import("yaml");
  const document = parseDocument(text === "" ? "waivers: []\n" : text);
  for (const waiver of added) document.addIn(["waivers"], document.createNode(waiver));
  const list: unknown = document.get("waivers");
  if (typeof list === "object" && list !== null && "flow" in list) list.flow = false;
  return document.toString({ lineWidth: 100 });
};

/**
 * Adds an entry for each of the findings that nobody has waived yet. Answers how many; the file is
 * replaced as a whole, or not at all.
 */
export const writeWaivers = async (
  file: string,
  exists: boolean,
  results: readonly DiffResult[],
  isWanted: (finding: DiffFinding) => boolean,
): Promise<number> => {
  const added = results.flatMap(({ api, findings }) =>
    findings
      .filter((finding) => finding.waived === undefined && isWanted(finding))
      .map((finding) => toWaiver(api, finding)),
  );
  if (added.length === 0) return 0;
  const text = exists ? readFileSync(file, "utf8") : "";
  const written = file.endsWith(".json") ? addToJson(text, added) : await addToYaml(text, added);
  replaceFile(file, written);
  return added.length;
};
