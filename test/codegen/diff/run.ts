/** Runs a command line in a folder, and gives back what it printed. */
import { vi } from "vitest";
import { main } from "../../../codegen/cli/main.js";

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const home = process.cwd();

export const runIn = async (folder: string, ...args: string[]): Promise<Run> => {
  process.chdir(folder);
  process.exitCode = undefined;
  let [out, err] = ["", ""];
  const stdout = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    out += String(text);
    return true;
  });
  const stderr = vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    err += String(text);
    return true;
  });
  try {
    const code = await main(args);
    return { code, out, err };
  } finally {
    stdout.mockRestore();
    stderr.mockRestore();
    process.exitCode = undefined;
    process.chdir(home);
  }
};
