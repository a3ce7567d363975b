/** What the compiler accepts and refuses: one service checks it all, with our strict options. */
import { beforeAll, describe, expect, it } from "vitest";
import config from "../../clientwright.config.js";
import { alterations } from "./support/alterations.js";
import { claimsOf, mistakeOf, typeNameAt } from "./support/cases.js";
import { createTypeProject, filesIn, pathOf, readConfig } from "./support/project.js";

const positive = filesIn("test/types/must-compile");
const negative = filesIn("test/types/must-not-compile");
const generated = filesIn("test/types/generated");
const project = createTypeProject([...positive, ...negative, ...generated]);

describe.each(positive)("%s", (file) => {
  const errors = project.errorsIn(file);
  const claims = claimsOf(project.sourceOf(file));

  it.each(claims.map((claim) => [claim.title, claim] as const))("%s", (title, claim) => {
    const { firstLine, lastLine } = claim;
    expect(title).not.toBe("");
    expect(errors.filter(({ line }) => line >= firstLine && line <= lastLine)).toEqual([]);
  });

  it("compiles as a whole", () => {
    expect(errors).toEqual([]);
    expect(claims.length).toBeGreaterThan(0);
  });
});

describe("a mistake is one error, in its line:", () => {
  const mistakes = negative.map((file) => [mistakeOf(project.sourceOf(file)), file] as const);

  it.each(mistakes.map(([mistake, file]) => [mistake.title, mistake, file] as const))(
    "%s",
    (title, { line, code, message }, file) => {
      expect(title).not.toBe("");
      const errors = project.errorsIn(file);
      expect(errors).toMatchObject([{ line, code }]);
      expect(errors[0]?.message).toContain(message);
    },
  );

  it("is kept out of what tsc checks", () => {
    const checked = readConfig().fileNames;
    expect(negative.map(pathOf).filter((path) => checked.includes(path))).toEqual([]);
    expect(positive.map(pathOf).filter((path) => !checked.includes(path))).toEqual([]);
  });
});

describe("an editor", () => {
  it("offers the known scopes, though any text is taken", () => {
    const file = "test/types/must-compile/neurograph-client.ts";
    const mark = '["';
    const text = 'scopes: ["tokens:read", own]';
    const position = project.sourceOf(file).text.indexOf(text) + text.indexOf(mark) + mark.length;
    const offered = project.completionsAt(file, position);
    expect(offered).toEqual(expect.arrayContaining(["tokens:write", "config:admin"]));
  });
});

describe("the type test of a generated client", () => {
  const names = Object.values(config.apis).flatMap(({ typeTest }) => typeTest ?? []);

  it("is there for every API, and checked by tsc -p tsconfig.json", () => {
    expect(names).toHaveLength(Object.keys(config.apis).length);
    expect([...names].sort()).toEqual(generated);
    const checked = readConfig().fileNames;
    expect(names.map(pathOf).filter((path) => !checked.includes(path))).toEqual([]);
  });

  it.each(generated)("%s compiles", (file) => {
    expect(project.errorsIn(file)).toEqual([]);
  });
});

describe("the type test of NeuroGraph fails where generated code", () => {
  const file = "test/types/generated/neurograph.ts";
  let failed: readonly (string | undefined)[] = [];

  beforeAll(() => {
    const restore = alterations.map((alteration) => {
      const path = `generated/neurograph/resources/${alteration.file}`;
      const text = project.textOf(path);
      if (!alteration.what.test(text))
        throw new Error(`${path} has nothing like ${alteration.what}`);
      return project.alter(path, text.replace(alteration.what, alteration.by));
    });
    const source = project.sourceOf(file);
    failed = project.errorsIn(file).map(({ line }) => typeNameAt(source, line));
    for (const undo of restore) undo();
  });

  it.each(alterations.map(({ title, proof }) => [title, proof]))("%s", (_, proof) => {
    expect(failed).toContain(proof);
  });

  it("is wrong, and nowhere else", () => {
    expect([...new Set(failed)].sort()).toEqual(alterations.map(({ proof }) => proof).sort());
    expect(project.errorsIn(file)).toEqual([]);
  });
});
