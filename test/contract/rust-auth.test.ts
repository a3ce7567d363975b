import { describeContract } from "./support/describe-contract.js";

await describeContract("the Rust Auth Service", "rust-auth", 51);
