import { defineConfig } from "@clientwright/codegen";

export default defineConfig({
  apis: {
    neurograph: {
      spec: "specs/neurograph/openapi.yaml",
      output: "generated/neurograph",
      name: "NeuroGraph",
      lint: "specs/redocly.yaml",
      typeTest: "test/types/generated/neurograph.ts",
    },
    valentina: {
      spec: "specs/valentina/openapi.yaml",
      output: "generated/valentina",
      name: "Valentina",
      lint: "specs/redocly.yaml",
      typeTest: "test/types/generated/valentina.ts",
    },
  },
});
