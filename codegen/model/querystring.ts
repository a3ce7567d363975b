/** A parameter that is the whole query string (OpenAPI 3.2, section 4.12.1, `in: querystring`). */
import type { ParameterFormat, ParameterFormats } from "clientwright/runtime";
import { bodyKind, type Media, mediaOf } from "./media-types.js";
import type { OperationContext, RawParameter } from "./parameters.js";
import { findProperty, propertyNames, typesOf } from "./schemas.js";
import { plain, shortType } from "./type-references.js";
import type { Argument } from "./types.js";

/** What such a parameter comes to. */
export interface Querystring {
  readonly argument: Argument;
  readonly formats: ParameterFormats;
}

/** Fields of a form are query parameters: structures are JSON unless the document gives them a style. */
const fieldFormats = (media: Media, { resolve }: OperationContext): ParameterFormats => {
  const { schema, encoding = {} } = media.node;
  const formats = propertyNames(schema, resolve).flatMap((name): [string, ParameterFormat][] => {
    const { style, explode } = encoding[name] ?? {};
    if (style === undefined && explode === undefined) {
      const isObject =
        typesOf(findProperty(schema, name, resolve)?.schema, resolve)[0] === "object";
      return isObject ? [[name, { content: "json" }]] : [];
    }
    // `load/shapes.ts` allows only styles here.
    const said = { ...(style && { style }), ...(explode !== undefined && { explode }) };
    return [[name, said as ParameterFormat]];
  });
  return formats.length === 0 ? {} : { query: Object.fromEntries(formats) };
};

/** Makes the argument of the parameter, if there is one and nothing else is in the query. */
export const buildQuerystring = (
  [parameter, ...others]: readonly RawParameter[],
  hasQuery: boolean,
  context: OperationContext,
): Querystring | undefined => {
  if (parameter === undefined) return undefined;
  const { node, at } = parameter;
  const { names, resolve, findings } = context;
  const [media] = mediaOf(node.content, resolve);
  if (media === undefined || hasQuery || others.length > 0) {
    findings.error({
      rule: "querystring",
      at,
      message:
        media === undefined
          ? `The parameter "${node.name}" is the whole query string, and needs \`content\`.`
          : `The parameter "${node.name}" is the whole query string; there cannot be others.`,
    });
    return undefined;
  }
  const kind = bodyKind(media, resolve);
  const required = node.required === true;
  const type = shortType(media.node.schema, names.models, resolve);
  if (kind === "form") {
    const known = media.node.schema === undefined ? undefined : type;
    return {
      argument: {
        group: "query",
        name: context.constant === "query" ? "queryArgument" : "query",
        required,
        type: known ?? plain("Record<string, unknown>"),
        isUnproven: true,
      },
      formats: fieldFormats(media, context),
    };
  }
  const isJson = kind === "json";
  return {
    argument: {
      group: "querystring",
      name: context.constant === "querystring" ? "querystringArgument" : "querystring",
      required,
      type: isJson ? (type ?? plain("unknown")) : plain("string"),
      isUnproven: true,
    },
    formats: { query: { "": { content: isJson ? "json" : "text" } } },
  };
};
