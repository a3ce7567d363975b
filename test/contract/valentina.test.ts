import { describeContract } from "./support/describe-contract.js";

await describeContract("valentina", 169);
