/** What the service answers. */
import type { AnswerParts } from "../../../src/testing/answers.js";

/** An account as the service shows it. */
export const mara = {
  user_id: "3f0b8f6e-1f7b-4c55-9a39-0d6a5b1f2c01",
  email: "mara.quill@example.org",
  first_name: "Mara",
  last_name: "Quill",
  role: "user",
  is_active: true,
  email_verified: true,
  last_login: "2026-01-04T07:00:01.5Z",
  created_at: "2026-01-03T09:15:42.318204517Z",
  updated_at: "2026-01-04T07:00:01.5Z",
};

/** An account under the names that the guide shows. */
export const ivo = {
  id: "u-77",
  email: "ivo@example.org",
  first_name: "Ivo",
  last_name: "Lark",
  is_active: true,
  is_verified: true,
  role: "user",
  created_at: "2025-12-01T00:00:00Z",
  updated_at: "2025-12-02T10:00:00Z",
};

/** A week, in seconds. */
export const week = 604_800;

/** A login as the service answers it: `access-n` and `refresh-n`. */
export function tokens(number = 1, parts: object = {}): AnswerParts {
  return {
    json: {
      user: mara,
      access_token: `access-${number}`,
      refresh_token: `refresh-${number}`,
      expires_in: week,
      ...parts,
    },
  };
}

/** A login as the guide's fixtures have it. */
export const guideLogin: AnswerParts = {
  json: { access_token: "tok-access-2", token_type: "Bearer", expires_in: 3600, user: ivo },
};

/** What most refusals of the service are. */
export const empty = (status: number, headers: Record<string, string> = {}): AnswerParts => {
  return { status, headers };
};

/** An error that the service words itself. */
export function nested(status: number, code: string, message: string): AnswerParts {
  const error = { code, message, request_id: "8d1b6f54-20a5-4b8e-9a61-8a6a2dfb1a11" };
  return { status, json: { error, timestamp: "2026-01-03T09:15:42.000123+00:00" } };
}
