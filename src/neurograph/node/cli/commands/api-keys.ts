/** `apikey create`, `list`, `revoke` and `delete`. */
import type { Command } from "commander";
import {
  addGroup,
  addLeaf,
  fieldLines,
  type Perform,
  parseIntegerFrom,
  parseNonEmpty,
  tableLines,
} from "../../../../node/cli/index.js";
import type { Session } from "../session.js";

/** Adds the commands about API keys. */
export function addApiKeyCommands(program: Command, perform: Perform<Session>): void {
  const group = addGroup(program, "apikey", {
    summary: "create, list, revoke and delete API keys",
    examples: ["neurograph-cli apikey list", "neurograph-cli apikey revoke key_abc123"],
  });
  addCreate(group, perform);
  addList(group, perform);
  addRevoke(group, perform);
  addDelete(group, perform);
}

function addCreate(group: Command, perform: Perform<Session>): void {
  addLeaf(group, "create", {
    summary: "create a key and print its secret, this one time",
    examples: [
      'neurograph-cli apikey create --name "Nightly job" --scopes tokens:read',
      "neurograph-cli apikey create --name CI --scopes tokens:read tokens:write --expires 30",
    ],
  })
    .requiredOption("--name <name>", "label of the key", parseNonEmpty)
    .option("--scopes <scope...>", "what the key may do, such as tokens:read")
    .option("--expires <days>", "days until it expires (default: never)", parseIntegerFrom(1))
    .action((options: { name: string; scopes?: string[]; expires?: number }, command: Command) =>
      perform(command, async ({ client, call }) => {
        const { name, scopes, expires } = options;
        const wanted = {
          name,
          ...(scopes && { scopes }),
          ...(expires !== undefined && { expiresInDays: expires }),
        };
        const key = await client.apiKeys.create(wanted, call);
        const lines = fieldLines({
          "API key": key.api_key,
          "Key ID": key.key_id,
          Name: key.name,
          Scopes: key.scopes.join(", "),
          Expires: key.expires_at ?? "never",
        });
        return { data: key, lines, warning: "save the API key now: it is never shown again" };
      }),
    );
}

function addList(group: Command, perform: Perform<Session>): void {
  addLeaf(group, "list", {
    summary: "list keys, without their secrets",
    examples: ["neurograph-cli apikey list", "neurograph-cli apikey list --json"],
  }).action((_options: unknown, command: Command) =>
    perform(command, async ({ client, call }) => {
      const keys = (await client.apiKeys.list(call)).map(withoutSecret);
      const headings = ["KEY ID", "NAME", "PREFIX", "ACTIVE", "SCOPES"];
      const rows = keys.map((key) => [
        key.key_id,
        key.name,
        key.key_prefix,
        key.is_active === false ? "no" : "yes",
        key.scopes?.join(", "),
      ]);
      return { data: keys, lines: tableLines(headings, rows, "No API keys") };
    }),
  );
}

function addRevoke(group: Command, perform: Perform<Session>): void {
  addLeaf(group, "revoke", {
    summary: "make a key unusable but keep it in the list",
    examples: ["neurograph-cli apikey revoke key_abc123"],
  })
    .argument("<key>", "id of the key", parseNonEmpty)
    .action((id: string, _options: unknown, command: Command) =>
      perform(command, async ({ client, call }) => {
        await client.apiKeys.revoke(id, call);
        return { data: { revoked: true, id }, lines: [`API key ${id} revoked`] };
      }),
    );
}

function addDelete(group: Command, perform: Perform<Session>): void {
  addLeaf(group, "delete", {
    summary: "delete a key for good",
    examples: ["neurograph-cli apikey delete key_abc123"],
  })
    .argument("<key>", "id of the key", parseNonEmpty)
    .action((id: string, _options: unknown, command: Command) =>
      perform(command, async ({ client, call }) => {
        await client.apiKeys.delete(id, call);
        return { data: { deleted: true, id }, lines: [`API key ${id} deleted`] };
      }),
    );
}

/** A server that answers more than it should must not make us print it. */
function withoutSecret<Key extends object>(key: Key): Key {
  const shown = Object.entries(key).filter(([name]) => name !== "api_key");
  // Models of keys have no `api_key`: what is taken out is not part of the type.
  return Object.fromEntries(shown) as Key;
}
