/** The public names of the module and its parts. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as errors from "../../src/valentina/errors/index.js";
import * as valentina from "../../src/valentina/index.js";
import * as models from "../../src/valentina/models/index.js";

const packageFile = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
// The file is ours; this is the field that the test looks at.
const manifest = JSON.parse(packageFile) as { version: string; exports: Record<string, unknown> };

const factories = [
  ...["booksService", "campaignsService", "chaptersService", "characterAutogenService"],
  ...["characterBlueprintService", "characterTraitsService", "charactersService"],
  ...["companiesService", "developerService", "dicerollsService", "dicreollsService"],
  ...["dictionaryService", "globalAdminService", "optionsService", "systemService"],
  "usersService",
];

describe("clientwright/valentina", () => {
  it("exports client, configuration, registry and factories [VN-056, VN-045, VN-054]", () => {
    const others = new Set([...Object.keys(errors), ...Object.keys(models)]);
    const own = Object.keys(valentina).filter((name) => !others.has(name));
    const known = ["APIConfig", "VClient", "VERSION", "configureDefaultClient", "defaultClient"];
    expect(own.sort()).toEqual([...known, ...factories].sort());
  });

  it("exports what its parts export as well [VN-056, VN-088, VN-090]", () => {
    for (const part of [errors, models]) {
      for (const [name, value] of Object.entries(part))
        expect(Reflect.get(valentina, name)).toBe(value);
    }
  });

  it("is importable from the package, with its parts [VN-056, VN-088, VN-090]", () => {
    for (const part of ["", "/errors", "/models"])
      expect(manifest.exports).toHaveProperty([`./valentina${part}`]);
    expect(valentina.VERSION).toBe(manifest.version);
  });
});
