/** The parts of openapi-typescript that schema.ts calls; the package has types for its entry point only. */
declare module "openapi-typescript/dist/transform/index.cjs" {
  const transformSchema: (document: object, context: object) => object[];
  export = transformSchema;
}

declare module "openapi-typescript/dist/transform/schema-object.cjs" {
  export const transformSchemaObjectWithComposition: (
    schema: unknown,
    options: unknown,
  ) => import("typescript").TypeNode;
}

declare module "openapi-typescript/dist/lib/ts.cjs" {
  export const astToString: (nodes: object[]) => string;
}
