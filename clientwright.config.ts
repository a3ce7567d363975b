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
    tracktion: {
      spec: "specs/tracktion/openapi.yaml",
      output: "generated/tracktion",
      name: "Tracktion",
      lint: "specs/redocly.yaml",
      typeTest: "test/types/generated/tracktion.ts",
    },
    "ndi-cloud": {
      spec: "specs/ndi-cloud/openapi.yaml",
      output: "generated/ndi-cloud",
      name: "NdiCloud",
      lint: "specs/redocly.yaml",
      typeTest: "test/types/generated/ndi-cloud.ts",
    },
  },
});
