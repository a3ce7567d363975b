/** Files that are written for openapi-fetch compile unchanged but for the import. */
import { describe, expect, it } from "vitest";
import { createTypeProject, filesIn } from "./support/project.js";

const files = filesIn("test/types/openapi-fetch");
const project = createTypeProject([...files, "test/types/must-compile/openapi-fetch.ts"]);

describe.each(files)("%s", (file) => {
  it("compiles with openapi-fetch", () => {
    expect(project.sourceOf(file).text).toContain('from "openapi-fetch"');
    expect(project.errorsIn(file)).toEqual([]);
  });

  it("compiles with clientwright/openapi-fetch in its place", () => {
    const text = project.textOf(file);
    const restore = project.alter(
      file,
      text.replace('from "openapi-fetch"', 'from "clientwright/openapi-fetch"'),
    );
    expect(project.errorsIn(file)).toEqual([]);
    restore();
  });
});
