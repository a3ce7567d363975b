// The module registry.
import { jsonAnswer } from "../../support/answers.js";
import { beyondGuide, type Call, open, type Route } from "../call.js";
import { badRequest, notFound } from "../failures.js";
import { boolean, object } from "../field-kinds.js";
import { readBody, required } from "../fields.js";
import type { StoredModule } from "../module-store.js";

const at = "/api/v1/modules";
const one = `${at}/{module_id}`;

export const moduleRoutes: readonly Route[] = beyondGuide([
  { method: "GET", path: at, access: open, handle: listModules },
  { method: "GET", path: one, access: open, handle: getModule },
  { method: "PUT", path: `${one}/enabled`, access: open, handle: setModuleEnabled },
  { method: "GET", path: `${one}/metrics`, access: open, handle: getModuleMetrics },
  { method: "GET", path: `${one}/config`, access: open, handle: getModuleConfig },
  { method: "PUT", path: `${one}/config`, access: open, handle: setModuleConfig },
]);

const metrics = {
  operations: 0,
  ops_per_sec: 0,
  avg_latency_us: 0,
  p95_latency_us: 0,
  errors: 0,
  custom: {},
};

function listModules(call: Call) {
  const modules = [...call.state.modules.values()].map(moduleBody);
  return jsonAnswer(200, { modules, total: modules.length });
}

function getModule(call: Call) {
  return jsonAnswer(200, { module: moduleBody(storedModule(call)) });
}

function setModuleEnabled(call: Call) {
  const module = storedModule(call);
  const { enabled } = readBody(call, { enabled: required(boolean) });
  if (!enabled && !module.canDisable) throw badRequest(`Module ${module.name} cannot be disabled`);
  module.enabled = enabled;
  return done(`${module.name} ${enabled ? "enabled" : "disabled"}`);
}

function getModuleMetrics(call: Call) {
  storedModule(call);
  return jsonAnswer(200, { metrics });
}

function getModuleConfig(call: Call) {
  return jsonAnswer(200, { config: configurableModule(call).config });
}

/** The whole configuration is replaced. */
function setModuleConfig(call: Call) {
  const module = configurableModule(call);
  const { config } = readBody(call, { config: required(object) });
  module.config = config;
  return done(`${module.name} configuration updated`);
}

function done(message: string) {
  return jsonAnswer(200, { success: true, message });
}

function storedModule(call: Call): StoredModule {
  const { module_id: id = "" } = call.params;
  const module = call.state.modules.get(id);
  if (!module) throw notFound("Module", id, `Module '${id}' not found`);
  return module;
}

function configurableModule(call: Call): StoredModule {
  const module = storedModule(call);
  if (!module.configurable) throw badRequest(`Module ${module.name} is not configurable`);
  return module;
}

function moduleBody(module: StoredModule) {
  return {
    id: module.id,
    name: module.name,
    description: module.description,
    version: "2.0.0",
    status: module.enabled ? "active" : "disabled",
    enabled: module.enabled,
    can_disable: module.canDisable,
    configurable: module.configurable,
    disable_warning: module.disableWarning,
    metrics,
  };
}
