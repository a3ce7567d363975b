/** A git repository that lives as long as a test. */
import { execFileSync } from "node:child_process";
import { givenProject, type TestProject } from "../support/project.js";

export interface TestRepository extends TestProject {
  git(...args: string[]): string;
  /** Commits everything, and tags it. */
  commit(tag: string): void;
}

/** Writes files into a new repository, and commits them as `v1`. */
export const givenRepository = (files: Readonly<Record<string, string>>): TestRepository => {
  const project = givenProject(files);
  const git = (...args: string[]): string =>
    execFileSync("git", args, {
      cwd: project.folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" },
    });
  git("init", "--quiet", "--initial-branch=main");
  git("config", "user.name", "Somebody");
  git("config", "user.email", "somebody@example.com");
  const commit = (tag: string): void => {
    git("add", "--all");
    git("commit", "--quiet", "--message", tag);
    git("tag", tag);
  };
  commit("v1");
  return { ...project, git, commit };
};
