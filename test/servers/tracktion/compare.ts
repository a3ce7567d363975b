// Compares secrets without telling by the time taken how much of them is right.
import { timingSafeEqual } from "node:crypto";

export function isSameText(left: string, right: string): boolean {
  const [one, other] = [Buffer.from(left), Buffer.from(right)];
  return one.byteLength === other.byteLength && timingSafeEqual(one, other);
}
