import { describeContract } from "./support/describe-contract.js";

await describeContract("tracktion-analysis", 27);
