/** Ends a body when its request is given up. */

/**
 * The same stream until the signal aborts; then its source is let go and nothing more is read. The `fetch` of Node reads
 * the rest of a body to its end after an abort, which for a large file is most of it.
 */
export function untilAborted(
  stream: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): ReadableStream<Uint8Array> {
  const reader = stream.getReader();
  let stop = (): void => undefined;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        stop = () => {
          controller.error(signal.reason);
          // A source that fails while it is let go has nothing to tell: the call has its reason.
          reader.cancel(signal.reason).catch(() => undefined);
        };
        signal.addEventListener("abort", stop, { once: true });
      },
      async pull(controller) {
        const { done, value } = await reader.read();
        if (signal.aborted) return;
        if (!done) return controller.enqueue(value);
        signal.removeEventListener("abort", stop);
        controller.close();
      },
      cancel(reason) {
        signal.removeEventListener("abort", stop);
        return reader.cancel(reason);
      },
    },
    // Nothing is read before it is asked for.
    { highWaterMark: 0 },
  );
}
