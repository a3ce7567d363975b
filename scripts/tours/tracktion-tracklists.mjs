// A short tour of Tracktion's tracklist server: find sets, read one, make a CUE sheet, miss something.
import { NotFoundError, TracktionTracklistsClient } from "clientwright/tracktion-tracklists";
import { createPreferringFetch } from "../start/prefer.mjs";
import { caught } from "../start/tour.mjs";

export const tour = async ({ url, step }) => {
  const { fetch, answerNext } = createPreferringFetch();
  const client = new TracktionTracklistsClient({ baseUrl: url, fetch, retry: false });

  await step('search.tracklists({ query: "nora" })', async () => {
    const { items, total } = await client.search.tracklists({ query: "nora" });
    return `${items.length} of ${total}: ${items[0].dj_name} at ${items[0].event_name}`;
  });

  await step("tracklists.retrieve({ url })", async () => {
    const page = "https://www.1001tracklists.com/tracklist/nf1";
    const { success, tracklist } = await client.tracklists.retrieve({ url: page });
    return success ? `${tracklist.tracks.length} track(s)` : "failed";
  });

  await step('cue.generateFor(id, { format: "cdj" })', async () => {
    const id = "c1c1c1c1-0000-4000-8000-000000000002";
    const { cue_file_id } = await client.cue.generateFor(id, { format: "cdj" });
    const sheet = await (await client.cue.files.download(String(cue_file_id))).text();
    return `a sheet of ${sheet.length} characters`;
  });

  await step("cue.files.get(unknown)", async () => {
    answerNext("code=404");
    const id = "00000000-0000-4000-8000-000000000000";
    const error = await caught(() => client.cue.files.get(id), NotFoundError);
    return `${error.name} ${error.status}`;
  });
};
