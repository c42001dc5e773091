// The catalogue of methods, and a form to try each.

import { byId, element, pretty, setText } from "./dom.js";
import { readField, schemaField } from "./fields.js";
import { call, getJson } from "./server.js";

const MOST_SHOWN = 6;

let catalogue = [];

export async function load() {
  catalogue = (await getJson("/rpc/methods")).methods;
}

export function start() {
  byId("filter").addEventListener("input", () => list());
}

/** Shows the list, and one method when it is named. */
export function show(name) {
  const method = catalogue.find((one) => one.name === name);
  byId("methods").classList.toggle("chosen", method !== undefined);
  list(method?.name);
  describe(method);
}

function list(chosen = decodeURIComponent(location.hash.split("/")[2] ?? "")) {
  const words = byId("filter").value.toLowerCase().split(/\s+/);
  const found = catalogue.filter((one) => words.every((word) => `${one.name} ${one.description ?? ""}`.toLowerCase().includes(word)));
  setText(byId("method-count"), found.length === catalogue.length ? `${found.length} methods` : `${found.length} of ${catalogue.length} methods`);
  const spaces = Map.groupBy(found, (one) => one.name.split(".")[0]);
  byId("method-list").replaceChildren(
    ...[...spaces].flatMap(([space, methods]) => [element("h3", {}, space), element("ul", {}, ...methods.map((one) => entry(one, chosen)))]),
  );
}

function entry(method, chosen) {
  const link = element(
    "a",
    { href: `#/methods/${encodeURIComponent(method.name)}`, "aria-current": method.name === chosen ? "page" : null },
    method.name.split(".")[1],
  );
  return element("li", {}, link);
}

function describe(method) {
  const place = byId("method");
  if (!method) {
    place.replaceChildren(element("p", { class: "muted" }, "Choose a method to see what it takes and gives, and to try it."));
    return;
  }

  const form = element("form", { class: "try", "aria-label": `Try ${method.name}` });
  const answer = element("div", { id: "answer", "aria-live": "polite" });
  const { properties, required, $defs } = method.arguments;
  const fields = Object.entries(properties).map(([name, schema]) => schemaField(name, schema, required.includes(name), $defs));
  const envelope = envelopeOf(method);
  form.append(
    ...grouped(fields),
    folded("Envelope: user, time limit", envelope),
    element("p", { class: "error", role: "alert" }),
    element("button", { type: "submit", class: "primary" }, method.kind === "command" ? "Run this command" : "Call"),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run(method, form, fields, envelope, answer);
  });
  place.replaceChildren(
    element("a", { class: "back", href: "#/methods" }, "← All methods"),
    element("h2", { tabindex: "-1", id: "method-title", class: "mono" }, method.name),
    element(
      "p",
      { class: "badges" },
      element("span", { class: method.kind === "query" ? "badge good" : "badge warn" }, method.kind),
      element("span", { class: "badge" }, method.permission ?? "any caller"),
    ),
    element("p", {}, method.description?.replaceAll("`", "") ?? ""),
    element("p", { class: "muted small" }, method.retry),
    form,
    answer,
    schema("Schema of the arguments", method.arguments),
    schema("Schema of the result", method.result),
  );
}

/** What is asked for first; what may be left out is folded away when there is much of it. */
function grouped(fields) {
  const required = fields.filter((field) => field.isRequired);
  const optional = fields.filter((field) => !field.isRequired);
  if (fields.length === 0) return [element("p", { class: "muted" }, "It takes no arguments.")];
  if (optional.length <= MOST_SHOWN) return [grid(fields)];
  return [grid(required), folded(`${optional.length} optional arguments`, optional)];
}

const grid = (fields) => element("div", { class: "fields" }, ...fields.map((field) => field.element));

const folded = (title, fields) => element("details", {}, element("summary", {}, title), grid(fields));

function envelopeOf(method) {
  const of = (name, type, description) => schemaField(name, { type, description }, false, {}, "envelope");
  return [
    of("user_id", "string", "On whose behalf."),
    ...(method.idempotency === "create" ? [of("idempotency_key", "string", "A repeat with the same key gets the first answer.")] : []),
    of("timeout_ms", "integer", "1 to 600 000."),
  ];
}

function schema(title, content) {
  return element("details", {}, element("summary", {}, title), element("pre", { tabindex: "0" }, JSON.stringify(content, null, 2)));
}

async function run(method, form, fields, envelope, place) {
  const alert = form.querySelector("[role=alert]");
  const button = form.querySelector("button[type=submit]");
  setText(alert, "");
  let body;
  try {
    // Numbers go as they were typed, so that no digit is lost on the way.
    const kwargs = members(fields);
    body = `{${[`"method":${JSON.stringify(method.name)}`, `"kwargs":{${kwargs}}`, ...members(envelope)].join(",")}}`;
  } catch (fault) {
    setText(alert, fault.message);
    fault.field?.closest("details")?.setAttribute("open", "");
    fault.field?.focus();
    return;
  }

  button.disabled = true;
  try {
    render(place, await call(body));
  } catch (fault) {
    setText(alert, fault.message);
  } finally {
    button.disabled = false;
  }
}

const members = (fields) => fields.map(readField).filter((member) => member !== null);

function render(place, answer) {
  const { ok, error } = answer.body;
  place.replaceChildren(
    element("h3", {}, "Answer"),
    element(
      "p",
      { class: "badges" },
      element("span", { class: ok ? "badge good" : "badge bad", id: "answer-code" }, ok ? "OK" : error.code),
      element("span", { class: "badge" }, `HTTP ${answer.status}`),
      element("span", { class: "badge" }, `${answer.milliseconds.toFixed(1)} ms`),
      answer.replayed ? element("span", { class: "badge warn" }, "replayed") : null,
      answer.traceId ? element("span", { class: "badge mono" }, `trace ${answer.traceId}`) : null,
    ),
    element("pre", { id: "answer-text", tabindex: "0" }, pretty(answer.text)),
  );
}
