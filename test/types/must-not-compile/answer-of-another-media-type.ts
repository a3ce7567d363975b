/** an answer has the type of the media type that its call asks for */
import type { MediaTypesApi, Pet } from "../../golden/media-types/expected/index.js";

export const mistake = async ({ pets }: MediaTypesApi): Promise<Pet | undefined> =>
  // error: TS2322 Type 'string | undefined' is not assignable to type
  pets.add({ name: "Rex" }, { accept: "application/xml" });
