/** How each operation is called as a method of the generated client. */
import type { Api, Operation, Resource } from "../model/types.js";

/** Text of a call by request line, e.g. `GET /tokens/{id}`; it starts behind the client. */
export type MethodCalls = ReadonlyMap<string, string>;

const argumentsOf = ({ pathValues, arguments: all }: Operation): string => {
  const own = pathValues.filter(({ scoped }) => !scoped).map(({ name }) => name);
  const groups = all.map(({ name, required }) => (required ? name : `${name}?`));
  return [...own, ...groups].join(", ");
};

const accessOf = ({ property, ownScope }: Resource): string => {
  const scope = ownScope.map(({ name }) => name).join(", ");
  return scope === "" ? `.${property}` : `.${property}({ ${scope} })`;
};

const addResource = (resource: Resource, above: string, calls: Map<string, string>): void => {
  const access = above + accessOf(resource);
  for (const operation of resource.operations) {
    const line = `${operation.verb} ${operation.key}`;
    calls.set(line, `${access}.${operation.method}(${argumentsOf(operation)})`);
  }
  for (const child of resource.children) addResource(child, access, calls);
};

/** The method calls of an API; `name?` stands for an argument that may be left out. */
export const methodCallsOf = (api: Api): MethodCalls => {
  const calls = new Map<string, string>();
  for (const resource of api.resources) addResource(resource, "", calls);
  return calls;
};
