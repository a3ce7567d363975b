/** The guide's error classes. What an error knows is decided by whoever makes it. */
import {
  type AnyMethod,
  ClientwrightError,
  type ErrorInit,
  isRecord,
  textOf,
} from "../runtime/index.js";

/** What an error may know; its class fills in what is missing. */
export type NdiErrorInit = Partial<ErrorInit>;

/**
 * Any failure of a call of this client. Every one that an answer caused has `status`, `url`, `method`, `body` and
 * `headers`, and `code` where the server names one. It is also `instanceof` the class of `clientwright/runtime` that
 * names the same failure. [NDI-113, NDI-117]
 */
export class NdiError extends ClientwrightError {
  constructor(message = "The call of NDI Cloud failed", init: NdiErrorInit = {}) {
    super(message, { kind: "answer", ...init });
  }

  /** Method of the request; undefined when none was made. */
  get method(): AnyMethod | undefined {
    return this.operation?.method;
  }

  override get name(): string {
    return "NdiError";
  }
}

/** 401, a login that failed, or no credentials to send. [NDI-009, NDI-115] */
export class NdiAuthError extends NdiError {
  override get name(): string {
    return "NdiAuthError";
  }
}

/** 403: the credentials are good, but not for this. Check the access to the organization. [NDI-116] */
export class NdiPermissionError extends NdiAuthError {
  override get name(): string {
    return "NdiPermissionError";
  }
}

/** An answer that has no class of its own, or a success that cannot be read. [NDI-119] */
export class NdiApiError extends NdiError {
  /** Release of MATLAB that a run needs a license for. */
  get requiredRelease(): string | undefined {
    return isRecord(this.body) ? textOf(this.body.requiredRelease) : undefined;
  }

  override get name(): string {
    return "NdiApiError";
  }
}

/** 404: there is no such thing, or not yet: reads lag a moment behind. `url` tells which. [NDI-117] */
export class NdiNotFoundError extends NdiApiError {
  override get name(): string {
    return "NdiNotFoundError";
  }
}

/** 500 and above: the server failed. [NDI-118] */
export class NdiServerError extends NdiApiError {
  /** Whether the gateway gave up waiting (504). The server may still finish what was asked. */
  get timeout(): boolean {
    return this.status === 504;
  }

  override get name(): string {
    return "NdiServerError";
  }
}

/** No answer: refused, not found, reset. `code` is the system's, e.g. `ECONNREFUSED`. [NDI-172] */
export class NdiConnectionError extends NdiError {
  constructor(message = "The connection failed", init: NdiErrorInit = {}) {
    super(message, { ...init, kind: "connection" });
  }

  override get name(): string {
    return "NdiConnectionError";
  }
}

/** No answer in time. [NDI-172] */
export class NdiTimeoutError extends NdiError {
  constructor(message = "The call took too long", init: NdiErrorInit = {}) {
    super(message, { ...init, kind: "timeout" });
  }

  override get name(): string {
    return "NdiTimeoutError";
  }
}

/** An argument that cannot be sent; nothing was. [NDI-172] */
export class NdiValidationError extends NdiError {
  constructor(message = "The call makes no sense", init: NdiErrorInit = {}) {
    super(message, { ...init, kind: "validation" });
  }

  override get name(): string {
    return "NdiValidationError";
  }
}

/** The client is not set up for this call; nothing was sent. [NDI-172] */
export class NdiConfigError extends NdiError {
  constructor(message = "The client is not set up for this call", init: NdiErrorInit = {}) {
    super(message, { ...init, kind: "config" });
  }

  override get name(): string {
    return "NdiConfigError";
  }
}

/** The file storage did not take the bytes. [NDI-083, NDI-084] */
export class NdiUploadError extends NdiError {
  override get name(): string {
    return "NdiUploadError";
  }
}

/** The file storage did not give the bytes, or has none. [NDI-151] */
export class NdiDownloadError extends NdiError {
  override get name(): string {
    return "NdiDownloadError";
  }
}

/** A synchronisation that failed; what it is about is in `details`. */
export class NdiSyncError extends NdiError {
  override get name(): string {
    return "NdiSyncError";
  }
}
