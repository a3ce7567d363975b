/** A large document grows by one operation: what else changes is looked at line by line. */
import { cpSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { targetOf } from "../../codegen/config.js";
import { generateApi } from "../../codegen/generate-api.js";
import { givenProject, type TestProject } from "./support/project.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

const generate = (project: TestProject) =>
  generateApi(
    targetOf(project.folder, {
      spec: "specs/valentina/openapi.yaml",
      output: "client",
      name: "Valentina",
      typeTest: "types/valentina.ts",
    }),
    { cache: false },
  );

const path = "/api/v1/companies/{company_id}/users/{user_id}/notes/latest";
const operation = `
latest:
  parameters:
    - $ref: ../parameters.yaml#/CompanyId
    - $ref: ../parameters.yaml#/UserId
  get:
    operationId: getLatestUserNote
    tags: [User Notes]
    summary: Get the latest note on a user
    x-clientwright: { method: getLatest }
    responses:
      "200":
        description: The note.
        content:
          application/json:
            schema: { $ref: ../schemas/notes.yaml#/Note }
      "404":
        description: The user has none.
`;

/** How many places of a text have new lines; undefined when an old line is gone or another. */
const placesOfNewLines = (before: string, after: string): number | undefined => {
  const old = before.split("\n");
  let [next, places, isNew] = [0, 0, false];
  for (const line of after.split("\n")) {
    const isOld = line === old[next];
    if (isOld) next += 1;
    else if (!isNew) places += 1;
    isNew = !isOld;
  }
  return next === old.length ? places : undefined;
};

describe("an operation that is added to a document of 169", () => {
  it("adds lines to the files of its resource, takes none away, and is a method of its service", async () => {
    const project = givenProject();
    cpSync(join(root, "specs/valentina"), project.path("specs/valentina"), { recursive: true });
    expect((await generate(project)).status).toBe("written");
    const before = { ...project.files("client"), ...project.files("types") };

    const notes = "specs/valentina/paths/user-notes.yaml";
    project.write(notes, project.read(notes) + operation);
    const main = "specs/valentina/openapi.yaml";
    const neighbour = /^ {2}\/api\/v1\/companies\/\{company_id\}\/users\/\{user_id\}\/notes: .*\n/m;
    const line = `  ${path}:\n    $ref: paths/user-notes.yaml#/latest\n`;
    project.write(
      main,
      project.read(main).replace(neighbour, (known) => known + line),
    );
    const { changes } = await generate(project);

    const after = { ...project.files("client"), ...project.files("types") };
    expect(Object.keys(after)).toEqual(Object.keys(before));
    const changed = Object.keys(after).filter((name) => after[name] !== before[name]);
    expect(changes).toHaveLength(changed.length);
    const places = changed.map((name) => [
      name,
      placesOfNewLines(before[name] ?? "", after[name] ?? ""),
    ]);
    expect(Object.fromEntries(places)).toEqual({
      // Its errors, its value, its method.
      "resources/users-notes.ts": 3,
      // What it imports, its method.
      "services/users-notes.ts": 2,
      // Its path, its operation.
      "schema.ts": 2,
      "valentina.ts": 1,
    });
    expect(after["services/users-notes.ts"]).toContain("  getLatestNote(");
  }, 60_000);
});
