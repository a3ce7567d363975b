// Methods of a second factor, by user. Codes are never checked beyond their shape.
import { randomUUID } from "node:crypto";

export const mfaTypes = ["totp", "sms", "email", "backup_codes", "web_authn", "push"] as const;

export type MfaType = (typeof mfaTypes)[number];

/** One method; it counts once it is verified. */
export interface MfaMethod {
  readonly id: string;
  readonly type: MfaType;
  readonly name: string;
  readonly createdAt: number;
  isVerified: boolean;
  isPrimary: boolean;
  lastUsed: number | null;
}

export interface MfaStore {
  /** A user's verified methods, oldest first. */
  methodsOf(userId: string): MfaMethod[];
  add(userId: string, type: MfaType, name: string, now: number): MfaMethod;
  /** Unknown ids change nothing: the real server says yes to any. */
  verify(userId: string, methodId: string): void;
  makePrimary(userId: string, methodId: string): void;
  remove(userId: string, methodId: string): void;
  removeAll(userId: string): void;
}

export function createMfaStore(): MfaStore {
  const methods = new Map<string, MfaMethod[]>();
  const all = (userId: string): MfaMethod[] => methods.get(userId) ?? [];
  const methodsOf = (userId: string) => all(userId).filter(({ isVerified }) => isVerified);
  return {
    methodsOf,
    add(userId, type, name, now) {
      const state = { isVerified: false, isPrimary: false, lastUsed: null };
      const method: MfaMethod = { id: randomUUID(), type, name, createdAt: now, ...state };
      methods.set(userId, [...all(userId), method]);
      return method;
    },
    verify(userId, methodId) {
      const isFirst = methodsOf(userId).length === 0;
      const method = all(userId).find(({ id }) => id === methodId);
      if (method) Object.assign(method, { isVerified: true, isPrimary: isFirst });
    },
    makePrimary(userId, methodId) {
      const known = methodsOf(userId);
      if (!known.some(({ id }) => id === methodId)) return;
      for (const method of known) method.isPrimary = method.id === methodId;
    },
    remove: (userId, methodId) =>
      void methods.set(
        userId,
        all(userId).filter(({ id }) => id !== methodId),
      ),
    removeAll: (userId) => void methods.delete(userId),
  };
}
