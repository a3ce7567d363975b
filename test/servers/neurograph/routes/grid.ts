// Spatial grids.
import { beyondGuide, type Call, type Route, scope } from "../call.js";
import { deletedAnswer, envelopeAnswer } from "../envelope.js";
import { ApiFailure, notFound, unavailable } from "../failures.js";
import { integer, number } from "../field-kinds.js";
import { defaulted, readOptionalBody, readPath, readQuery, required } from "../fields.js";
import {
  addGrid,
  defaultGridConfig,
  type Grid,
  type Neighbor,
  tokensAround,
} from "../grid-store.js";
import type { Position } from "../levels.js";
import { gridLimit } from "../limits.js";
import { storedToken } from "./tokens.js";

const at = "/api/v1/grid";
const read = scope("grid:read");
const write = scope("grid:write");
const member = `${at}/{grid_id}/tokens/{token_id}`;

export const gridRoutes: readonly Route[] = beyondGuide([
  { method: "GET", path: `${at}/status`, access: read, handle: getGridStatus },
  { method: "POST", path: `${at}/create`, access: write, handle: createGrid },
  { method: "GET", path: `${at}/{grid_id}`, access: read, handle: getGrid },
  { method: "DELETE", path: `${at}/{grid_id}`, access: write, handle: deleteGrid },
  { method: "POST", path: member, access: write, handle: addTokenToGrid },
  { method: "DELETE", path: member, access: write, handle: removeTokenFromGrid },
  {
    method: "GET",
    path: `${at}/{grid_id}/neighbors/{token_id}`,
    access: read,
    handle: findNeighbors,
  },
  { method: "GET", path: `${at}/{grid_id}/range`, access: read, handle: rangeQuery },
  { method: "GET", path: `${at}/{grid_id}/influence`, access: read, handle: getFieldInfluence },
  { method: "GET", path: `${at}/{grid_id}/density`, access: read, handle: getDensity },
]);

const spaceField = defaulted(integer({ min: 0, max: 7 }), 0);
const radiusField = defaulted(number({ min: 0.1 }), 10);

function getGridStatus(call: Call) {
  const { features, grids } = call.state;
  const message = features.grid ? "Grid available" : "Grid not available";
  const data = { available: features.grid, grids_count: grids.byId.size, message };
  return envelopeAnswer(call, data);
}

function createGrid(call: Call) {
  const { grids } = call.state;
  requireGrid(call);
  const config = readOptionalBody(call, {
    bucket_size: defaulted(number({ min: 0.1, max: 1000 }), defaultGridConfig.bucket_size),
    density_threshold: defaulted(number({ min: 0, max: 1 }), defaultGridConfig.density_threshold),
    min_field_nodes: defaulted(integer({ min: 1, max: 100 }), defaultGridConfig.min_field_nodes),
  });
  if (grids.byId.size >= gridLimit) throw tooManyGrids(grids.byId.size);
  const grid = addGrid(grids, config);
  return envelopeAnswer(call, { grid_id: grid.id, config, status: "created" }, { status: 201 });
}

/** The real server always shows the defaults here. */
function getGrid(call: Call) {
  const { id, tokenIds } = storedGrid(call);
  const data = { grid_id: id, token_count: tokenIds.size, config: defaultGridConfig };
  return envelopeAnswer(call, data);
}

function deleteGrid(call: Call) {
  call.state.grids.byId.delete(storedGrid(call).id);
  return deletedAnswer();
}

function addTokenToGrid(call: Call) {
  const grid = storedGrid(call);
  const { id } = storedToken(call);
  grid.tokenIds.add(id);
  const data = { grid_id: grid.id, token_id: id, status: "added", grid_size: grid.tokenIds.size };
  return envelopeAnswer(call, data);
}

function removeTokenFromGrid(call: Call) {
  const grid = storedGrid(call);
  grid.tokenIds.delete(memberId(call, grid));
  return deletedAnswer();
}

function findNeighbors(call: Call) {
  const grid = storedGrid(call);
  const center = memberId(call, grid);
  const { space, radius, max_results } = readQuery(call, {
    space: spaceField,
    radius: radiusField,
    max_results: defaulted(integer({ min: 1, max: 1000 }), 10),
  });
  const { tokens } = call.state;
  const position = tokens.byId.get(center)?.positions[space] ?? null;
  const neighbors = tokensAround(grid, tokens, { space, center: position, radius })
    .filter(({ token }) => token.id !== center)
    .slice(0, max_results)
    .map(neighborBody);
  return envelopeAnswer(call, {
    grid_id: grid.id,
    center_token_id: center,
    space,
    radius,
    neighbors,
    count: neighbors.length,
  });
}

function rangeQuery(call: Call) {
  const { grid_id, space, position: center, radius, found } = lookAround(call);
  const results = found.map(neighborBody);
  return envelopeAnswer(call, { grid_id, space, center, radius, results, count: results.length });
}

function getFieldInfluence(call: Call) {
  const { found, ...place } = lookAround(call);
  const influence = found.reduce(
    (sum, { token, distance }) => sum + token.fieldStrength * (1 - distance / place.radius),
    0,
  );
  return envelopeAnswer(call, { ...place, influence });
}

function getDensity(call: Call) {
  const { found, ...place } = lookAround(call);
  const density = found.length / place.radius;
  return envelopeAnswer(call, { ...place, density, tokens_in_range: found.length });
}

function lookAround(call: Call) {
  const grid = storedGrid(call);
  const coordinate = defaulted(number(), 0);
  const { space, x, y, z, radius } = readQuery(call, {
    space: spaceField,
    x: coordinate,
    y: coordinate,
    z: coordinate,
    radius: radiusField,
  });
  const position: Position = [x, y, z];
  const found = tokensAround(grid, call.state.tokens, { space, center: position, radius });
  return { grid_id: grid.id, space, position, radius, found };
}

function neighborBody({ token, distance }: Neighbor) {
  return { token_id: token.id, distance };
}

function storedGrid(call: Call): Grid {
  requireGrid(call);
  const { grid_id } = readPath(call, { grid_id: required(integer()) });
  const grid = call.state.grids.byId.get(grid_id);
  if (!grid) throw notFound("Grid", grid_id, `Grid ${grid_id} not found`);
  return grid;
}

/** The token of the path, which has to be on the grid. */
function memberId(call: Call, grid: Grid): number {
  const { token_id } = readPath(call, { token_id: required(integer()) });
  if (grid.tokenIds.has(token_id)) return token_id;
  throw notFound("Token", token_id, `Token ${token_id} not found in grid ${grid.id}`);
}

function requireGrid(call: Call): void {
  if (!call.state.features.grid) throw unavailable("Grid", "Grid not available");
}

function tooManyGrids(current: number): ApiFailure {
  return new ApiFailure({
    status: 400,
    code: "RESOURCE_LIMIT_EXCEEDED",
    message: `Maximum number of grids (${gridLimit}) reached`,
    details: { resource_type: "Grid", limit: gridLimit, current },
  });
}
