/** Puts headers on a request. */

/** A request with these headers set; the body goes over to it, the one that was given is spent. */
export function withHeaders(request: Request, added: Readonly<Record<string, string>>): Request {
  const headers = new Headers(request.headers);
  for (const [name, value] of Object.entries(added)) headers.set(name, value);
  return new Request(request, { headers });
}
