// The ten modules of the module registry.

/** One module. */
export interface StoredModule {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly canDisable: boolean;
  readonly configurable: boolean;
  readonly disableWarning: string | null;
  enabled: boolean;
  config: Readonly<Record<string, unknown>>;
}

type Traits = Partial<Pick<StoredModule, "canDisable" | "configurable" | "disableWarning">>;

/** Modules by id, in the registry's order. */
export function createModules(): Map<string, StoredModule> {
  const canDisable = true;
  const configurable = true;
  const modules = [
    define("token_manager", "Token Manager", "Keeps tokens"),
    define("connection_manager", "Connection Manager", "Keeps connections"),
    define("grid", "Grid", "Spatial index"),
    define("intuition_engine", "Intuition Engine", "Fast answers", { canDisable, configurable }),
    define("signal_system", "Signal System", "Processes events", {
      canDisable,
      configurable,
      disableWarning: "Stops the processing of events",
    }),
    define("gateway", "Gateway", "Takes input", {
      canDisable,
      configurable,
      disableWarning: "Blocks all input",
    }),
    define("action_controller", "Action Controller", "Carries out actions", { canDisable }),
    define("guardian", "Guardian", "Checks rules", { configurable }),
    define("cdna", "CDNA", "Constitution", { configurable }),
    define("bootstrap", "Bootstrap", "Loads knowledge at start"),
  ];
  return new Map(modules.map((module) => [module.id, module]));
}

function define(id: string, name: string, description: string, traits: Traits = {}): StoredModule {
  const plain = { canDisable: false, configurable: false, disableWarning: null };
  return { id, name, description, enabled: true, config: {}, ...plain, ...traits };
}
