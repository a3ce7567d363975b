import { describeContract } from "./support/describe-contract.js";

await describeContract("tracktion-tracklists", 87);
