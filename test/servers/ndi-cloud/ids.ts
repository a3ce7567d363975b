// Ids that the server gives out: 24 hexadecimal digits, as its database makes them.

/** Makes ids that no other call has got. */
export type IdSource = () => string;

export function createIds(): IdSource {
  let last = 0;
  return () => {
    last += 1;
    return `70a1b2c3d4e5f6${last.toString(16).padStart(10, "0")}`;
  };
}

export function isObjectId(id: string): boolean {
  return /^[0-9a-f]{24}$/i.test(id);
}

/** Unix milliseconds as the server writes them, `2030-02-03T04:05:06.007Z`. */
export function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
