import { describeContract } from "./support/describe-contract.js";

await describeContract("tracktion", 25);
