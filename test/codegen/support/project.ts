/** A folder of files that lives as long as a test. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { onTestFinished } from "vitest";

export interface TestProject {
  readonly folder: string;
  path(name: string): string;
  write(name: string, text: string): void;
  read(name: string): string;
  /** Files below a folder of the project, by path. */
  files(name: string): Record<string, string>;
}

/** Writes files into a new folder, which is removed after the test. */
export const givenProject = (files: Readonly<Record<string, string>> = {}): TestProject => {
  const folder = mkdtempSync(join(tmpdir(), "clientwright-codegen-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = (name: string): string => join(folder, name);
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), text);
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  return {
    folder,
    path,
    write,
    read: (name) => readFileSync(path(name), "utf8"),
    files: (name) =>
      Object.fromEntries(
        readdirSync(path(name), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
          .sort()
          .map((file) => [relative(path(name), file), readFileSync(file, "utf8")]),
      ),
  };
};

/** A small, sound document; its parts can be replaced. */
export const givenDocument = (parts: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify(
    {
      openapi: "3.1.0",
      info: { title: "Shop", version: "1" },
      servers: [{ url: "https://shop.example.com" }],
      paths: {
        "/orders": {
          get: {
            operationId: "listOrders",
            tags: ["Orders"],
            responses: { "204": { description: "Done" } },
          },
        },
      },
      ...parts,
    },
    null,
    2,
  );
