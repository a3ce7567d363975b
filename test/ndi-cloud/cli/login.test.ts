import { readFile, stat } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { hartLab, ines, root } from "../../servers/ndi-cloud/index.js";
import { dataOf, givenLogin, givenServer } from "./run.js";

describe("login", () => {
  it("keeps the token in a file that only its owner can read, and shows it nowhere", async () => {
    await using scene = await givenServer();
    const run = await scene.cliWith(
      { stdin: `${ines.password}\n` },
      "login",
      ines.email,
      "--password-stdin",
    );
    expect(run).toMatchObject({ exitCode: 0, stderr: "" });
    expect(run.stdout).toContain(`Logged in as ${ines.email}\nOrganizations: Hart Lab\n`);
    const stored = JSON.parse(await readFile(scene.config, "utf8"));
    expect(stored).toMatchObject({ email: ines.email, server: scene.server.baseUrl });
    expect(run.stdout).not.toContain(stored.token);
    expect((await stat(scene.config)).mode & 0o777).toBe(0o600);
    expect((await scene.cli("status")).stdout).toContain(`Email: ${ines.email}\n`);
  });

  it("takes name and password of the environment", async () => {
    await using scene = await givenServer();
    const env = { NDI_CLOUD_USERNAME: ines.email, NDI_CLOUD_PASSWORD: ines.password };
    const run = await scene.cliWith({ env }, "login", "--json");
    expect(dataOf(run)).toMatchObject({ email: ines.email, organizationId: hartLab });
    expect(Object.keys(dataOf(run))).not.toContain("token");
  });

  it("says that the password is wrong, without repeating it", async () => {
    await using scene = await givenServer();
    const surroundings = { stdin: "Wrong-Bridge-99" };
    const run = await scene.cliWith(surroundings, "login", ines.email, "--password-stdin");
    expect(run).toMatchObject({ exitCode: 1, stdout: "" });
    expect(run.stderr).toContain("The password is wrong, or there is no such account\n");
    expect(run.stderr).not.toContain("Wrong-Bridge-99");
    await expect(stat(scene.config)).rejects.toMatchObject({ code: "ENOENT" });
  });

  it.each([
    [["login"], "there is no account"],
    [["login", ines.email], "there is no password"],
    [["login", ines.email, "--password-stdin"], "standard input has no password"],
    [["list", "--environment", "staging"], 'Unknown environment "staging"'],
    [["sync", ".", "--mode", "sideways"], "It must be upload-new"],
  ])("sends nothing for %j", async (argv, reason) => {
    await using scene = await givenServer();
    const run = await scene.cli(...argv);
    expect(run).toMatchObject({ exitCode: 2, stdout: "" });
    expect(run.stderr).toContain(reason);
    expect(scene.news()).toEqual([]);
  });
});

describe("as whom a command calls", () => {
  it("is nobody without a login, and the command says what to do", async () => {
    await using scene = await givenServer();
    const run = await scene.cli("list");
    expect(run).toEqual({
      ...{ exitCode: 1, stdout: "" },
      stderr: "Error: Nobody is logged in\nLog in with clientwright-ndi login\n",
    });
    expect(scene.news()).toEqual([]);
  });

  it("is by the token of the environment before that of the file", async () => {
    await using scene = await givenLogin();
    const env = { NDI_CLOUD_TOKEN: scene.server.state.tokenFor(root.email) };
    const run = await scene.cliWith({ env }, "status", "--json");
    expect(dataOf(run)).toMatchObject({ email: root.email, tokenFrom: "environment" });
    expect(dataOf(await scene.cli("status", "--json"))).toMatchObject({
      ...{ email: ines.email, tokenFrom: "file" },
    });
  });

  it("is by name and password of the environment, where the file has another account", async () => {
    await using scene = await givenLogin();
    const env = { NDI_CLOUD_USERNAME: root.email, NDI_CLOUD_PASSWORD: root.password };
    const run = await scene.cliWith({ env }, "status", "--json");
    expect(dataOf(run)).toMatchObject({ email: root.email, tokenFrom: "login" });
  });

  it("is never by a token of another server", async () => {
    await using scene = await givenLogin();
    await using other = await givenServer();
    const env = { NDI_CLOUD_URL: other.server.baseUrl };
    const run = await scene.cliWith({ env }, "list");
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain(`Warning: The login in ${scene.config} is for another server\n`);
    expect(other.news()).toEqual([]);
  });
});
