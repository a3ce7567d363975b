import { describeContract } from "./support/describe-contract.js";

await describeContract("NeuroGraph", "neurograph", 63);
