// Builds elements. Whatever comes from outside is set as text, never as markup.

export const byId = (id) => document.getElementById(id);

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, String(value));
  }
  for (const child of children) {
    if (child !== null && child !== undefined) made.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return made;
}

export function setText(target, text) {
  if (target.textContent !== text) target.textContent = text;
}

/** A list of names and values, `kind` being good, warn or bad. */
export function fillFacts(list, facts) {
  list.replaceChildren(
    ...facts.map(([name, value, kind]) => element("div", {}, element("dt", {}, name), element("dd", { class: kind ? `badge ${kind}` : null }, value))),
  );
}

/** Indents JSON as it stands: parsing it would lose the digits of exact numbers. */
export function pretty(json) {
  let depth = 0;
  let text = "";
  const line = () => "\n" + "  ".repeat(depth);
  const tokens = json.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g) ?? [];
  tokens.forEach((token, at) => {
    if (token === "{" || token === "[") {
      const isEmpty = tokens[at + 1] === "}" || tokens[at + 1] === "]";
      depth++;
      text += isEmpty ? token : token + line();
    } else if (token === "}" || token === "]") {
      depth--;
      const isEmpty = tokens[at - 1] === "{" || tokens[at - 1] === "[";
      text += isEmpty ? token : line() + token;
    } else {
      text += token === "," ? "," + line() : token === ":" ? ": " : token;
    }
  });
  return text;
}
