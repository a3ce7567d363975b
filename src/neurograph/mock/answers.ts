/** Answers of the mock API as HTTP responses in the documented wire format. */

/** A JSON answer. */
export function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json" },
  });
}

/** 204. */
export function noContent(): Response {
  return new Response(null, { status: 204 });
}

/** 404 for a resource. */
export function notFound(resource: string, id: string): Response {
  const details = { resource_type: resource, resource_id: id };
  return failure(404, "RESOURCE_NOT_FOUND", `${resource} not found`, details);
}

/** 422 for one field of the body. */
export function invalidField(field: string, message: string, type: string): Response {
  const errors = [{ field: `body.${field}`, message, type }];
  return failure(422, "VALIDATION_ERROR", "Request validation failed", { errors, count: 1 });
}

/** An error body of the structured shape. */
export function failure(
  status: number,
  code: string,
  message: string,
  details?: Readonly<Record<string, unknown>>,
): Response {
  return json(status, { success: false, error: { code, message, ...(details && { details }) } });
}
