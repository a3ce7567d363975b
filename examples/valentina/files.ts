/**
 * Files: upload one from memory and one as a stream, list, delete.
 *
 * Run: npx jiti examples/valentina/files.ts
 */
import { campaignsService, VClient } from "clientwright/valentina";
import { type Settings, settings } from "./settings.js";

export async function main(
  { options, userId, campaignId }: Settings,
  print = console.log,
): Promise<void> {
  new VClient(options);
  const campaigns = campaignsService(userId);

  const map = new Blob(["not really a picture"], { type: "image/png" });
  const picture = await campaigns.uploadAsset(campaignId, "map.png", map);
  print(`${picture.original_filename}: ${picture.asset_type}`);

  async function* pages(): AsyncGenerator<Uint8Array> {
    for (const number of [1, 2, 3]) yield new TextEncoder().encode(`Page ${number}\n`);
  }
  let sent = 0;
  const story = await campaigns.uploadAsset(campaignId, "story.txt", pages(), "text/plain", {
    onUploadProgress: ({ sentBytes }) => {
      sent = sentBytes;
    },
  });
  print(`${story.original_filename}: ${story.file_type}, progress seen: ${sent > 0}`);

  for await (const { id } of campaigns.iterAllAssets(campaignId))
    await campaigns.deleteAsset(campaignId, id);
  print(`${(await campaigns.listAssets(campaignId)).total} left`);
}

if (process.argv[1] === import.meta.filename) await main(settings());
