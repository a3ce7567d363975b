// A short tour of Tracktion's analysis server: submit a recording, follow its analysis, miss one.
import { NotFoundError, TracktionAnalysisClient } from "clientwright/tracktion-analysis";
import { createPreferringFetch } from "../start/prefer.mjs";
import { caught } from "../start/tour.mjs";

export const tour = async ({ url, step }) => {
  const { fetch, answerNext } = createPreferringFetch();
  const client = new TracktionAnalysisClient({ baseUrl: url, fetch, retry: false });
  let id = "";

  await step('recordings.submit({ file_path: "/music/a.flac" })', async () => {
    const recording = await client.recordings.submit({ file_path: "/music/a.flac" });
    id = recording.id;
    return `${id}, ${recording.status}`;
  });

  await step("analysis.get(id)", async () => {
    const { status, results } = await client.analysis.get(id);
    return `${status}, ${results.length} result(s)`;
  });

  await step("for await (… of streaming.events(id))", async () => {
    const names = [];
    for await (const { event } of await client.streaming.events(id)) names.push(event);
    return names.join(", ");
  });

  await step("recordings.get(unknown)", async () => {
    answerNext("code=404");
    const error = await caught(() => client.recordings.get(id), NotFoundError);
    return `${error.name} ${error.status}`;
  });
};
