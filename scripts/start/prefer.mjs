// A fetch that tells Prism which documented answer to give to the next request, and only to that one.

/** `{ fetch, answerNext }`: `answerNext("code=429")` affects one request; a retry gets the usual answer. */
export const createPreferringFetch = () => {
  let prefer;
  return {
    answerNext(preference) {
      prefer = preference;
    },
    async fetch(input, init) {
      const request = new Request(input, init);
      if (prefer !== undefined) request.headers.set("Prefer", prefer);
      prefer = undefined;
      return fetch(request);
    },
  };
};
