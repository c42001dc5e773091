// Talks to the server this page came from, with the token of this tab.

const TOKEN = "pinnokio.token";

export class Unauthenticated extends Error {}

export const token = {
  get: () => sessionStorage.getItem(TOKEN),
  set: (value) => sessionStorage.setItem(TOKEN, value),
  clear: () => sessionStorage.removeItem(TOKEN),
};

async function send(path, options = {}) {
  const headers = { ...options.headers };
  if (token.get()) headers.Authorization = `Bearer ${token.get()}`;
  const response = await fetch(path, { ...options, headers, cache: "no-store", credentials: "omit", redirect: "error" });
  if (response.status === 401) throw new Unauthenticated("The token is not accepted.");
  return response;
}

export async function getJson(path) {
  return (await send(path)).json();
}

export async function getText(path) {
  const response = await send(path);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.text();
}

/** Sends an envelope, given as JSON text; returns the answer as text, with what its headers say. */
export async function call(envelope) {
  const began = performance.now();
  const response = await send("/rpc", { method: "POST", headers: { "Content-Type": "application/json" }, body: envelope });
  const text = await response.text();
  return {
    status: response.status,
    text,
    body: JSON.parse(text),
    traceId: response.headers.get("X-Trace-Id"),
    replayed: response.headers.get("Idempotency-Replayed") === "true",
    milliseconds: performance.now() - began,
  };
}

/** The data of a call that must succeed. */
export async function data(method, kwargs, userId) {
  const answer = await call(JSON.stringify({ method, kwargs, user_id: userId }));
  if (!answer.body.ok) throw new Error(`${answer.body.error.code}: ${answer.body.error.message}`);
  return answer.body.data;
}
