/** `secure`. */
import { type Command, InvalidArgumentError } from "commander";
import {
  addLeaf,
  type Perform,
  parseJsonObject,
  parseNonEmpty,
  UsageError,
} from "../../../../node/cli/index.js";
import { SecureTracktionClient } from "../../../index.js";
import type { Session } from "../session.js";

interface SecureFlags {
  readonly data?: Record<string, unknown>;
}

/** Adds the command that signs. */
export function addSecureCommand(program: Command, perform: Perform<Session>): void {
  addLeaf(program, "secure", {
    summary: "send a signed request; the secret is taken from TRACKTION_HMAC_SECRET alone",
    examples: [
      `tracktion-cli secure POST /api/v1/sensitive-operation --data '{"action": "archive"}'`,
      "tracktion-cli secure GET /api/v1/user/profile",
    ],
  })
    .argument("<method>", "GET, POST, PUT, PATCH or DELETE", parseMethod)
    .argument("<path>", "path and query, from the slash on", parseNonEmpty)
    .option("--data <json>", "body, a JSON object", parseJsonObject)
    .action((method: Verb, path: string, { data }: SecureFlags, command: Command) => {
      if (method === "GET" && data !== undefined) throw new UsageError("GET has no body");
      return perform(command, async ({ connect, hmacSecret, call }) => {
        if (hmacSecret === undefined)
          throw new UsageError("a signed request needs a secret: set TRACKTION_HMAC_SECRET");
        await using client = new SecureTracktionClient({ ...(await connect("key")), hmacSecret });
        const answer =
          method === "GET"
            ? await client.makeSecureRequest(method, path, undefined, call)
            : await client.makeSecureRequest(method, path, data, call);
        return { data: answer ?? null, lines: [JSON.stringify(answer ?? null, null, 2)] };
      });
    });
}

const verbs = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
type Verb = (typeof verbs)[number];

function parseMethod(text: string): Verb {
  const verb = verbs.find((known) => known === text.toUpperCase());
  if (verb !== undefined) return verb;
  throw new InvalidArgumentError(`It must be one of ${verbs.join(", ")}.`);
}
