// Callers of the NeuroGraph server for its own tests.
import { type Caller, createCaller, type Reply } from "../support/caller.js";
import type { NeuroGraphServer } from "./server.js";

/** A caller with a bearer credential, or none. */
export function callerFor(server: NeuroGraphServer, credential?: string): Caller {
  return createCaller(server.url, credential);
}

/** Logs in one of the default users. */
export async function loggedIn(server: NeuroGraphServer, username = "developer"): Promise<Caller> {
  return callerFor(server, String((await login(server, username)).at("access_token")));
}

/** The login answer itself. */
export function login(server: NeuroGraphServer, username = "developer"): Promise<Reply> {
  const body = { username, password: `${username}123` };
  return callerFor(server)("POST /api/v1/auth/login", { body });
}
