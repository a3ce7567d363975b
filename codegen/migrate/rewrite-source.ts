/** Finds in a source file what belongs to openapi-fetch, and changes where it is imported from. The only importer of ts-morph. */
import { type CallExpression, Node, Project, type SourceFile } from "ts-morph";
import type { MethodCalls } from "./method-calls.js";

/** The package that code comes from, and the module that takes its place. */
export const packages = { from: "openapi-fetch", to: "clientwright/openapi-fetch" } as const;

/** A place in a source file; line and column start at 1. */
export interface SourcePlace {
  readonly line: number;
  readonly column: number;
}

/** A call by verb and path. */
export interface VerbCall extends SourcePlace {
  /** As it is written, without its arguments, e.g. `client.GET("/tokens/{id}")`. */
  readonly call: string;
  /** The method that the generated client has for it; undefined when no API has the operation. */
  readonly method: string | undefined;
}

/** What was found in a source file, and its text afterwards. */
export interface RewrittenSource {
  readonly text: string;
  /** Places of the imports that were changed. */
  readonly imports: readonly SourcePlace[];
  readonly calls: readonly VerbCall[];
}

const verbs = new Set(["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"]);

const placeOf = (source: SourceFile, node: Node): SourcePlace =>
  source.getLineAndColumnAtPos(node.getStart());

/** Whether a string literal names a module: in an import or export, `import()`, `require()`, or a test's mock. */
const namesModule = (literal: Node): boolean => {
  const parent = literal.getParent();
  if (Node.isImportDeclaration(parent) || Node.isExportDeclaration(parent)) return true;
  if (Node.isExternalModuleReference(parent)) return true;
  if (Node.isLiteralTypeNode(parent)) return Node.isImportTypeNode(parent.getParent());
  if (!Node.isCallExpression(parent)) return false;
  const callee = parent.getExpression().getText();
  return /^(import|require(\.resolve)?)$/.test(callee) || /^(vi|jest)\.\w*[mM]ock$/.test(callee);
};

const renameImports = (source: SourceFile): SourcePlace[] => {
  const literals = source
    .getDescendants()
    .filter(Node.isStringLiteral)
    .filter((literal) => literal.getLiteralValue() === packages.from && namesModule(literal));
  const places = literals.map((literal) => placeOf(source, literal));
  for (const literal of literals) literal.setLiteralValue(packages.to);
  return places;
};

const literalText = (node: Node | undefined): string | undefined =>
  Node.isStringLiteral(node) || Node.isNoSubstitutionTemplateLiteral(node)
    ? node.getLiteralText()
    : undefined;

interface FoundCall {
  readonly client: string;
  readonly verb: string;
  readonly path: string;
  readonly text: string;
}

/** `client.GET("/path")`, `client["/path"].GET()` and `client.request("get", "/path")`. */
const readCall = (call: CallExpression): FoundCall | undefined => {
  const callee = call.getExpression();
  if (!Node.isPropertyAccessExpression(callee)) return undefined;
  const owner = callee.getExpression();
  const name = callee.getName();
  const [first, second] = call.getArguments().map(literalText);
  if (name === "request" && first !== undefined && second?.startsWith("/") === true) {
    const text = `${owner.getText()}.request("${first}", "${second}")`;
    return { client: owner.getText(), verb: first.toUpperCase(), path: second, text };
  }
  if (!verbs.has(name)) return undefined;
  if (first?.startsWith("/") === true)
    return {
      client: owner.getText(),
      verb: name,
      path: first,
      text: `${owner.getText()}.${name}("${first}")`,
    };
  if (!Node.isElementAccessExpression(owner)) return undefined;
  const path = literalText(owner.getArgumentExpression());
  if (path?.startsWith("/") !== true) return undefined;
  const client = owner.getExpression().getText();
  return { client, verb: name, path, text: `${client}["${path}"].${name}()` };
};

const findCalls = (source: SourceFile, methods: MethodCalls): VerbCall[] =>
  source
    .getDescendants()
    .filter(Node.isCallExpression)
    .flatMap((call): VerbCall[] => {
      const found = readCall(call);
      if (found === undefined) return [];
      const method = methods.get(`${found.verb} ${found.path}`);
      return [
        {
          ...placeOf(source, call),
          call: found.text,
          method: method === undefined ? undefined : found.client + method,
        },
      ];
    });

/** Whether a text is worth parsing. */
const mayConcern = (text: string): boolean =>
  text.includes(packages.from) ||
  /\.(GET|PUT|POST|DELETE|OPTIONS|HEAD|PATCH|TRACE|request)\b/.test(text);

const project = new Project({
  useInMemoryFileSystem: true,
  skipLoadingLibFiles: true,
  skipFileDependencyResolution: true,
  compilerOptions: { allowJs: true },
});

/** The text of a file with its imports changed, everything else as it was, and the calls that methods could take the place of. */
export const rewriteSource = (
  path: string,
  text: string,
  methods: MethodCalls,
): RewrittenSource => {
  if (!mayConcern(text)) return { text, imports: [], calls: [] };
  const source = project.createSourceFile(path, text, { overwrite: true });
  try {
    const calls = findCalls(source, methods);
    const imports = renameImports(source);
    // The parser drops the mark.
    const mark = text.startsWith("\uFEFF") ? "\uFEFF" : "";
    return { text: imports.length === 0 ? text : mark + source.getFullText(), imports, calls };
  } finally {
    project.removeSourceFile(source);
  }
};
