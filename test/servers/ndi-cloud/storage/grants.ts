// Addresses that hold their own permission: for one method and one object, for a while.
import { randomBytes } from "node:crypto";
import type { StoredObject } from "./objects.js";

/** Takes note of an object. */
export type OnStored = (object: StoredObject) => Promise<void> | void;

/** What an address permits. */
export interface Grant {
  readonly method: "PUT" | "GET";
  readonly key: string;
  readonly expiresAtMs: number;
  /** Told of the object that was put, before the storage answers. */
  readonly onStored?: OnStored;
}

/** All permissions ever given, by signature. */
export interface Grants {
  readonly all: Map<string, Grant>;
  /** Path and query of a new address. */
  add(grant: Grant): string;
}

export function createGrants(): Grants {
  const all = new Map<string, Grant>();
  return {
    all,
    add(grant) {
      const signature = randomBytes(16).toString("hex");
      all.set(signature, grant);
      const path = grant.key.split("/").map(encodeURIComponent).join("/");
      const expires = Math.floor(grant.expiresAtMs / 1_000);
      return `/${path}?X-Amz-Expires=${expires}&X-Amz-Signature=${signature}`;
    },
  };
}
