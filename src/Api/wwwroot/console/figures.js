// Reads the text that /metrics answers with.

/** Name to samples, each with labels and a value. */
export function parse(text) {
  const figures = new Map();
  for (const line of text.split("\n")) {
    const [, name, labels, value] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (!name) continue;
    if (!figures.has(name)) figures.set(name, []);
    figures.get(name).push({ labels: labelsOf(labels ?? ""), value: value === "+Inf" ? Infinity : Number(value) });
  }
  return figures;
}

export function sum(figures, name, wanted = {}) {
  return matching(figures, name, wanted).reduce((total, one) => total + one.value, 0);
}

/** The upper bound of the bucket in which that share of the observations ends; undefined without any, or beyond the last. */
export function quantile(figures, name, wanted, portion) {
  const buckets = matching(figures, `${name}_bucket`, wanted);
  const all = buckets.at(-1)?.value ?? 0;
  const found = all > 0 ? buckets.find((one) => one.value >= all * portion) : undefined;
  return found && found.labels.le !== "+Inf" ? Number(found.labels.le) : undefined;
}

const matching = (figures, name, wanted) =>
  (figures.get(name) ?? []).filter((one) => Object.entries(wanted).every(([label, value]) => one.labels[label] === value));

function labelsOf(text) {
  const pairs = text.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g);
  return Object.fromEntries([...pairs].map(([, name, value]) => [name, value.replace(/\\(.)/g, (_, one) => (one === "n" ? "\n" : one))]));
}
