import { describeContract } from "./support/describe-contract.js";

await describeContract("ndi-cloud", 57);
