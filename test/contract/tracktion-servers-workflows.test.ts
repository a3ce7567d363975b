/** What people do with Tracktion's own servers, through the generated clients, with Prism between them. */
import { TracktionClient, TracktionTimeoutError } from "clientwright/tracktion";
import { TracktionAnalysisClient } from "clientwright/tracktion-analysis";
import {
  BadRequestError,
  NotFoundError,
  TracktionTracklistsClient,
  ValidationError,
} from "clientwright/tracktion-tracklists";
import { describe, expect, it, onTestFinished } from "vitest";
import { startPrismFor } from "../../codegen/prism/prism.js";
import { readDocument } from "../../codegen/prism/read-document.js";
import type { Violation } from "../../codegen/prism/violations.js";
import { createLeapingClock } from "../neurograph/support/clocks.js";
import type { DetailServer } from "../servers/support/detail-server.js";
import { startTracktionAnalysisServer } from "../servers/tracktion-analysis/index.js";
import { startTracktionTracklistServer } from "../servers/tracktion-tracklists/index.js";
import { rejection } from "../support/rejection.js";

const documents = {
  tracklists: await readDocument("specs/tracktion-tracklists/openapi.yaml"),
  analysis: await readDocument("specs/tracktion-analysis/openapi.yaml"),
};

const audioFileId = "b2d6a1f4-0000-4000-8000-000000000001";
const url = "https://www.1001tracklists.com/tracklist/nf1";

/** Stands before a server; what departs from the document fails the test at its end. */
async function proxied<State>(name: keyof typeof documents, server: DetailServer<State>) {
  const prism = await startPrismFor(documents[name], { proxyTo: server.url });
  onTestFinished(async () => {
    const violations = prism.takeViolations();
    await prism.close();
    await server.close();
    expect(violations.map(place)).toEqual([]);
  });
  return prism;
}

const place = ({ side, exchange, location, code }: Violation): string =>
  `${side} of ${exchange}: ${location.join(".")} (${code})`;

async function givenTracklists() {
  const clock = createLeapingClock();
  const server = await startTracktionTracklistServer({ now: clock.now });
  const prism = await proxied("tracklists", server);
  const options = { baseUrl: prism.url, clock };
  return { server, prism, clock, options, client: new TracktionTracklistsClient(options) };
}

async function givenAnalysis() {
  const server = await startTracktionAnalysisServer();
  const prism = await proxied("analysis", server);
  return { server, prism, client: new TracktionAnalysisClient({ baseUrl: prism.url }) };
}

describe("tracklists that are fetched [Tracktion workflow 12]", () => {
  const later = { async_processing: true };

  it("12: are there at once, or after a while", async () => {
    const { client } = await givenTracklists();
    const now = await client.tracklists.retrieve({ url });
    expect(now).toMatchObject({ success: true, tracklist: { dj_name: "Nora Field" } });
    const { correlation_id, tracklist } = await client.tracklists.retrieve({ url }, later);
    expect(tracklist).toBeNull();
    const status = client.tracklists.getJobStatus(correlation_id);
    expect(await rejection(status)).toBeInstanceOf(NotFoundError);
    expect(await client.tracklists.getJobStatus(correlation_id)).toEqual({ status: "processing" });
    expect(await client.tracklists.getJobStatus(correlation_id)).toMatchObject({
      status: "completed",
      tracklist: { url, tracks: [{ title: "Low Tide" }, { title: "Harbour Lights" }] },
    });
  });

  it("12: are waited for by the main client [TK-141]", async () => {
    const { server, client, clock, options } = await givenTracklists();
    const waiting = new TracktionClient(options);
    const start = async () => (await client.tracklists.retrieve({ url }, later)).correlation_id;
    const job = await waiting.waitForTracklistJob(await start());
    expect(job).toMatchObject({ status: "completed", tracklist: { dj_name: "Nora Field" } });
    expect(clock.waits).toEqual([2_000, 2_000]);

    server.state.nextJob = ["processing", "failed"];
    const failed = await rejection(waiting.waitForTracklistJob(await start()));
    expect(failed).toMatchObject({ message: "The tracklist job failed: Scraping failed" });

    server.state.nextJob = ["processing"];
    clock.waits.splice(0);
    const endless = await rejection(waiting.waitForTracklistJob(await start(), { pollMs: 7_000 }));
    expect(endless).toBeInstanceOf(TracktionTimeoutError);
    expect(clock.waits.reduce((sum, wait) => sum + wait, 0)).toBe(60_000);
    expect(clock.waits).toHaveLength(9);
  });
});

describe("tracklists that are written [Tracktion workflow 13]", () => {
  const track = (position: number, title: string, start_time: string) => ({
    position,
    artist: "Okari",
    title,
    start_time,
  });

  it("13: become drafts, published tracklists, and CUE sheets", async () => {
    const { client } = await givenTracklists();
    const { id, ...draft } = await client.drafts.create({
      audio_file_id: audioFileId,
      tracks: [track(1, "Low Tide", "PT5M"), track(2, "Harbour Lights", "00:10:00")],
    });
    expect(draft).toMatchObject({ is_draft: true, tracks: [{ start_time: "PT5M" }, {}] });
    const tracks = client.drafts.tracks({ tracklistId: id });
    expect(await tracks.add(track(1, "Opening", "00:00:00"))).toMatchObject({ position: 1 });
    const conflict = tracks.updateTimes(2, { start_time: "00:05:00", end_time: "00:12:00" });
    expect(await rejection(conflict)).toBeInstanceOf(BadRequestError);
    const fine = await tracks.updateTimes(2, { start_time: "00:05:00", end_time: "00:09:30" });
    expect(fine).toMatchObject({ title: "Low Tide", start_time: "PT5M", end_time: "PT9M30S" });

    const reordered = await tracks.reorder({ from_position: 3, to_position: 2 });
    expect(reordered.map(({ title }) => title)).toEqual(["Opening", "Harbour Lights", "Low Tide"]);
    const audio_duration = "00:15:00";
    const before = await tracks.validateTimes({ audio_duration });
    expect(before).toMatchObject({ is_valid: false, track_count: 3 });
    const early = await rejection(client.drafts.publish(id));
    expect(early).toBeInstanceOf(BadRequestError);
    const timed = await tracks.calculateEndTimes({ audio_duration });
    expect(timed.map(({ end_time }) => end_time)).toEqual(["PT5M", "PT10M", "PT15M"]);
    const strict = await tracks.validateTimes({ audio_duration, allow_gaps: false });
    expect(strict).toEqual({ is_valid: true, issues: [], track_count: 3 });
    await tracks.updateTimes(1, { start_time: "00:00:00", end_time: "00:04:00" });
    expect((await tracks.validateTimes({ audio_duration, allow_gaps: false })).is_valid).toBe(
      false,
    );
    expect((await tracks.validateTimes({ audio_duration })).is_valid).toBe(true);

    expect(await client.drafts.publish(id)).toMatchObject({ is_draft: false });
    expect(await rejection(client.drafts.publish(id))).toBeInstanceOf(BadRequestError);
    await tracks.delete(3);

    const made = await client.cue.generateFor(id, { format: "cdj" });
    const cueId = String(made.cue_file_id);
    expect(await client.cue.files.get(cueId)).toMatchObject({ tracklist_id: id, is_active: true });
    const { data, response } = await client.cue.files.download(cueId).withResponse();
    const sheet = await data.text();
    expect(sheet.split("\r\n").slice(0, 3)).toEqual([
      'FILE "mix.wav" WAVE',
      "  TRACK 01 AUDIO",
      '    TITLE "Opening"',
    ]);
    expect(sheet).toContain('TITLE "Harbour Lights"');
    expect(sheet).not.toContain("Low Tide");
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "application/x-cue",
      "content-disposition": `attachment; filename=cdj_${cueId.slice(0, 8)}_v1.cue`,
      "x-file-format": "cdj",
      "x-file-version": "1",
    });

    expect(await client.cue.files.delete(cueId)).toMatchObject({ deletion_type: "soft" });
    expect((await client.cue.files.list()).items).toEqual([]);
    expect((await client.cue.files.get(cueId)).is_active).toBe(false);
  });

  it("13: refuse times that only the lenient operations take", async () => {
    const { client, prism } = await givenTracklists();
    const tracks = [track(1, "Low Tide", "05:00")];
    const refused = client.drafts.create({ audio_file_id: audioFileId, tracks });
    expect(await rejection(refused)).toBeInstanceOf(ValidationError);
    const { id } = await client.drafts.create({ audio_file_id: audioFileId });
    const draft = client.drafts.tracks({ tracklistId: id });
    const times = ["05:00", "300", "5.0", "nonsense"];
    const read: unknown[] = [];
    for (const time of times) read.push((await draft.add(track(1, "A", time))).start_time);
    expect(read).toEqual(["PT5M", "PT5M", "PT5M", "PT0S"]);
    // The document knows which texts are times.
    expect(prism.takeViolations().map(place)).toEqual([
      "request of POST /api/v1/tracklists/manual: body.tracks.0.start_time (pattern)",
      `request of POST /api/v1/tracklists/${id}/tracks: body.start_time (pattern)`,
    ]);
  });

  it("13: list CUE sheets page by page", async () => {
    const { server, client } = await givenTracklists();
    const { id } = await client.drafts.create({ audio_file_id: audioFileId });
    for (const format of ["cdj", "traktor", "kodi"] as const)
      await client.cue.generateFor(id, { format });
    const formats: string[] = [];
    for await (const { format } of client.cue.files.list({ limit: 2 })) formats.push(format);
    expect(formats).toEqual(["cdj", "traktor", "kodi"]);
    expect(server.count("GET", "/api/v1/cue/files")).toBe(2);
    const one = await client.cue.files.list({ tracklist_id: id, format: "kodi" });
    expect([one.items.length, one.total]).toEqual([1, 1]);
  });
});

describe("versions and synchronisation [Tracktion workflow 14]", () => {
  it("14: can be compared, gone back to, and settled", async () => {
    const { server, client } = await givenTracklists();
    const { id: tracklistId } = await client.drafts.create({ audio_file_id: audioFileId });
    for (const title of ["Low Tide", "Harbour Lights"]) {
      const tracks = [{ position: 1, artist: "Okari", title, start_time: "PT0S" }];
      await client.drafts.update(tracklistId, { tracks });
    }
    const versions = client.versions({ tracklistId });
    const numbers: number[] = [];
    const ids: string[] = [];
    for await (const version of versions.list({ limit: 1 })) {
      numbers.push(version.version_number);
      ids.push(version.version_id);
    }
    expect(numbers).toEqual([3, 2, 1]);
    expect(server.count("GET", "/api/v1/tracklists/{id}/versions")).toBe(4);
    const [latest = "", former = ""] = ids;
    const { differences } = await versions.compare({ version1: former, version2: latest });
    expect(differences).toEqual({ added: ["Harbour Lights"], removed: ["Low Tide"] });
    const back = await versions.rollback(former, { version_id: former });
    expect(back).toMatchObject({ status: "success", rolled_back_to: former });
    const [current] = (await versions.list({ limit: 1 })).items;
    expect(current).toMatchObject({ version_number: 4, is_current: true });
    const stored = server.state.tracklists.get(tracklistId);
    expect(stored?.tracks.map(({ title }) => title)).toEqual(["Low Tide"]);

    const sync = client.sync({ tracklistId });
    const conflicts = client.conflicts({ tracklistId });
    expect(await conflicts.list()).toMatchObject({ pending_conflicts: [] });
    server.state.nextConflicts = ["Low Tide"];
    const started = await sync.start({ source: "1001tracklists", force: true });
    expect(started).toMatchObject({ status: "conflict", tracklist_id: tracklistId });
    const { pending_conflicts } = await conflicts.list();
    expect(pending_conflicts).toHaveLength(1);
    const conflict_id = String(stored?.conflicts[0]?.id);
    expect(JSON.stringify(pending_conflicts)).toContain(conflict_id);
    const resolutions = [{ conflict_id, strategy: "keep_current" as const }];
    expect(await conflicts.resolve({ resolutions })).toMatchObject({ resolutions_applied: 1 });
    expect(await sync.getStatus()).toMatchObject({
      is_syncing: false,
      latest_event: { status: "completed" },
    });
  });
});

describe("batches [Tracktion workflow 15]", () => {
  it("15: go on to their end, or are cancelled", async () => {
    const { client, prism } = await givenTracklists();
    const urls = ["a", "b", "c"].map((name) => `https://1001tracklists.com/tracklist/${name}`);
    const { batch_id, total_jobs } = await client.batches.create({ urls, priority: "low" });
    expect(total_jobs).toBe(3);
    const progress: number[] = [];
    for (const _ of [0, 1, 2, 3])
      progress.push((await client.batches.getStatus(batch_id)).progress_percentage);
    expect(progress).toEqual([0, 33.3, 66.7, 100]);
    expect(await client.batches.getStatus(batch_id)).toMatchObject({ status: "completed" });

    const other = await client.batches.create({ urls });
    expect(await client.batches.cancel(other.batch_id)).toMatchObject({ status: "success" });
    expect((await client.batches.getStatus(other.batch_id)).status).toBe("cancelled");
    const foreign = client.batches.create({ urls: ["https://elsewhere.example/tracklist/a"] });
    expect(await rejection(foreign)).toBeInstanceOf(ValidationError);
    const departed = "request of POST /api/v1/batch: body.urls.0 (pattern)";
    expect(prism.takeViolations().map(place)).toEqual([departed]);
    expect(await rejection(client.batches.getStatus("none"))).toBeInstanceOf(NotFoundError);
  });
});

describe("recordings [Tracktion workflow 16]", () => {
  const submitted = async () => {
    const setup = await givenAnalysis();
    const { id } = await setup.client.recordings.submit({ file_path: "/music/a.flac" });
    return { ...setup, id };
  };

  it("16: are analysed step by step", async () => {
    const { client, id } = await submitted();
    const task = await client.analysis.start({ recording_id: id, analysis_types: ["bpm", "key"] });
    expect(task).toMatchObject({ recording_id: id, status: "queued" });
    const seen: [string, number][] = [];
    for (const _ of [0, 1, 2]) {
      const { status, progress } = await client.analysis.get(id);
      seen.push([status, progress]);
    }
    expect(seen).toEqual([
      ["pending", 0],
      ["processing", 0.5],
      ["completed", 1],
    ]);
    const { results } = await client.analysis.get(id);
    expect(results.map(({ type }) => type)).toEqual(["bpm", "key"]);
    const unknown = client.analysis.get("b2d6a1f4-0000-4000-8000-00000000dead");
    expect(await rejection(unknown)).toMatchObject({ status: 404 });
  });

  it("16: tell of their analysis while it goes on", async () => {
    const { client, id } = await submitted();
    const names: (string | undefined)[] = [];
    const progress: unknown[] = [];
    for await (const { event, data } of await client.streaming.events(id)) {
      names.push(event);
      if ("progress" in data) progress.push(data.progress);
    }
    expect(names).toEqual(["started", ...Array(4).fill("progress"), "complete"]);
    expect(progress).toEqual([25, 50, 75, 100]);
    const unknown: (string | undefined)[] = [];
    for await (const { event } of await client.streaming.events("none")) unknown.push(event);
    expect(unknown).toEqual(["error"]);
  });

  it("16: are processed line by line, wherever a piece ends", async () => {
    const { client, id } = await submitted();
    const { id: second } = await client.recordings.submit({ file_path: "/music/b.flac" });
    const { data, response } = await client.streaming
      .processAll([id, second, id], { batch_size: 2 })
      .withResponse();
    const lines: unknown[] = [];
    for await (const line of data) lines.push(line);
    expect(lines).toMatchObject([
      { recording_id: id, status: "processed", timestamp: 100.5 },
      { recording_id: second, timestamp: 101.5 },
      { recording_id: id, timestamp: 102.5 },
    ]);
    expect(response.headers.get("x-total-count")).toBe("3");
    expect(response.headers.get("x-batch-size")).toBe("2");
  });

  it("16: are heard in whole or in part", async () => {
    const { server, client, id } = await submitted();
    server.state.audio = "0123456789abcdef";
    expect(await (await client.streaming.audio(id)).text()).toBe("0123456789abcdef");
    const byHeader = await client.streaming
      .audio(id, undefined, { Range: "bytes=2-5" })
      .withResponse();
    expect(byHeader.response.status).toBe(206);
    expect(byHeader.response.headers.get("content-range")).toBe("bytes 2-5/16");
    expect(await byHeader.data.text()).toBe("2345");
    const byQuery = await client.streaming.audio(id, { start_byte: 12, end_byte: 99 });
    expect(await byQuery.text()).toBe("cdef");
  });
});
