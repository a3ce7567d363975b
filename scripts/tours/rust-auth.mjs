// A short tour of the Rust Auth Service: log in, read, outlive a token, live through a 503, catch a conflict.
import { AuthClient, AuthError } from "clientwright/rust-auth";
import { createPreferringFetch } from "../start/prefer.mjs";
import { caught } from "../start/tour.mjs";

const account = { email: "tove.ahlgren@example.org", password: "Str0ng&Silent!" };

export const tour = async ({ url, step }) => {
  const { fetch, answerNext } = createPreferringFetch();
  let requests = [];
  const client = new AuthClient(url, {
    fetch: (input, init) => {
      requests.push(new URL(new Request(input).url).pathname);
      return fetch(input, init);
    },
  });
  const demandRequests = (...wanted) => {
    if (requests.join() !== wanted.join()) throw new Error(`saw requests for ${requests}`);
  };

  await step("healthCheck() after a 503", async () => {
    answerNext("code=503");
    const { status, version } = await client.healthCheck();
    demandRequests("/health", "/health");
    return `${status}, version ${version}, at the second attempt`;
  });

  await step("login(email, password)", async () => {
    const { user, expiresIn } = await client.login(account.email, account.password);
    return `${user.fullName}, for ${expiresIn} s`;
  });

  await step("getCurrentUser() after a 401", async () => {
    requests = [];
    answerNext("code=401");
    const user = await client.getCurrentUser();
    demandRequests("/auth/me", "/auth/refresh", "/auth/me");
    return `${user.email}, with a renewed token`;
  });

  await step('updateProfile({ firstName: "Tuva" })', async () => {
    const user = await client.updateProfile({ firstName: "Tuva" });
    return user.fullName;
  });

  await step("register({ … }) of a known address", async () => {
    answerNext("code=409");
    const names = { firstName: "Tove", lastName: "Ahlgren" };
    const error = await caught(() => client.register({ ...account, ...names }), AuthError);
    return `${error.name} ${error.statusCode}: ${error.code}`;
  });

  await step("logout()", async () => {
    await client.logout();
    return client.isAuthenticated() ? "still signed in" : "signed out";
  });

  await client.close();
};
