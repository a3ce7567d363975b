/** A promise that a test settles by hand: what waits for it goes on when the test says so. */

export interface Gate {
  /** Settles when the gate is opened. */
  readonly opened: Promise<void>;
  open(): void;
}

export const createGate = (): Gate => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
};
