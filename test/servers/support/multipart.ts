// Takes a multipart/form-data body apart (RFC 7578); knows nothing about any API.

/** One part of a form. */
export interface FormPart {
  readonly name: string;
  /** Undefined for a part that is no file. */
  readonly filename: string | undefined;
  /** What the part says it is; empty when it says nothing. */
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** The parts in order; undefined when the media type is another or names no boundary. */
export function readForm(contentType: string, body: Buffer): FormPart[] | undefined {
  const [, quoted, bare] =
    /^multipart\/form-data;.*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined) return undefined;
  return piecesOf(body, Buffer.from(`--${boundary}`)).flatMap(readPart);
}

/** What lies between the delimiters: line break, part, line break. */
function piecesOf(body: Buffer, delimiter: Buffer): Buffer[] {
  const pieces: Buffer[] = [];
  let start = body.indexOf(delimiter);
  for (;;) {
    const from = start + delimiter.length;
    const end = start < 0 ? -1 : body.indexOf(delimiter, from);
    if (end < 0) return pieces;
    pieces.push(body.subarray(from + 2, end - 2));
    start = end;
  }
}

function readPart(piece: Buffer): FormPart[] {
  const middle = piece.indexOf("\r\n\r\n");
  if (middle < 0) return [];
  const head = piece.subarray(0, middle).toString("utf8");
  const disposition = headerIn(head, "content-disposition");
  const name = parameterIn(disposition, "name");
  if (name === undefined) return [];
  const filename = parameterIn(disposition, "filename");
  const contentType = headerIn(head, "content-type");
  return [{ name, filename, contentType, bytes: piece.subarray(middle + 4) }];
}

function headerIn(head: string, name: string): string {
  const line = head.split("\r\n").find((each) => each.toLowerCase().startsWith(`${name}:`));
  return line?.slice(name.length + 1).trim() ?? "";
}

/** Quotes and line breaks within a name are percent-encoded (RFC 7578, section 2). */
function parameterIn(disposition: string, name: string): string | undefined {
  const value = new RegExp(`[; ]${name}="([^"]*)"`).exec(disposition)?.[1];
  return value?.replaceAll("%22", '"').replaceAll("%0D", "\r").replaceAll("%0A", "\n");
}
