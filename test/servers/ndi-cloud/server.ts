// Starts the NDI Cloud test server, its file storage and a double of Crossref.
import type { RequestMatch } from "../support/request-log.js";
import { type ScriptedServer, startScriptedServer } from "../support/scripted-server.js";
import { createApplication, version } from "./application.js";
import { type CrossrefServer, startCrossrefServer } from "./crossref.js";
import { type NdiCloudServerOptions, settingsFrom } from "./options.js";
import { createState, type NdiCloudState } from "./state.js";
import { type StorageServer, startStorageServer } from "./storage/storage-server.js";
import { createTasks } from "./tasks.js";
import { usualAnswer } from "./usual-answers.js";

/** A running server. Templates of requests begin with the version: `GET /v1/datasets/{id}`. */
export interface NdiCloudServer extends ScriptedServer {
  /** Origin and version, for clients. */
  readonly baseUrl: string;
  /** What the server remembers; may be changed. */
  readonly state: NdiCloudState;
  /** The file storage, at another origin. */
  readonly storage: StorageServer;
  /** The double of Crossref, at a third origin. */
  readonly crossref: CrossrefServer;
  /** The next matching request does what it should, and is answered with 504 all the same. */
  timeOutNext(match: RequestMatch): void;
}

/** As the gateway has it. */
const bodyLimit = 10_485_760;

/** Listens on free ports of 127.0.0.1. */
export async function startNdiCloudServer(
  options: NdiCloudServerOptions = {},
): Promise<NdiCloudServer> {
  const settings = settingsFrom(options);
  const tasks = createTasks(settings.now);
  const storage = await startStorageServer({
    now: settings.now,
    addressSeconds: settings.addressSeconds,
    oddities: settings.oddities,
    directory: options.storageDirectory,
    runDue: tasks.runDue,
  });
  const crossref = await startCrossrefServer();
  const state = createState(settings, storage, tasks);
  const { answer, timeOutNext } = createApplication(state);
  const api = await startScriptedServer(
    {
      bodyLimit,
      answer,
      usualAnswer: (_, status) => usualAnswer(status, settings.oddities),
      scriptedHeaders: () => ({}),
    },
    options.tls,
  );
  const close = async () => {
    await Promise.all([api.close(), storage.close(), crossref.close()]);
  };
  const baseUrl = api.url + version;
  return {
    ...api,
    ...{ baseUrl, state, storage, crossref, timeOutNext, close },
    [Symbol.asyncDispose]: close,
  };
}
