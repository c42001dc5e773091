// Health and figures, refreshed while they are looked at.

import { byId, element, fillFacts, setText } from "./dom.js";
import { parse, quantile, sum } from "./figures.js";
import { getJson, getText } from "./server.js";

const EVERY = 5_000;
const STATES = { ok: "good", in_process: "good", degraded: "warn", away: "bad" };

let timer = null;
let before = null;

export function start() {
  byId("health-refresh").addEventListener("change", () => (byId("health-refresh").checked ? refresh() : clearTimeout(timer)));
  document.addEventListener("visibilitychange", () => {
    if (!byId("health").hidden && !document.hidden) refresh();
  });
}

export function show() {
  refresh();
}

export function hide() {
  clearTimeout(timer);
}

async function refresh() {
  clearTimeout(timer);
  try {
    const [health, text] = await Promise.all([getJson("/healthz"), getText("/metrics")]);
    const figures = parse(text);
    facts(health);
    numbers(figures);
    methods(figures);
    cache(figures);
    setText(byId("health-when"), `As of ${new Date().toLocaleTimeString()}`);
  } catch (fault) {
    setText(byId("health-when"), `Not refreshed: ${fault.message}`);
  }
  clearTimeout(timer);
  if (byId("health-refresh").checked && !byId("health").hidden && !document.hidden) timer = setTimeout(refresh, EVERY);
}

function facts(health) {
  fillFacts(
    byId("health-facts"),
    Object.entries(health).map(([name, value]) =>
      name === "uptime_s" ? ["up for", duration(value)] : [name.replaceAll("_", " "), String(value), STATES[value]],
    ),
  );
}

function numbers(figures) {
  const now = { at: performance.now(), calls: sum(figures, "pinnokio_rpc_calls_total") };
  const rate = before ? (now.calls - before.calls) / ((now.at - before.at) / 1000) : null;
  before = now;
  const hits = sum(figures, "pinnokio_cache_reads_total", { result: "hit" });
  const reads = sum(figures, "pinnokio_cache_reads_total");
  const sockets = figures.get("pinnokio_hub_sockets");
  fillFacts(byId("figures"), [
    ["calls", whole(now.calls)],
    ["calls per second", rate === null ? "…" : rate.toFixed(1)],
    ["calls with an error", whole(sum(figures, "pinnokio_rpc_errors_total"))],
    ["running / queued", `${sum(figures, "pinnokio_rpc_running")} / ${sum(figures, "pinnokio_rpc_queued")}`],
    ["served from the cache", share(hits, reads)],
    ["sockets", sockets ? whole(sum(figures, "pinnokio_hub_sockets")) : "–"],
    ["database connections", `${sum(figures, "db_client_connection_count")} of ${sum(figures, "db_client_connection_max")}`],
    ["memory", megabytes(sum(figures, "dotnet_process_memory_working_set_bytes"))],
    ["GC pauses", `${sum(figures, "dotnet_gc_pause_time_seconds_total").toFixed(2)} s`],
    ["CPU time", `${sum(figures, "dotnet_process_cpu_time_seconds_total").toFixed(1)} s`],
  ]);
}

function methods(figures) {
  const calls = figures.get("pinnokio_rpc_calls_total") ?? [];
  const sorted = calls.toSorted((one, other) => other.value - one.value);
  rows("method-figures", sorted, ({ labels: { method }, value }) => {
    const total = sum(figures, "pinnokio_rpc_duration_seconds_sum", { method });
    return [
      method,
      whole(value),
      whole(sum(figures, "pinnokio_rpc_errors_total", { method })),
      milliseconds(total / value),
      milliseconds(quantile(figures, "pinnokio_rpc_duration_seconds", { method }, 0.99)),
    ];
  });
}

function cache(figures) {
  const reads = figures.get("pinnokio_cache_reads_total") ?? [];
  const types = [...new Set(reads.map((one) => one.labels.data_type))].sort();
  rows("cache-figures", types, (data_type) => {
    const hits = sum(figures, "pinnokio_cache_reads_total", { data_type, result: "hit" });
    const misses = sum(figures, "pinnokio_cache_reads_total", { data_type, result: "miss" });
    return [data_type, whole(hits), whole(misses), share(hits, hits + misses)];
  });
}

function rows(id, items, cells) {
  const made = items.map((item) => {
    const [name, ...others] = cells(item);
    return element("tr", {}, element("th", { scope: "row", class: "mono" }, name), ...others.map((text) => element("td", {}, text)));
  });
  byId(id).replaceChildren(...(made.length > 0 ? made : [element("tr", {}, element("td", { class: "muted", colspan: 5 }, "Nothing yet."))]));
}

const whole = (value) => Math.round(value).toLocaleString();
const share = (part, all) => (all > 0 ? `${((100 * part) / all).toFixed(0)} %` : "–");
const megabytes = (bytes) => `${(bytes / 1_048_576).toFixed(0)} MB`;
const milliseconds = (seconds) => (Number.isFinite(seconds) ? `${(seconds * 1000).toFixed(1)} ms` : "–");

function duration(seconds) {
  const parts = [Math.floor(seconds / 86_400), Math.floor(seconds / 3_600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
  const first = parts.findIndex((part) => part > 0);
  return first < 0 ? "0 s" : parts.slice(first, first + 2).map((part, at) => `${part} ${"dhms"[first + at]}`).join(" ");
}
