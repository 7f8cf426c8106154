// Elements from data. Text is always set as text, never as markup.

export const byId = (id) => document.getElementById(id);

/**
 * @param properties {class, text, data: {…}, on: {event: listener}, anything else as an attribute}; null, undefined and
 *     false leave an attribute out
 */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") element.className = value;
    else if (name === "text") element.textContent = value;
    else if (name === "data") Object.assign(element.dataset, value);
    else if (name === "on") Object.entries(value).forEach(([event, listener]) => element.addEventListener(event, listener));
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function show(element, visible) {
  element.hidden = !visible;
}

/** Leaves the document alone where nothing changes: a selection stays, and no screen reader repeats it. */
export function say(element, text) {
  const target = typeof element === "string" ? byId(element) : element;
  if (target.textContent !== text) target.textContent = text;
}

export function badge(text, tone = "") {
  return el("span", { class: "badge", text, data: { tone } });
}

export function button(text, onClick, properties = {}) {
  return el("button", { type: "button", text, on: { click: onClick }, ...properties });
}

/** `{Bit rate: "2 Mbit/s"}` as a definition list of tiles. */
export function tiles(figures) {
  return el(
    "dl",
    { class: "figures" },
    Object.entries(figures).map(([name, value]) => el("div", {}, el("dt", { text: name }), el("dd", { text: value }))),
  );
}
