/** Runs command lines of `clientwright` in this process. */
import { afterEach, beforeEach, vi } from "vitest";
import { main } from "../../../codegen/cli/main.js";
import type { TestProject } from "./project.js";

/** What a command printed, and its exit code. */
export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Restores what a command changes of the process, and makes its output plain. Call once in a file. */
export const restoreProcess = (): void => {
  const cwd = process.cwd();
  beforeEach(() => {
    process.exitCode = undefined;
    vi.stubEnv("NO_COLOR", "1");
    vi.stubEnv("CI", undefined);
  });
  afterEach(() => {
    process.chdir(cwd);
    process.exitCode = undefined;
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });
};

/** Runs a command line in the folder of a project. */
export const run = async (project: TestProject, ...args: string[]): Promise<Run> => {
  process.chdir(project.folder);
  let [out, err] = ["", ""];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    out += String(text);
    return true;
  });
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    err += String(text);
    return true;
  });
  const code = await main(args);
  vi.restoreAllMocks();
  return { code, out, err };
};
