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
    "tracktion-tracklists": {
      spec: "specs/tracktion-tracklists/openapi.yaml",
      output: "generated/tracktion-tracklists",
      name: "TracktionTracklists",
      lint: "specs/redocly.yaml",
      typeTest: "test/types/generated/tracktion-tracklists.ts",
    },
    "tracktion-analysis": {
      spec: "specs/tracktion-analysis/openapi.yaml",
      output: "generated/tracktion-analysis",
      name: "TracktionAnalysis",
      lint: "specs/redocly.yaml",
      typeTest: "test/types/generated/tracktion-analysis.ts",
    },
  },
});
