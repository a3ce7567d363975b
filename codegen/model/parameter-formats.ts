/** How parameters are written where they depart from their location's default. */
import type { ParameterFormat, ParameterFormats, Style } from "clientwright/runtime";
import type { ParameterNode } from "../document.js";
import { answerKind, mediaOf } from "./media-types.js";
import type { OperationContext, RawParameter } from "./parameters.js";

/** Locations whose parameters have formats of their own. */
type Location = "path" | "query" | "header" | "cookie";

/** Styles by location, its default first (OpenAPI 3.2, section 4.12.3). */
const stylesOf: Readonly<Record<Location, readonly [Style, ...Style[]]>> = {
  path: ["simple", "label", "matrix"],
  query: ["form", "spaceDelimited", "pipeDelimited", "deepObject"],
  header: ["simple"],
  cookie: ["form", "cookie"],
};

/** The style of a parameter; one that its location does not have is reported. */
const styleOf = ({ node, at }: RawParameter, { findings }: OperationContext): Style => {
  const known = stylesOf[node.in as Location];
  const [usual] = known;
  const style = node.style ?? usual;
  const found = known.find((one) => one === style);
  if (found !== undefined) return found;
  findings.warn({
    rule: "style",
    at: [...at, "style"],
    message: `The style "${style}" does not exist in ${node.in}; "${node.name}" is written in style "${usual}".`,
    advice: `Styles there are ${known.join(", ")} (OpenAPI 3.2, section 4.12.3).`,
  });
  return usual;
};

/** Whether a style takes lists apart where nothing is said. */
const explodes = (style: Style): boolean => style === "form" || style === "cookie";

const contentKind = (
  node: ParameterNode,
  context: OperationContext,
): "json" | "text" | undefined => {
  const [media] = mediaOf(node.content, context.resolve);
  if (media === undefined) return undefined;
  return answerKind(media, context.resolve) === "json" ? "json" : "text";
};

/** What of a parameter's format is not its location's default (OpenAPI 3.1, section 4.8.12.2.2). */
const formatOf = (parameter: RawParameter, context: OperationContext): ParameterFormat => {
  const { node } = parameter;
  const content = contentKind(node, context);
  if (content !== undefined) return { content };
  const location = node.in as Location;
  const style = styleOf(parameter, context);
  const explode = node.explode ?? explodes(style);
  const mayReserve = location === "query" || location === "path";
  return {
    ...(style !== stylesOf[location][0] && { style }),
    ...(explode !== explodes(style) && { explode }),
    ...(node.allowReserved === true && mayReserve && { allowReserved: true }),
  };
};

/** Formats of parameters by location and name; undefined when all have their default. */
export const formatsOf = (
  parameters: readonly RawParameter[],
  context: OperationContext,
): ParameterFormats | undefined => {
  const formats: Partial<Record<Location, Record<string, ParameterFormat>>> = {};
  for (const parameter of parameters) {
    const { node } = parameter;
    const format = formatOf(parameter, context);
    if (Object.keys(format).length === 0) continue;
    const location = node.in as Location;
    formats[location] = { ...formats[location], [node.name]: format };
  }
  return Object.keys(formats).length === 0 ? undefined : formats;
};
