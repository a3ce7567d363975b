/** Bytes as text, with what every platform has. Pure. */

/** UTF-8 bytes of a text; bytes stay as they are. */
export function bytesOf(value: string | Uint8Array): Uint8Array<ArrayBuffer> {
  return typeof value === "string" ? new TextEncoder().encode(value) : new Uint8Array(value);
}

/** Lower-case hexadecimal. */
export function hex(value: string | Uint8Array): string {
  return [...bytesOf(value)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Base64 with padding (RFC 4648, section 4). */
export function base64(value: string | Uint8Array): string {
  // One character per byte, not spread into arguments: bodies may be long.
  const binary = bytesOf(value).reduce((text, byte) => text + String.fromCharCode(byte), "");
  return btoa(binary);
}

/** Base64 for URLs, without padding (RFC 4648, section 5). */
export function base64Url(value: string | Uint8Array): string {
  return base64(value).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Bytes of base64 for URLs, padded or not (RFC 4648, section 5); undefined when the text is none. */
export function fromBase64Url(text: string): Uint8Array | undefined {
  const base = text.replaceAll("-", "+").replaceAll("_", "/").replace(/=+$/, "");
  if (!/^[A-Za-z0-9+/]*$/.test(base) || base.length % 4 === 1) return undefined;
  const binary = atob(base.padEnd(Math.ceil(base.length / 4) * 4, "="));
  return Uint8Array.from(binary, (sign) => sign.charCodeAt(0));
}
