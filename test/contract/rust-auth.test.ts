import { describeContract } from "./support/describe-contract.js";

await describeContract("rust-auth", 51);
