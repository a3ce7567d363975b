/** client.ts: the client's class, its options, and the description of the API that the runtime reads. */

import { isAbsoluteUrl } from "../model/servers.js";
import type { Api, Resource, Scheme, ServerTemplate, ServerVariable } from "../model/types.js";
import { comment, type Paragraph, proseOf } from "./comments.js";
import { importStatements } from "./imports.js";
import {
  group,
  indent,
  join,
  type Layout,
  list,
  print,
  soft,
  space,
  whenBroken,
} from "./layout.js";
import { literal, propertyKey, quote, typeKey } from "./literals.js";
import { type EmitContext, header, type OutputFile } from "./output.js";

const isBasic = ({ scheme }: Scheme): boolean =>
  scheme.type === "http" && scheme.scheme === "basic";

const isMutualTls = ({ scheme }: Scheme): boolean => scheme.type === "mutualTLS";

const usual = ({ scheme, isComputed }: Scheme): string => {
  if (isComputed && scheme.type === "http")
    return `What answers the HTTP scheme \`${scheme.scheme}\` for each request.`;
  switch (scheme.type) {
    case "apiKey":
      return `API key, sent in the ${scheme.in} \`${scheme.name}\`.`;
    case "http":
      return scheme.scheme === "basic"
        ? "User name and password."
        : `Token of the HTTP scheme \`${scheme.scheme}\`.`;
    case "mutualTLS":
      return "A client certificate, which the `fetch` in use presents.";
    default:
      return "Access token.";
  }
};

const takesNoSecret = (scheme: Scheme): boolean => isMutualTls(scheme) || scheme.isComputed;

const credentialText = (scheme: Scheme): string => {
  const about: Paragraph[] = [{ markdown: scheme.description ?? usual(scheme) }];
  const type = takesNoSecret(scheme)
    ? "AuthProvider"
    : `${isBasic(scheme) ? "BasicCredentials | " : ""}SecretValue | AuthProvider`;
  const optional = scheme.required && !isMutualTls(scheme) ? "" : "?";
  return `${comment(about, 1)}  readonly ${typeKey(scheme.name)}${optional}: ${type};\n`;
};

const authText = ({ names, schemes, title }: Api): string => {
  if (schemes.length === 0) return "";
  const about = comment([{ markdown: `Credentials of ${title}, by security scheme.` }]);
  return `${about}export interface ${names.auth} {\n${schemes.map(credentialText).join("")}}\n`;
};

const needsBaseUrl = ({ servers }: Api): boolean => !isAbsoluteUrl(servers[0] ?? "");

const sentence = (text: string): string =>
  /[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;

/** Text in code quotes, which nothing in it can end. */
const code = (text: string): string => `\`${text.replaceAll("`", "'")}\``;

const literalUnion = (values: readonly string[]): Layout =>
  group(indent([soft, whenBroken("| "), join(values.map(quote), [space, "| "])]));

/** The server's template, where its variables decide about the whole URL. */
const templateOf = (api: Api): ServerTemplate | undefined =>
  needsBaseUrl(api) ? undefined : api.serverTemplate;

const variableText = ({ name, usual, values, description }: ServerVariable): string => {
  const about = comment(
    [
      {
        markdown: `${description === undefined ? "" : `${sentence(description)} `}Default: ${code(usual)}.`,
      },
    ],
    1,
  );
  const type = values.length === 0 ? "string" : literalUnion(values);
  return `${about}  ${print([`readonly ${typeKey(name)}?: `, type, " | undefined;"], 1)}\n`;
};

const serverText = (api: Api): string => {
  const template = templateOf(api);
  if (template === undefined) return "";
  const about = comment([{ markdown: `Variables of the server's URL, ${code(template.url)}.` }]);
  const members = template.variables.map(variableText).join("");
  return `${about}export interface ${api.names.server} {\n${members}}\n`;
};

const optionsText = (api: Api): string => {
  const { names, schemes, authRequired } = api;
  const own = [
    ...(schemes.length === 0 ? [] : ["auth"]),
    ...(needsBaseUrl(api) ? ["baseUrl"] : []),
  ];
  const hasServer = templateOf(api) !== undefined;
  const about = comment([{ markdown: `Options of \`${names.client}\`.` }]);
  if (own.length === 0 && !hasServer)
    return `${about}export type ${names.options} = ClientOptions;\n`;
  const omitted = own.map((name) => `"${name}"`).join(" | ");
  const lines = [
    ...(schemes.length === 0
      ? []
      : [
          comment(
            [
              {
                markdown:
                  "Credentials by scheme, or one provider for every operation that needs any.",
              },
            ],
            1,
          ),
          `  readonly auth${authRequired ? "" : "?"}: ${names.auth} | AuthProvider;\n`,
        ]),
    ...(needsBaseUrl(api)
      ? [
          comment([{ markdown: "Where the API is served: the document does not say." }], 1),
          "  readonly baseUrl: string | URL;\n",
        ]
      : []),
    ...(hasServer
      ? [
          comment([{ markdown: "Variables of the server's URL; `baseUrl` wins over them." }], 1),
          `  readonly server?: ${names.server};\n`,
        ]
      : []),
  ];
  const base = own.length === 0 ? "ClientOptions" : `Omit<ClientOptions, ${omitted}>`;
  return `${about}export interface ${names.options} extends ${base} {\n${lines.join("")}}\n`;
};

const descriptionText = ({ name, names, servers, schemes, title }: Api): string => {
  const about = comment([{ markdown: `What the runtime must know of ${title}.` }]);
  const members: [string, string][] = [
    ["name", print(literal(name), 1)],
    ["servers", print(["servers: ", literal(servers)], 1).slice("servers: ".length)],
  ];
  const described = schemes.map(
    (scheme) => `    ${print([`${propertyKey(scheme.name)}: `, literal(scheme.scheme)], 2)},\n`,
  );
  const securitySchemes =
    described.length === 0
      ? "  securitySchemes: {},\n"
      : `  securitySchemes: {\n${described.join("")}  },\n`;
  const lines = members.map(([key, value]) => `  ${key}: ${value},\n`).join("");
  return `${about}export const ${names.description}: ApiDescription = {\n${lines}${securitySchemes}  errors,\n};\n`;
};

const resourceText = (resource: Resource): string => {
  const { property, className, documentation, ownScope, scopeName } = resource;
  const about = comment(proseOf(documentation), 1);
  if (ownScope.length === 0) {
    const made = [
      `readonly ${property}: ${className} =`,
      indent([space, `new ${className}(this);`]),
    ];
    return `${about}  ${print(group(made), 1)}\n`;
  }
  return (
    `${about}  ${property}(scope: ${scopeName}): ${className} {\n` +
    `    return new ${className}(this, scope);\n  }\n`
  );
};

/** What the client is told of its API: with the server that its options make. */
const descriptionOf = (api: Api): Layout => {
  const { names } = api;
  const template = templateOf(api);
  if (template === undefined) return names.description;
  const usual = Object.fromEntries(template.variables.map((one) => [one.name, one.usual]));
  const given = [names.description, literal(template.url), literal(usual), "{ ...options.server }"];
  return list("withServer(", given, ")");
};

const constructorText = (api: Api): string => {
  const { names, schemes, authRequired } = api;
  const required = (authRequired && schemes.length > 0) || needsBaseUrl(api);
  return (
    `  constructor(options: ${names.options}${required ? "" : " = {}"}) {\n` +
    `    ${print([list("super(", [descriptionOf(api), "options"], ")"), ";"], 2)}\n  }\n`
  );
};

const classText = (api: Api): string => {
  const { names, resources, documentation, title } = api;
  const { description } = documentation;
  const about = comment([
    { markdown: title },
    ...(description === undefined ? [] : [{ markdown: description }]),
  ]);
  const fields = resources.filter(({ ownScope }) => ownScope.length === 0).map(resourceText);
  const methods = resources.filter(({ ownScope }) => ownScope.length > 0).map(resourceText);
  const sections = [...fields, constructorText(api), ...methods];
  return `${about}export class ${names.client} extends ApiClient<paths> {\n${sections.join("\n")}}\n`;
};

const importsText = ({ api, runtime, extension }: EmitContext): string => {
  const { schemes } = api;
  const auth = [
    ...(schemes.length === 0 ? [] : ["type AuthProvider"]),
    ...(schemes.every(takesNoSecret) ? [] : ["type SecretValue"]),
    ...(schemes.some(isBasic) ? ["type BasicCredentials"] : []),
  ];
  return importStatements([
    {
      from: runtime,
      names: [
        "ApiClient",
        "type ApiDescription",
        "type ClientOptions",
        ...auth,
        ...(templateOf(api) === undefined ? [] : ["withServer"]),
      ],
      typeOnly: false,
    },
    { from: `./errors${extension}`, names: ["errors"], typeOnly: false },
    ...api.resources.map(({ file, className, ownScope, scopeName }) => ({
      from: `./resources/${file}${extension}`,
      names: [className, ...(ownScope.length > 0 ? [`type ${scopeName}`] : [])],
      typeOnly: false,
    })),
    { from: `./schema${extension}`, names: ["paths"], typeOnly: true },
  ]);
};

/** The client's file. */
export const emitClient = (context: EmitContext): OutputFile => {
  const { api } = context;
  const sections = [
    header(context) + importsText(context),
    authText(api),
    serverText(api),
    optionsText(api),
    descriptionText(api),
    classText(api),
  ].filter((section) => section !== "");
  return { path: "client.ts", text: sections.join("\n") };
};
