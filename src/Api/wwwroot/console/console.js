// Signing in, and moving between the views.

import { byId, setText } from "./dom.js";
import * as events from "./events.js";
import * as health from "./health.js";
import * as methods from "./methods.js";
import { token, Unauthenticated } from "./server.js";

const VIEWS = ["methods", "events", "health"];

let isSignedIn = false;

async function signIn() {
  try {
    await methods.load();
    isSignedIn = true;
  } catch (fault) {
    if (fault instanceof Unauthenticated) token.clear();
    setText(byId("sign-in-error"), fault.message);
  }
  route(false);
}

function signOut() {
  events.stop();
  health.hide();
  token.clear();
  location.assign("./"); // nothing of the session stays in the page
}

function route(isMove = true) {
  if (location.hash === "#main") return; // the link that skips the header
  const [view, item] = location.hash.slice(2).split("/");
  const shown = VIEWS.includes(view) ? view : VIEWS[0];
  byId("sign-in").hidden = isSignedIn;
  byId("nav").hidden = !isSignedIn;
  byId("sign-out").hidden = !isSignedIn;
  for (const name of VIEWS) byId(name).hidden = !isSignedIn || name !== shown;
  for (const link of byId("nav").children) {
    if (link.hash === `#/${shown}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (!isSignedIn) {
    byId("token").focus();
    return;
  }
  if (shown === "methods") methods.show(item && decodeURIComponent(item));
  if (shown === "health") health.show();
  else health.hide();
  document.title = `${shown[0].toUpperCase()}${shown.slice(1)} · Pinnokio`;
  if (isMove) (item ? byId("method-title") : byId(`${shown}-title`))?.focus();
}

byId("sign-in-form").addEventListener("submit", (event) => {
  event.preventDefault();
  setText(byId("sign-in-error"), "");
  token.set(byId("token").value.trim());
  byId("token").value = "";
  signIn();
});
byId("sign-out").addEventListener("click", signOut);
addEventListener("hashchange", () => route());
methods.start();
events.start();
health.start();
if (token.get()) signIn();
else route(false);
