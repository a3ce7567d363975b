/** Reads a multipart body by its grammar (RFC 2046, section 5.1.1). */

export interface Part {
  readonly name: string | undefined;
  readonly type: string | undefined;
  readonly bytes: Uint8Array;
}

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

const readPart = (text: string): Part | undefined => {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const head = Buffer.from(text.slice(0, end), "latin1").toString("utf8");
  const name = /^content-disposition: form-data; name="([^"]*)"/im.exec(head)?.[1];
  return {
    name: name?.replaceAll("%22", '"').replaceAll("%0D", "\r").replaceAll("%0A", "\n"),
    type: /^content-type: (.*)$/im.exec(head)?.[1]?.trim(),
    bytes: Buffer.from(text.slice(end + 4), "latin1"),
  };
};

/** The parts of a body; undefined when it is no multipart body. */
export const readMultipart = (bytes: Uint8Array, type: string): Part[] | undefined => {
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary === undefined) return undefined;
  const pieces = `\r\n${latin1(bytes)}`.split(`\r\n--${boundary}`);
  const last = pieces.pop();
  const [preamble, ...parts] = pieces;
  if (preamble !== "" || last?.trim() !== "--") return undefined;
  const read = parts.map((piece) => readPart(piece.replace(/^[ \t]*\r\n/, "")));
  return read.every((part) => part !== undefined) ? read : undefined;
};
