/** Loggers, levels, formats and where lines go. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  disableLogging,
  enableDebugLogging,
  getLogger,
  type LoggingOptions,
  setupLogging,
} from "../../src/neurograph/index.js";

let lines: string[];
const now = (): Date => new Date(2026, 0, 5, 8, 1, 2, 34);

function givenLogging(options: LoggingOptions = {}): void {
  setupLogging({ write: (line) => lines.push(line), now, ...options });
}

beforeEach(() => {
  lines = [];
});
afterEach(() => {
  disableLogging();
  vi.restoreAllMocks();
});

describe("setupLogging", () => {
  it("writes warnings and errors by default and drops what is below [NG-104]", () => {
    givenLogging();
    const logger = getLogger();
    logger.debug("a");
    logger.info("b");
    logger.warning("c");
    logger.error("d");
    expect(lines.map((line) => line.at(-1))).toEqual(["c", "d"]);
  });

  it("replaces the earlier set-up, so that no line is written twice [NG-104]", () => {
    const earlier: string[] = [];
    givenLogging({ level: "info", write: (line) => earlier.push(line) });
    givenLogging({ level: "info" });
    getLogger().info("once");
    expect([earlier.length, lines.length]).toEqual([0, 1]);
  });

  it("writes to stderr and leaves stdout alone [NG-104]", () => {
    const stderr = vi.spyOn(console, "error").mockImplementation(() => {});
    const stdout = vi.spyOn(process.stdout, "write").mockImplementation(() => true);
    setupLogging({ level: "info" });
    getLogger().info("hello");
    expect(stderr).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(/ - INFO - hello$/));
    expect(stdout).not.toHaveBeenCalled();
  });

  it("uses a default format of time, name, level and message [NG-106]", () => {
    givenLogging();
    getLogger().warning("low on fuel");
    expect(lines).toEqual(["2026-01-05 08:01:02,034 - neurograph - WARNING - low on fuel"]);
  });

  it("fills in the four placeholders of a custom format [NG-106]", () => {
    givenLogging({
      formatString: "[%(levelname)s] %(name)s|%(asctime)s|%(message)s|%(other)s 100%%",
    });
    getLogger("cli").error("$& stays");
    expect(lines).toEqual([
      "[ERROR] neurograph.cli|2026-01-05 08:01:02,034|$& stays|%(other)s 100%",
    ]);
  });

  it("refuses a level that does not exist", () => {
    // A caller without types may say anything.
    const level = "loud" as "debug";
    expect(() => setupLogging({ level })).toThrow(new TypeError("unknown log level: loud"));
  });
});

describe("enableDebugLogging", () => {
  it("is level debug with the default format [NG-107]", () => {
    const stderr = vi.spyOn(console, "error").mockImplementation(() => {});
    enableDebugLogging();
    getLogger().debug("details");
    const line = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} - neurograph - DEBUG - details$/;
    expect(stderr).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(line));
  });
});

describe("getLogger", () => {
  it("is named neurograph, or below it [NG-109]", () => {
    expect([getLogger().name, getLogger("x").name]).toEqual(["neurograph", "neurograph.x"]);
  });

  it("appends the trace of an error [NG-110]", () => {
    givenLogging();
    const error = new Error("boom");
    getLogger().error("failed", { error });
    expect(lines[0]).toMatch(/ - ERROR - failed\nError: boom\n\s+at /);
  });

  it("follows a set-up that came after it was made [NG-109]", () => {
    const logger = getLogger();
    logger.info("before");
    givenLogging({ level: "info" });
    logger.info("after");
    expect(lines).toHaveLength(1);
  });
});

describe("disableLogging", () => {
  it("suppresses everything until logging is set up again [NG-111]", () => {
    givenLogging({ level: "debug" });
    const logger = getLogger();
    disableLogging();
    logger.error("unheard");
    expect(lines).toEqual([]);
    givenLogging({ level: "debug" });
    logger.debug("heard");
    expect(lines).toHaveLength(1);
  });
});
