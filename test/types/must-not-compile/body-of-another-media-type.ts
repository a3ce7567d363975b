/** a body goes with the media type that its call chooses */
import type { MediaTypesApi } from "../../golden/media-types/expected/index.js";

export const mistake = ({ pets }: MediaTypesApi) =>
  // error: TS2769 No overload matches this call
  pets.add({ name: "Rex" }, { contentType: "application/xml" });
