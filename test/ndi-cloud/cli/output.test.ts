/** Help, and what is shown where somebody watches and where nobody does. */
import { describe, expect, it } from "vitest";
import { describeStep } from "../../../src/ndi-cloud/node/cli/session.js";
import { givenFolder, givenLogin, givenServer } from "./run.js";

const commands = ["login", "list", "status", "upload", "download", "sync", "publish"];

describe("--help", () => {
  it.each(commands)("of %s has examples of it", async (name) => {
    await using scene = await givenServer();
    const run = await scene.cli(name, "--help");
    expect(run).toMatchObject({ exitCode: 0, stderr: "" });
    expect(run.stdout).toMatch(new RegExp(`Examples:\n(  .*\n)*  .*clientwright-ndi ${name}`));
  });

  it("names every command", async () => {
    await using scene = await givenServer();
    const { stdout } = await scene.cli("--help");
    for (const name of commands) expect(stdout).toMatch(new RegExp(`^  ${name} `, "m"));
  });
});

describe("progress", () => {
  it("is a line on a terminal that is gone at the end", async () => {
    await using scene = await givenLogin();
    const { path } = await givenFolder(scene);
    const { stderr, stdout } = await scene.cliWith({ isTTY: true }, "upload", path);
    expect(stderr).toMatch(/\rDocuments \[-+\] 0 of 3, 0%/);
    expect(stderr).toMatch(/\rFiles \[#+\] 1 of 1, 100%/);
    expect(stderr).toMatch(/\r +\r$/);
    expect(stdout).not.toContain("\r");
  });

  it.each([
    ["in a pipe", { isTTY: false }],
    ["in CI", { isTTY: true, env: { CI: "true" } }],
    ["with NO_COLOR", { isTTY: true, env: { NO_COLOR: "1" } }],
    ["on a dumb terminal", { isTTY: true, env: { TERM: "dumb" } }],
  ])("is silent %s", async (_where, surroundings) => {
    await using scene = await givenLogin();
    const { path } = await givenFolder(scene);
    const { stderr } = await scene.cliWith(surroundings, "upload", path);
    expect(stderr).toMatch(/^Dataset [0-9a-f]{24} was created\n$/);
  });

  it("counts things, and the bytes of the one that is under way", () => {
    const step = { phase: "files", done: 1, total: 2, bytes: 5, totalBytes: 10 } as const;
    expect(describeStep(step)).toBe("Files [###############-----] 1 of 2, 75%");
    expect(describeStep({ phase: "files", done: 0, bytes: 5, totalBytes: 10 })).toBe(
      "Files [##########----------] 50%",
    );
    expect(describeStep({ phase: "scan", done: 40 })).toBe("Listing documents 40");
    expect(describeStep({ phase: "documents", done: 0, total: 0 })).toBe(
      "Documents [--------------------] 0 of 0, 0%",
    );
  });
});

describe("colours", () => {
  it("are on labels alone, on a terminal, and never against NO_COLOR", async () => {
    await using scene = await givenServer();
    const { stderr } = await scene.cliWith({ isTTY: true }, "list");
    expect(stderr).toContain("\u001b[31mError:\u001b[39m Nobody is logged in");
    const plain = await scene.cliWith({ isTTY: true, env: { NO_COLOR: "1" } }, "list");
    expect(plain.stderr).toMatch(/^Error: Nobody is logged in/);
  });
});
