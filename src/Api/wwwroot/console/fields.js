// One labelled input per argument, from its JSON Schema.

import { element } from "./dom.js";

export function schemaField(name, schema, isRequired, definitions = {}, group = "argument") {
  const id = `${group}-${name}`;
  const form = formOf(schema, definitions);
  const input = inputOf(form, schema, isRequired, { id, name, required: isRequired, "aria-describedby": `${id}-hint` });
  const hint = [form.label, schema.description?.replaceAll("`", ""), "default" in schema ? `Default: ${JSON.stringify(schema.default)}.` : null];
  const label = element("label", { for: id }, name, isRequired ? " *" : "");
  const described = element("p", { class: "hint", id: `${id}-hint` }, hint.filter(Boolean).join(". ").replace("..", "."));
  return { name, isRequired, form, input, element: element("div", {}, label, input, described) };
}

/** `"name":value` as JSON text; null when the field was left empty. */
export function readField({ name, form, input }) {
  const text = input.value.trim();
  if (text === "") return null;
  return `${JSON.stringify(name)}:${valueOf(name, form, input, text)}`;
}

function valueOf(name, form, input, text) {
  if (form.kind === "json") {
    try {
      JSON.parse(text);
      return text;
    } catch {
      throw Object.assign(new Error(`${name} must be JSON.`), { field: input });
    }
  }
  if (form.kind === "number") return /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? text : JSON.stringify(text);
  return form.kind === "boolean" ? text : JSON.stringify(text);
}

function formOf(schema, definitions) {
  const all = schema.anyOf ?? [schema];
  const types = all.flatMap((one) => (one.$ref ? ["object"] : [one.type ?? []].flat()));
  const real = types.filter((type) => type !== "null");
  const choices = schema.enum?.filter((one) => one !== null);
  if (choices) return { kind: "text", label: "one of these", choices };
  if (real.includes("boolean")) return { kind: "boolean", label: "yes or no", choices: ["true", "false"] };
  if (real.includes("integer") || real.includes("number")) return { kind: "number", label: real.includes("integer") ? "whole number" : "number" };
  if (real.length === 0 || real.includes("object") || real.includes("array")) {
    const shape = all.map((one) => definitions[one.$ref?.split("/").at(-1)]).find(Boolean);
    const members = shape ? Object.keys(shape.properties ?? {}).join(", ") : null;
    return { kind: "json", label: members ? `JSON: ${members}` : `JSON${real.length > 0 ? `, ${real.join(" or ")}` : ""}` };
  }
  return { kind: "text", label: { uuid: "UUID", date: "date, YYYY-MM-DD", "date-time": "date and time, ISO 8601" }[schema.format] };
}

function inputOf(form, schema, isRequired, attributes) {
  if (form.choices) {
    const choices = form.choices.map((one) => element("option", { value: one }, one));
    return element("select", attributes, element("option", { value: "" }, isRequired ? "choose" : "not given"), ...choices);
  }
  const common = { ...attributes, autocomplete: "off", spellcheck: "false" };
  if (form.kind === "json") return element("textarea", { ...common, rows: 3 });
  return element("input", { ...common, type: "text", inputmode: form.kind === "number" ? "decimal" : null });
}
