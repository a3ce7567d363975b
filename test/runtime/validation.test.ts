import { describe, expect, it, vi } from "vitest";
import { ParseError, RequestValidationError, silentLogger } from "../../src/runtime/index.js";
import { createValidation, standardSchema } from "../../src/runtime/validation/index.js";
import { givenClient, operation, reasonOf } from "../support/given-client.js";
import { json } from "../support/scripted-transport.js";

const post = operation({ id: "create", method: "POST", path: "/things/{id}", body: "json" });

/** Wants a text at `text`, as a Standard Schema library would. */
const textSchema = {
  "~standard": {
    validate: (value: unknown) => {
      const isFine =
        typeof value === "object" &&
        value !== null &&
        "text" in value &&
        typeof value.text === "string";
      return isFine
        ? {}
        : {
            issues: [
              { message: "must be text", path: [{ key: "items" }, 0, "text"], code: "type" },
            ],
          };
    },
  },
};
const validator = standardSchema({ create: { body: textSchema, answer: { 200: textSchema } } });

describe("validation of requests", () => {
  it("sends nothing when something is wrong, and says where", async () => {
    const { client, sent } = givenClient([json({})], { validate: createValidation({ validator }) });
    const error = await reasonOf(client.call(post, { path: { id: 1 }, body: { text: 5 } }));
    expect(error).toBeInstanceOf(RequestValidationError);
    expect(error).toMatchObject({
      issues: [{ path: "body.items[0].text", message: "must be text", code: "type" }],
      message: "POST /things/{id} (create): body.items[0].text must be text",
    });
    expect(sent).toHaveLength(0);
  });

  it("lets what is right pass, and can be switched off", async () => {
    const { client, sent } = givenClient([json({})], { validate: createValidation({ validator }) });
    await client.call(post, { path: { id: 1 }, body: { text: "x" } });
    const off = createValidation({ validator, request: "off" });
    await client.call(post, { path: { id: 1 }, body: {} }, { validate: off });
    expect(sent).toHaveLength(2);
  });

  it("ends with the call's deadline", async () => {
    const slow = createValidation({ validator: () => new Promise(() => {}) });
    const { client, clock } = givenClient([json({})], { validate: slow, deadlineMs: 100 });
    const result = await clock.settle(client.call(post, { path: { id: 1 }, body: {} }));
    expect(result).toMatchObject({ reason: { limit: "deadline" } });
  });
});

describe("validation of answers", () => {
  const call = (answer: "off" | "report" | "throw", warn = vi.fn()) => {
    const validate = createValidation({ validator, request: "off", answer });
    const { client } = givenClient([json({ text: 5 })], {
      validate,
      logger: { ...silentLogger, warn },
    });
    return client.call(post, { path: { id: 1 }, body: {} });
  };

  it("is off, reports, or throws", async () => {
    const warn = vi.fn();
    await expect(call("off", warn)).resolves.toEqual({ text: 5 });
    expect(warn).not.toHaveBeenCalled();
    await expect(call("report", warn)).resolves.toEqual({ text: 5 });
    expect(warn.mock.calls[0]?.[0]).toContain("answer.items[0].text must be text");
    const error = await reasonOf(call("throw"));
    expect(error).toBeInstanceOf(ParseError);
    expect(error).toMatchObject({ issues: [{ code: "type" }] });
  });

  it("does not look at errors", async () => {
    const validate = createValidation({ validator, answer: "throw", request: "off" });
    const { client } = givenClient([json({ text: 5 }, 400)], { validate });
    expect(await reasonOf(client.call(post, { path: { id: 1 }, body: {} }))).toMatchObject({
      status: 400,
    });
  });
});
