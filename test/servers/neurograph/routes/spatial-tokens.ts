// Tokens on the reference wire: spatial records in the envelope.
import { adminOnly, beyondGuide, type Call, type Route, scope } from "../call.js";
import { envelopeAnswer } from "../envelope.js";
import { internalError } from "../failures.js";
import { boolean, coordinates, integer, number } from "../field-kinds.js";
import { defaulted, optional, readBody, readQuery } from "../fields.js";
import { levels, type Position, storedPosition } from "../levels.js";
import { addToken, clearTokenStore, type StoredToken, touchToken } from "../token-store.js";
import { requireTokens, storedToken } from "./tokens.js";

const at = "/api/v1/tokens";
const read = scope("tokens:read");
const write = scope("tokens:write");
const only = "reference";

export const spatialTokenRoutes: readonly Route[] = [
  { only, method: "POST", path: at, access: write, handle: createSpatialToken },
  { only, method: "GET", path: at, access: read, handle: listSpatialTokens },
  { only, method: "GET", path: `${at}/{token_id}`, access: read, handle: getSpatialToken },
  { only, method: "PUT", path: `${at}/{token_id}`, access: write, handle: updateSpatialToken },
  ...beyondGuide([
    { method: "POST", path: `${at}/examples/create`, access: write, handle: createExamples },
    { method: "DELETE", path: `${at}/admin/clear`, access: adminOnly, handle: clearTokens },
  ]),
];

const share = number({ min: 0, max: 1 });
const radius = number({ min: 0, max: 2.55 });
const positionFields = Object.fromEntries(
  levels.map((level) => [level.field, optional(coordinates)]),
);

function createSpatialToken(call: Call) {
  const { state } = call;
  requireTokens(state);
  const input = readBody(call, {
    entity_type: defaulted(integer({ min: 0, max: 15 }), 0),
    domain: defaulted(integer({ min: 0, max: 15 }), 0),
    weight: defaulted(share, 0.5),
    field_radius: defaulted(radius, 1),
    field_strength: defaulted(share, 1),
    persistent: defaulted(boolean, false),
  });
  const token = addToken(state.tokens, state.settings.now(), {
    entityType: input.entity_type,
    domain: input.domain,
    weight: input.weight,
    fieldRadius: input.field_radius,
    fieldStrength: input.field_strength,
    persistent: input.persistent,
    positions: positionsIn(call).map((position) => position ?? null),
  });
  return envelopeAnswer(call, spatialBody(call, token), { status: 201 });
}

function listSpatialTokens(call: Call) {
  const { state } = call;
  requireTokens(state);
  const { limit, offset } = readQuery(call, {
    limit: defaulted(integer({ min: 1, max: 100 }), 10),
    offset: defaulted(integer({ min: 0 }), 0),
  });
  const all = [...state.tokens.byId.values()];
  const tokens = all.slice(offset, offset + limit).map((token) => spatialBody(call, token));
  return envelopeAnswer(call, { tokens, total: all.length, limit, offset });
}

function getSpatialToken(call: Call) {
  return envelopeAnswer(call, spatialBody(call, storedToken(call)));
}

function updateSpatialToken(call: Call) {
  const token = storedToken(call);
  const input = readBody(call, {
    weight: optional(share),
    field_radius: optional(radius),
    field_strength: optional(share),
  });
  token.weight = input.weight ?? token.weight;
  token.fieldRadius = input.field_radius ?? token.fieldRadius;
  token.fieldStrength = input.field_strength ?? token.fieldStrength;
  const changed = positionsIn(call);
  token.positions = token.positions.map((old, index) => {
    const position = changed[index];
    return position === undefined ? old : position;
  });
  touchToken(token, call.state.settings.now());
  return envelopeAnswer(call, spatialBody(call, token));
}

/** Answers 200, not 201. */
function createExamples(call: Call) {
  const { state } = call;
  requireTokens(state);
  const positions = (shift: number): Position[] => levels.map((_, index) => [index, shift, 0.5]);
  const examples = [1, 2].map((number) => {
    const given = { text: `example ${number}`, entityType: number, positions: positions(number) };
    return spatialBody(call, addToken(state.tokens, state.settings.now(), given));
  });
  return envelopeAnswer(call, { examples, count: examples.length });
}

function clearTokens(call: Call) {
  const { tokens, grids } = call.state;
  requireTokens(call.state);
  const cleared = clearTokenStore(tokens);
  for (const grid of grids.byId.values()) grid.tokenIds.clear();
  return envelopeAnswer(call, { cleared, message: `Cleared ${cleared} tokens` });
}

/** By level; undefined where the body does not mention it. Half a triple breaks the real server. */
function positionsIn(call: Call): (Position | undefined)[] {
  const triples = readBody(call, positionFields);
  return levels.map((level) => {
    const triple = triples[level.field];
    const position = triple && storedPosition(level, triple);
    if (position === "unreadable") throw internalError();
    return position;
  });
}

/** `SpatialToken`. */
function spatialBody(call: Call, token: StoredToken): Record<string, unknown> {
  const { now } = call.state.settings;
  const positions = levels.map(({ name }, index) => [name, token.positions[index] ?? null]);
  return {
    id: token.id,
    id_hex: `0x${token.id.toString(16).toUpperCase().padStart(8, "0")}`,
    local_id: token.localId,
    entity_type: token.entityType,
    domain: token.domain,
    weight: token.weight,
    field_radius: token.fieldRadius,
    field_strength: token.fieldStrength,
    timestamp: Math.floor(token.createdAt / 1000),
    age_seconds: Math.max(0, Math.floor((now() - token.createdAt) / 1000)),
    flags: { active: true, persistent: token.persistent },
    coordinates: Object.fromEntries(positions),
  };
}
