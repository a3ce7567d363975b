/** Compares what belongs to the client as a whole: its names, credentials, servers, errors and services. */
import { isDeepStrictEqual } from "node:util";
import type { Path } from "../diagnostics.js";
import type { ErrorFamily, Scheme, ServiceMethod } from "../model/types.js";
import type { Comparison } from "./comparison.js";
import type { Subject } from "./types.js";
import { listOf } from "./walk.js";

const subjectOf = ({ new: now }: Comparison): Subject => ({
  kind: "client",
  name: now.api.names.client,
});

const compareNames = (comparison: Comparison): void => {
  const { old, new: now } = comparison;
  const at: { readonly old: Path; readonly new: Path } = {
    old: ["info", "title"],
    new: ["info", "title"],
  };
  const [before, after] = [old.api.names, now.api.names];
  if (!isDeepStrictEqual(before, after)) {
    const message = `The client is \`${after.client}\`, and was \`${before.client}\`.`;
    comparison.report("client-renamed", subjectOf(comparison), { ...at, message });
  }
  if (!isDeepStrictEqual(old.api.documentation, now.api.documentation)) {
    const message = "The API is described in other words.";
    const info: Path = ["info"];
    comparison.report("description-changed", subjectOf(comparison), {
      old: info,
      new: info,
      message,
    });
  }
};

const compareServers = (comparison: Comparison): void => {
  const [before] = comparison.old.api.servers;
  const [after] = comparison.new.api.servers;
  if (before === after) return;
  const shown = (url: string | undefined): string => (url === undefined ? "none" : `\`${url}\``);
  comparison.report("server-changed", subjectOf(comparison), {
    old: ["servers", 0],
    new: ["servers", 0],
    message: `The server is ${shown(after)}, and was ${shown(before)}.`,
  });
};

const schemesByName = (schemes: readonly Scheme[]): Map<string, Scheme> =>
  new Map(schemes.map((scheme) => [scheme.name, scheme]));

const compareCredentials = (comparison: Comparison): void => {
  const subject = subjectOf(comparison);
  const [old, now] = [comparison.old.api, comparison.new.api];
  const [before, after] = [schemesByName(old.schemes), schemesByName(now.schemes)];
  const at = (name: string): Path => ["components", "securitySchemes", name];
  for (const [name, scheme] of before) {
    const other = after.get(name);
    if (other === undefined) {
      const message = `\`auth.${name}\` is gone.`;
      comparison.report("credential-removed", subject, { part: name, old: at(name), message });
    } else if (!isDeepStrictEqual(scheme.scheme, other.scheme)) {
      const message = `\`auth.${name}\` is sent in another way.`;
      const places = { part: name, old: at(name), new: at(name) };
      comparison.report("credential-changed", subject, { ...places, message });
    }
  }
  for (const [name] of after) {
    if (before.has(name)) continue;
    const message = `\`auth.${name}\` is new.`;
    comparison.report("credential-added", subject, { part: name, new: at(name), message });
  }
  const required = [...after.values()].filter(
    (one) => one.required && !before.get(one.name)?.required,
  );
  if (required.length > 0 || (now.authRequired && !old.authRequired)) {
    const names = required.length > 0 ? ` by ${listOf(required.map(({ name }) => name))}` : "";
    const message = `The client cannot be made without credentials${names}.`;
    comparison.report("credentials-required", subject, { new: ["security"], message });
  }
};

/** Classes of a family and what they extend; undefined stands for the base, whatever its name. */
const parentsOf = ({ base, classes }: ErrorFamily): Map<string, string | undefined> =>
  new Map([
    [base, undefined],
    ...classes.map(({ name, parent }): [string, string | undefined] => [
      name,
      parent === base ? undefined : parent,
    ]),
  ]);

const compareErrorClasses = (comparison: Comparison): void => {
  const subject = subjectOf(comparison);
  const [old, now] = [comparison.old.api.errors, comparison.new.api.errors];
  const [before, after] = [parentsOf(old), parentsOf(now)];
  for (const [name, parent] of before) {
    const other = after.get(name);
    if (!after.has(name)) {
      const message = `\`${name}\` is gone.`;
      comparison.report("error-class-removed", subject, { part: name, message });
    } else if (parent !== other) {
      const message = `\`${name}\` extends \`${other ?? now.base}\`, and extended \`${parent ?? old.base}\`.`;
      comparison.report("error-class-moved", subject, { part: name, message });
    }
  }
  for (const name of after.keys()) {
    if (before.has(name)) continue;
    const message = `\`${name}\` is new.`;
    comparison.report("error-class-added", subject, { part: name, message });
  }
};

interface NamedMethod {
  readonly name: string;
  readonly method: ServiceMethod;
}

const serviceMethods = ({ api }: Comparison["old"]): Map<string, NamedMethod> =>
  new Map(
    (api.services?.list ?? []).flatMap(({ property, parts }) =>
      parts.flatMap(({ methods }) =>
        methods.map((method): [string, NamedMethod] => {
          const name = `${property}.${method.name}`;
          return [name, { name, method }];
        }),
      ),
    ),
  );

/** What a call is written like: which values stand where, and which must be there. */
const shapeOf = ({ kind, call }: ServiceMethod): unknown => ({
  kind,
  positional: call.positional.map(({ group, wireName, optional }) => [group, wireName, optional]),
  file: call.file,
  whole: call.whole.map(({ group }) => group),
  isNamed: call.named !== undefined,
});

const compareServices = (comparison: Comparison): void => {
  const subject = subjectOf(comparison);
  const [old, now] = [serviceMethods(comparison.old), serviceMethods(comparison.new)];
  for (const [name, { method }] of old) {
    const other = now.get(name);
    if (other === undefined)
      comparison.report("service-method-removed", subject, {
        part: name,
        message: `\`${name}\` is gone.`,
      });
    else if (!isDeepStrictEqual(shapeOf(method), shapeOf(other.method)))
      comparison.report("service-arguments-changed", subject, {
        part: name,
        message: `\`${name}\` takes other arguments, or takes them in another order.`,
      });
  }
  for (const name of now.keys())
    if (!old.has(name))
      comparison.report("service-method-added", subject, {
        part: name,
        message: `\`${name}\` is new.`,
      });
};

/** Compares everything that belongs to no single operation or model. */
export const compareClients = (comparison: Comparison): void => {
  compareNames(comparison);
  compareServers(comparison);
  compareCredentials(comparison);
  compareErrorClasses(comparison);
  compareServices(comparison);
};
