/** `keys list`, `create`, `rotate` and `revoke`. */
import type { Command } from "commander";
import {
  addGroup,
  addLeaf,
  fieldLines,
  type Outcome,
  type Perform,
  parseNonEmpty,
  tableLines,
} from "../../../../node/cli/index.js";
import { type ApiKey, ApiKeyManager, type ApiKeyWithSecret } from "../../../index.js";
import type { Session } from "../session.js";

interface CreateFlags {
  readonly name: string;
  readonly permissions: readonly string[];
  readonly scopes: readonly string[];
  readonly expiresAt?: string;
}

/** Adds the commands about API keys. Servers let people manage them, so a login is preferred to a key. */
export function addKeyCommands(program: Command, perform: Perform<Session>): void {
  const group = addGroup(program, "keys", {
    summary: "list, create, rotate and revoke API keys",
    examples: [
      "tracktion-cli keys list --username user@example.com --password-stdin < password.txt",
      'tracktion-cli keys create --name "Nightly job" --scopes search tracklists',
    ],
  });
  addList(group, perform);
  addCreate(group, perform);
  addRotate(group, perform);
  addRevoke(group, perform);
}

async function managerOf({ connect }: Session): Promise<ApiKeyManager> {
  const { apiKey: token, maxRetries: _maxRetries, ...options } = await connect("person");
  return new ApiKeyManager({ ...options, token });
}

function addList(group: Command, perform: Perform<Session>): void {
  addLeaf(group, "list", {
    summary: "list keys, without their secrets",
    examples: ["tracktion-cli keys list", "tracktion-cli keys list --include-inactive --json"],
  })
    .option("--include-inactive", "revoked and replaced keys as well")
    .action(({ includeInactive }: { includeInactive?: true }, command: Command) =>
      perform(command, async (session) => {
        const manager = await managerOf(session);
        const options = { ...session.call, ...(includeInactive && { includeInactive }) };
        const { keys } = await manager.listApiKeys(options);
        const shown = keys.map(withoutSecret);
        const headings = ["KEY ID", "NAME", "ACTIVE", "PERMISSIONS", "SCOPES", "EXPIRES"];
        return { data: shown, lines: tableLines(headings, shown.map(rowOf), "No API keys") };
      }),
    );
}

function rowOf({ id, name, is_active, permissions, scopes, expires_at }: ApiKey): unknown[] {
  const isActive = is_active === false ? "no" : "yes";
  return [id, name, isActive, permissions?.join(", "), scopes?.join(", "), expires_at ?? "never"];
}

function addCreate(group: Command, perform: Perform<Session>): void {
  addLeaf(group, "create", {
    summary: "create a key and print its secret, this one time",
    examples: [
      'tracktion-cli keys create --name "Nightly job"',
      "tracktion-cli keys create --name CI --permissions read write --scopes search tracklists",
      "tracktion-cli keys create --name Trial --expires-at 2031-01-01T00:00:00Z --json",
    ],
  })
    .requiredOption("--name <name>", "label of the key", parseNonEmpty)
    .option("--permissions <permission...>", "what it may do: read, write", ["read"])
    .option("--scopes <scope...>", "where: search, tracklists, analytics, batch", ["search"])
    .option("--expires-at <date>", "ISO 8601 (default: never)", parseNonEmpty)
    .action((options: CreateFlags, command: Command) =>
      perform(command, async (session) => {
        const manager = await managerOf(session);
        return secretOutcome(await manager.createApiKey(options, session.call));
      }),
    );
}

function addRotate(group: Command, perform: Perform<Session>): void {
  addLeaf(group, "rotate", {
    summary: "replace a key by a new one and print its secret, this one time",
    examples: ["tracktion-cli keys rotate key_1234567890abcdef"],
  })
    .argument("<key>", "id of the key", parseNonEmpty)
    .action((id: string, _options: unknown, command: Command) =>
      perform(command, async (session) => {
        const manager = await managerOf(session);
        return secretOutcome(await manager.rotateApiKey(id, session.call));
      }),
    );
}

/** The client hides the secret from everything that prints: here it is what was asked for. */
function secretOutcome(created: ApiKeyWithSecret): Outcome {
  const lines = fieldLines({
    "API key": created.key,
    "Key ID": created.id,
    Name: created.name,
    Permissions: created.permissions?.join(", "),
    Scopes: created.scopes?.join(", "),
    Expires: created.expires_at ?? "never",
  });
  const warning = "save the API key now: it is never shown again";
  return { data: { ...created, key: created.key }, lines, warning };
}

function addRevoke(group: Command, perform: Perform<Session>): void {
  addLeaf(group, "revoke", {
    summary: "make a key useless for good",
    examples: ["tracktion-cli keys revoke key_1234567890abcdef"],
  })
    .argument("<key>", "id of the key", parseNonEmpty)
    .action((id: string, _options: unknown, command: Command) =>
      perform(command, async (session) => {
        const manager = await managerOf(session);
        await manager.revokeApiKey(id, session.call);
        return { data: { revoked: true, id }, lines: [`API key ${id} revoked`] };
      }),
    );
}

/** A server that answers more than it should must not make us print it. */
function withoutSecret(key: ApiKey): ApiKey {
  const shown = Object.entries(key).filter(([name]) => name !== "key");
  // Keys of a list have no `key`: what is taken out is not part of the type.
  return Object.fromEntries(shown) as ApiKey;
}
