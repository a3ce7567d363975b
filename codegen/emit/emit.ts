/** From the model to the text of every file. Never sees OpenAPI, but for handing the document to schema.ts. */
import type { Api } from "../model/types.js";
import { emitClient } from "./client.js";
import { emitEnumerations } from "./enumerations.js";
import { emitErrors } from "./errors.js";
import { emitEvents } from "./events.js";
import { emitIndex } from "./index-file.js";
import { emitModels } from "./models.js";
import type { EmitContext, OutputFile } from "./output.js";
import { checkFiles } from "./project.js";
import { emitRequests } from "./requests.js";
import { emitResources } from "./resources.js";
import { emitSchema } from "./schema.js";
import { emitServices } from "./services.js";
import { emitServicesClient } from "./services-client.js";
import { emitTypeTest, type TypeTestPlace } from "./type-test.js";

/** What a caller decides about the output. */
export interface EmitOptions {
  readonly source: string;
  readonly command: string;
  readonly extension: string;
  readonly runtime: string;
  readonly typeTest?: TypeTestPlace;
}

/** Every file of an API's client, by path. */
export const emit = async (
  api: Api,
  document: object,
  options: EmitOptions,
): Promise<OutputFile[]> => {
  const context: EmitContext = { api, ...options };
  const files = [
    ...emitModels(context),
    ...emitEnumerations(context),
    ...emitRequests(context),
    ...emitResources(context),
    ...emitServices(context),
    emitClient(context),
    ...emitServicesClient(context),
    emitErrors(context),
    ...emitEvents(context),
    emitIndex(context),
    ...(options.typeTest === undefined ? [] : [emitTypeTest(context, options.typeTest)]),
  ];
  checkFiles(files);
  return [{ path: "schema.ts", text: await emitSchema(document) }, ...files];
};
