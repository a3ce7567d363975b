/** `token create`, `get`, `list`, `update`, `delete` and `query`. */
import type { Command } from "commander";
import {
  addGroup,
  addLeaf,
  fieldLines,
  type Outcome,
  type Perform,
  parseDecimal,
  parseInteger,
  parseIntegerFrom,
  parseJsonObject,
  tableLines,
  UsageError,
} from "../../../../node/cli/index.js";
import type { Token } from "../../../index.js";
import { searchByText } from "../../../text-search.js";
import type { Session } from "../session.js";

type Metadata = Record<string, unknown>;

/** Adds the commands about tokens. */
export function addTokenCommands(program: Command, perform: Perform<Session>): void {
  const group = addGroup(program, "token", {
    summary: "create, read, change, delete and search tokens",
    examples: ['neurograph-cli token create "hello world"', "neurograph-cli token list --limit 5"],
  });
  addCreate(group, perform);
  addGet(group, perform);
  addList(group, perform);
  addUpdate(group, perform);
  addDelete(group, perform);
  addQuery(group, perform);
}

function addCreate(group: Command, perform: Perform<Session>): void {
  addLeaf(group, "create", {
    summary: "create a token",
    examples: [
      'neurograph-cli token create "hello world"',
      `neurograph-cli token create "hello" --metadata '{"language": "en"}' --show-embedding`,
    ],
  })
    .argument("<text>", "text of the token")
    .option("--metadata <json>", "metadata, a JSON object", parseJsonObject)
    .option("--show-embedding", "print the embedding instead of its length")
    .action(
      (
        text: string,
        options: { metadata?: Metadata; showEmbedding?: true },
        command: Command,
      ): Promise<void> =>
        perform(command, async ({ client, call }) => {
          const { metadata, showEmbedding } = options;
          const token = await client.tokens.create({ text, ...(metadata && { metadata }) }, call);
          return tokenOutcome(token, showEmbedding);
        }),
    );
}

function addGet(group: Command, perform: Perform<Session>): void {
  addLeaf(group, "get", {
    summary: "show a token",
    examples: ["neurograph-cli token get 123", "neurograph-cli token get 123 --json"],
  })
    .argument("<id>", "id of the token", parseInteger)
    .option("--show-embedding", "print the embedding instead of its length")
    .action((id: number, options: { showEmbedding?: true }, command: Command) =>
      perform(command, async ({ client, call }) =>
        tokenOutcome(await client.tokens.get(id, call), options.showEmbedding),
      ),
    );
}

function addList(group: Command, perform: Perform<Session>): void {
  addLeaf(group, "list", {
    summary: "list tokens",
    examples: ["neurograph-cli token list", "neurograph-cli token list --limit 50 --offset 100"],
  })
    .option("--limit <number>", "tokens at most", parseIntegerFrom(1), 10)
    .option("--offset <number>", "tokens to skip", parseIntegerFrom(0), 0)
    .action((page: { limit: number; offset: number }, command: Command) =>
      perform(command, async ({ client, call }) => {
        const { limit, offset } = page;
        const tokens = await client.tokens.list({ limit, offset }, call);
        const rows = tokens.map(({ id, text, metadata }) => [id, text, metadata]);
        return { data: tokens, lines: tableLines(["ID", "TEXT", "METADATA"], rows, "No tokens") };
      }),
    );
}

function addUpdate(group: Command, perform: Perform<Session>): void {
  addLeaf(group, "update", {
    summary: "change the text or the metadata of a token, or both",
    examples: [
      'neurograph-cli token update 123 --text "new text"',
      `neurograph-cli token update 123 --metadata '{"reviewed": true}'`,
    ],
  })
    .argument("<id>", "id of the token", parseInteger)
    .option("--text <text>", "new text; the server computes a new embedding")
    .option("--metadata <json>", "new metadata, a JSON object", parseJsonObject)
    .option("--show-embedding", "print the embedding instead of its length")
    .action(
      (
        id: number,
        options: { text?: string; metadata?: Metadata; showEmbedding?: true },
        command: Command,
      ): Promise<void> => {
        const { text, metadata, showEmbedding } = options;
        if (text === undefined && metadata === undefined)
          throw new UsageError("nothing to change: give --text or --metadata, or both");
        const changes = { ...(text !== undefined && { text }), ...(metadata && { metadata }) };
        return perform(command, async ({ client, call }) =>
          tokenOutcome(await client.tokens.update(id, changes, call), showEmbedding),
        );
      },
    );
}

function addDelete(group: Command, perform: Perform<Session>): void {
  addLeaf(group, "delete", {
    summary: "delete a token",
    examples: ["neurograph-cli token delete 123"],
  })
    .argument("<id>", "id of the token", parseInteger)
    .action((id: number, _options: unknown, command: Command) =>
      perform(command, async ({ client, call }) => {
        await client.tokens.delete(id, call);
        return { data: { deleted: true, id }, lines: [`Token ${id} deleted`] };
      }),
    );
}

function addQuery(group: Command, perform: Perform<Session>): void {
  addLeaf(group, "query", {
    summary: "find the tokens closest to a text",
    examples: [
      'neurograph-cli token query --text "hello"',
      'neurograph-cli token query --text "hello" --top-k 5 --threshold 0.8 --json',
    ],
  })
    .requiredOption("--text <text>", "text to compare with")
    .option("--top-k <number>", "results at most", parseIntegerFrom(1), 10)
    .option("--threshold <number>", "lowest similarity of a result, 0 to 1", parseDecimal)
    .action((query: { text: string; topK: number; threshold?: number }, command: Command) =>
      perform(command, async ({ client, call, warn }) => {
        const { text, topK, threshold } = query;
        const wanted = { text, topK, ...(threshold !== undefined && { threshold }) };
        const results = await searchByText(client.tokens, wanted, call, warn);
        const rows = results.map(({ similarity, token }) => [
          similarity.toFixed(4),
          token.id,
          token.text,
        ]);
        const lines = tableLines(["SIMILARITY", "ID", "TEXT"], rows, "No similar tokens");
        return { data: results, lines };
      }),
    );
}

function tokenOutcome(token: Token, showEmbedding = false): Outcome {
  const { embedding } = token;
  const lines = fieldLines({
    ID: token.id,
    Text: token.text,
    Embedding: showEmbedding ? embedding : `[${embedding.length} dimensions]`,
    Metadata: token.metadata,
    Created: token.created_at,
    Updated: token.updated_at,
  });
  return { data: token, lines };
}
