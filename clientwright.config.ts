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
    "rust-auth": {
      spec: "specs/rust-auth/openapi.yaml",
      output: "generated/rust-auth",
      name: "RustAuth",
      lint: "specs/redocly.yaml",
      typeTest: "test/types/generated/rust-auth.ts",
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
      lint: "specs/tracktion-tracklists/redocly.yaml",
      typeTest: "test/types/generated/tracktion-tracklists.ts",
    },
    "tracktion-analysis": {
      spec: "specs/tracktion-analysis/openapi.yaml",
      output: "generated/tracktion-analysis",
      name: "TracktionAnalysis",
      lint: "specs/redocly.yaml",
      typeTest: "test/types/generated/tracktion-analysis.ts",
    },
    valentina: {
      spec: "specs/valentina/openapi.yaml",
      output: "generated/valentina",
      name: "Valentina",
      lint: "specs/valentina/redocly.yaml",
      typeTest: "test/types/generated/valentina.ts",
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
