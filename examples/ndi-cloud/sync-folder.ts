/**
 * Make a folder and its dataset alike: shows the plan first, and leaves it when it would delete something here.
 *
 * Run: NDI_CLOUD_USERNAME=... NDI_CLOUD_PASSWORD=... npx jiti examples/ndi-cloud/sync-folder.ts path/to/folder twoWaySync
 */
import { NdiCloudClient, type NdiCloudClientOptions } from "clientwright/ndi-cloud";
import { describePlan, LocalDataset, type SyncModeInput, sync } from "clientwright/ndi-cloud/node";

export async function main(
  path: string,
  mode: SyncModeInput,
  options: NdiCloudClientOptions = {},
  print = console.log,
): Promise<boolean> {
  await using client = NdiCloudClient.fromEnv(options);
  const report = await sync(client, await LocalDataset.open(path), {
    mode,
    onPlan(plan) {
      print(describePlan(plan));
      return plan.deleteLocal.length === 0;
    },
  });
  print(report.success ? "Both sides are noted" : `Not done: ${report.message}`);
  return report.success;
}

if (process.argv[1] === import.meta.filename) {
  const [, , path = ".", mode = "twoWaySync"] = process.argv;
  // The mode is checked before anything else.
  await main(path, mode as SyncModeInput);
}
