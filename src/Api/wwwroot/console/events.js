// The view of a user's events.

import { byId, element, setText } from "./dom.js";
import { Stream } from "./stream.js";

const MOST_ROWS = 200;
const KINDS = { live: "good", connecting: "warn", reconnecting: "warn", closed: "bad" };

let stream = null;
let counts = { events: 0, reconnects: 0, gaps: 0 };

export function start() {
  byId("stream-form").addEventListener("submit", (event) => {
    event.preventDefault();
    listen(byId("stream-user").value.trim());
  });
  byId("stream-stop").addEventListener("click", stop);
  byId("stream-clear").addEventListener("click", clear);
}

export function stop() {
  stream?.stop();
  stream = null;
}

function clear() {
  counts = { events: 0, reconnects: 0, gaps: 0 };
  byId("stream-log").replaceChildren();
  count();
}

function listen(userId) {
  if (userId === "") return;
  stop();
  clear();
  stream = new Stream(userId, { state, event, resumed, gap, position: (last) => setText(byId("stream-last"), last) });
}

function state(name, detail) {
  const place = byId("stream-state");
  setText(place, detail ? `${name}: ${detail}` : name);
  place.className = `badge ${KINDS[name] ?? ""}`;
  byId("stream-stop").disabled = name === "stopped" || name === "closed";
  if (name === "reconnecting" && byId("stream-log").firstElementChild?.dataset.mark !== "lost") {
    counts.reconnects++;
    mark("lost", "", "The connection was lost. Trying again.");
  }
}

function event(content) {
  counts.events++;
  const head = element(
    "span",
    { class: "head" },
    element("strong", { class: "mono" }, content.type ?? "without type"),
    element("time", { class: "muted" }, clock(content.timestamp)),
    element("span", { class: "muted mono" }, content.channel ?? ""),
  );
  const details = element("details", {}, element("summary", {}, head), element("pre", { tabindex: "0" }, JSON.stringify(content, null, 2)));
  add(element("li", { "data-event": content.type ?? "" }, details));
}

const resumed = (n) => mark("resumed", "good", n === 1 ? "Resumed: the one event that was missed follows." : `Resumed: ${n} missed events follow.`);

function gap(reason) {
  counts.gaps++;
  mark("gap", "bad", `Gap: events before this point may be missing (${String(reason).replaceAll("_", " ")}). Read the data again.`);
}

function mark(kind, look, text) {
  add(element("li", { class: `mark ${look}`, "data-mark": kind }, text));
}

function add(row) {
  const log = byId("stream-log");
  log.prepend(row);
  while (log.children.length > MOST_ROWS) log.lastElementChild.remove();
  count();
}

function count() {
  setText(byId("stream-count"), String(counts.events));
  setText(byId("stream-reconnects"), String(counts.reconnects));
  setText(byId("stream-gaps"), String(counts.gaps));
  byId("stream-empty").hidden = byId("stream-log").children.length > 0;
}

const clock = (timestamp) => (timestamp && !Number.isNaN(Date.parse(timestamp)) ? new Date(timestamp).toLocaleTimeString() : "");
