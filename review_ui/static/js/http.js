// Requests to our own server: the page's token on every change, and failures as sentences.
export class Refused extends Error {
  constructor(status, body) {
    super([body.message, body.next].filter(Boolean).join(" "));
    this.status = status;
    this.code = body.code || "";
    this.where = body.where || "";
    this.login = body.login || "";
  }
}

const token = document.querySelector('meta[name="csrf"]')?.content ?? "";

async function checked(response) {
  if (response.ok) return response;
  let body = {};
  try {
    body = await response.json();
  } catch {
    body = { message: `${response.status}` };
  }
  const refused = new Refused(response.status, body);
  if (refused.login) window.location.assign(`${refused.login}?next=${encodeURIComponent(window.location.pathname)}`);
  throw refused;
}

export async function getJson(address, signal) {
  const response = await fetch(address, { headers: { accept: "application/json" }, signal });
  return (await checked(response)).json();
}

export async function getHtml(address) {
  // Errors come as JSON, the answer itself as HTML.
  const response = await fetch(address, { headers: { accept: "text/html, application/json" } });
  return (await checked(response)).text();
}

export async function post(address, body) {
  const response = await fetch(address, {
    method: "POST",
    headers: { accept: "text/html, application/json", "content-type": "application/json", "x-csrf-token": token },
    body: JSON.stringify(body),
  });
  return checked(response);
}

export function csrf() {
  return token;
}
