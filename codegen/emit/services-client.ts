/** services.ts: a client whose properties and methods are the services. */
import type { Api, ScopeValue, Service, Services, TypeReference } from "../model/types.js";
import { comment, proseOf } from "./comments.js";
import { declarationsOf } from "./declarations.js";
import { importStatements } from "./imports.js";
import { group, indent, type Layout, list, print, space } from "./layout.js";
import { type EmitContext, header, type OutputFile } from "./output.js";
import { fieldLayout, typeLayout, visitType } from "./type-text.js";

const classNameOf = ({ parts }: Service): string => parts.at(-1)?.className ?? "";

const isScoped = ({ resource }: Service): boolean => resource.scope.length > 0;

const isHeld = ({ wireName }: ScopeValue, { held }: Services): boolean =>
  held.some((one) => one.wireName === wireName);

const heldText = ({ heldName, held }: Services): string => {
  if (heldName === undefined) return "";
  const about = comment([
    {
      markdown:
        "Path values that the client may hold. Where one is not given, the client's is used.",
    },
  ]);
  const fields = held.map(({ name, wireName, type }) => {
    const field = fieldLayout({ name, optional: true, type });
    return `${comment([{ markdown: `\`{${wireName}}\` of the path.` }], 1)}  ${print(["readonly ", field, ";"], 1)}\n`;
  });
  return `${about}export interface ${heldName} {\n${fields.join("")}}\n`;
};

const holdText = ({ heldName }: Services): string => {
  if (heldName === undefined) return "";
  const about = comment(
    [
      {
        markdown:
          "The value to use: the one that is given, else the one that this client holds. Throws where there is neither.",
      },
    ],
    1,
  );
  const parameters = ["name: Name", `given: ${heldName}[Name]`];
  const head = print(
    [
      list(`protected abstract hold<Name extends keyof ${heldName}>(`, parameters, ")"),
      `: NonNullable<${heldName}[Name]>;`,
    ],
    1,
  );
  return `${about}  ${head}\n`;
};

const propertyText = (service: Service): string => {
  const about = comment(proseOf(service.resource.documentation), 1);
  const name = classNameOf(service);
  const made = [`readonly ${service.property}: ${name} =`, indent([space, `new ${name}(this);`])];
  return `${about}  ${print(group(made), 1)}\n`;
};

/** Leads to a service with a scope: values are arguments, those that the client may hold come last in an object. */
const methodText = (service: Service, services: Services): string => {
  const { resource, property } = service;
  const { heldName } = services;
  const name = classNameOf(service);
  const own = resource.scope.filter((value) => !isHeld(value, services));
  const isHolding = own.length < resource.scope.length;
  const parameters: Layout[] = [
    ...own.map((value): Layout => [`${value.name}: `, typeLayout(value.type)]),
    ...(isHolding ? [`held: ${heldName} = {}`] : []),
  ];
  const scope = resource.scope.map((value): Layout => {
    if (!isHeld(value, services)) return value.name;
    return `${value.name}: this.hold("${value.name}", held.${value.name})`;
  });
  const head = print([list(`${property}(`, parameters, ")"), `: ${name} {`], 1);
  const made = list(`new ${name}(`, ["this", list("{", scope, "}", space)], ")");
  const about = comment(proseOf(resource.documentation), 1);
  return `${about}  ${head}\n    ${print(["return ", made, ";"], 2)}\n  }\n`;
};

const classText = (api: Api, services: Services): string => {
  const { list: all, className, heldName } = services;
  const sections = [
    ...all.filter((service) => !isScoped(service)).map(propertyText),
    holdText(services),
    ...all.filter(isScoped).map((service) => methodText(service, services)),
  ].filter((section) => section !== "");
  const about = comment([{ markdown: `${api.title} by its services.` }]);
  const kind = heldName === undefined ? "class" : "abstract class";
  return `${about}export ${kind} ${className} extends ApiClient<paths> {\n${sections.join("\n")}}\n`;
};

/** The file of the client; nothing where nobody asks for services. */
export const emitServicesClient = (context: EmitContext): OutputFile[] => {
  const { api, extension, runtime } = context;
  const { services } = api;
  if (services === undefined) return [];
  const models = new Set<string>();
  const aliases = new Map<string, Set<string>>();
  const declarations = declarationsOf(api.resources);
  const visit = (part: TypeReference): void => {
    if (part.kind === "model") models.add(part.name);
    if (part.kind !== "alias") return;
    const file = declarations.get(part.name) ?? "";
    aliases.set(file, new Set([...(aliases.get(file) ?? []), part.name]));
  };
  for (const { type } of services.list.flatMap(({ resource }) => resource.scope))
    visitType(type, visit);
  const imports = importStatements([
    { from: runtime, names: ["ApiClient"], typeOnly: false },
    { from: `./models${extension}`, names: models, typeOnly: true },
    ...[...aliases].map(([file, names]) => ({
      from: `./resources/${file}${extension}`,
      names,
      typeOnly: true,
    })),
    { from: `./schema${extension}`, names: ["paths"], typeOnly: true },
    ...services.list.map((service) => ({
      from: `./services/${service.parts.at(-1)?.file}${extension}`,
      names: [classNameOf(service)],
      typeOnly: false,
    })),
  ]);
  const names = services.list.map(classNameOf);
  const types = `${print([list("export type {", names, "}", space), ";"])}\n`;
  const sections = [
    header(context) + imports,
    types,
    heldText(services),
    classText(api, services),
  ].filter((section) => section !== "");
  return [{ path: "services.ts", text: sections.join("\n") }];
};
