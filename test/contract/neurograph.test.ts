import { describeContract } from "./support/describe-contract.js";

await describeContract("neurograph", 63);
