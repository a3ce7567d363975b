// Whether the server is well.
import { jsonAnswer } from "../../support/answers.js";
import type { Route } from "../call.js";
import { api } from "../paths.js";

export const systemRoutes: readonly Route[] = [
  {
    method: "GET",
    path: `${api}/health`,
    guards: [],
    handle({ state: { health } }) {
      const isWell = health.database_status === "online" && health.cache_status === "online";
      return jsonAnswer(isWell ? 200 : 500, health);
    },
  },
];
