/** Documents of these tests as objects; they have no references to other files. */
import { readFileSync } from "node:fs";
import { parse } from "yaml";

/** A document of `test/contract/fixtures` by name. */
export const readDocument = (name: string): object =>
  parse(readFileSync(new URL(`../fixtures/${name}.yaml`, import.meta.url), "utf8"));
