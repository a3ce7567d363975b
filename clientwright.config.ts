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
  },
});
