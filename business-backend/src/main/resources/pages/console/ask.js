// Dialogs: a question before something is lost, a small form, and what came of it.
import { button, el, say, show } from "../parts/dom.js";

let count = 0;

function dialog(title, ...content) {
  const id = `dialog-${(count += 1)}`;
  const box = el("dialog", { "aria-labelledby": id }, el("h2", { id, text: title }), ...content);
  const before = document.activeElement;
  document.body.append(box);
  box.addEventListener("close", () => {
    box.remove();
    if (before?.isConnected) before.focus({ preventScroll: true });
  });
  box.showModal();
  return box;
}

/**
 * A form. The dialog stays open, and says why, until `act` succeeds.
 *
 * @param fields {[{name, label, …}]}: `options` makes a select, the rest goes to the input
 * @param act {(values) => Promise<result>}
 * @returns {Promise<result | null>} null when cancelled
 */
export function askFor({ title, text, fields = [], action, dangerous = false, act }) {
  return new Promise((resolve) => {
    const trouble = el("p", { class: "notice", role: "alert", hidden: true });
    const go = el("button", { type: "submit", class: dangerous ? "danger" : "primary", text: action });
    const cancel = button("Cancel", () => box.close(), dangerous ? { autofocus: true } : {});
    const form = el("form", { class: "stack", method: "dialog" }, text ? el("p", { class: "quiet", text }) : null);
    form.append(...fields.map(field), trouble, el("div", { class: "row end" }, cancel, go));
    let result = null;
    const box = dialog(title, form);
    box.addEventListener("close", () => resolve(result));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      go.disabled = true;
      try {
        const values = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]));
        result = (await act(values)) ?? true;
        box.close();
      } catch (problem) {
        if (problem.status === 401) {
          box.close();
          dispatchEvent(new Event("linkmic-logged-out"));
        }
        say(trouble, problem.message);
        show(trouble, true);
      } finally {
        go.disabled = false;
      }
    });
  });
}

function field({ label, hint, options, ...input }) {
  const control = options
    ? el("select", input, options.map(([value, text]) => el("option", { value, text })))
    : el("input", { autocomplete: "off", ...input });
  return el("label", {}, label, control, hint ? el("small", { text: hint }) : null);
}

/** A question whose answer cannot be taken back. */
export const confirmThat = ({ title, text, action, act }) => askFor({ title, text, action, act, dangerous: true });

/** Shows something until it is closed. */
export function tell(title, ...content) {
  return new Promise((resolve) => {
    const done = button("Close", () => box.close(), { class: "primary" });
    const box = dialog(title, el("div", { class: "stack" }, ...content, el("div", { class: "row end" }, done)));
    box.addEventListener("close", resolve);
  });
}

/** An address to read, to copy and, where it is a page, to open. */
export function copyable(name, value, { secret = false, open = null } = {}) {
  const copy = button("Copy", () => copyText(value, copy), { class: "small", "aria-label": `Copy ${name}` });
  return el(
    "div",
    { class: "copyable" },
    el("span", { class: "copyable-name", text: name }),
    el("code", { text: secret ? hidden(value) : value, title: secret ? "Hidden here; Copy gives all of it" : value }),
    el("span", { class: "row" }, copy, open ? el("a", { class: "button small", href: open, target: "_blank", rel: "noopener", text: "Open" }) : null),
  );
}

/** People share screens: what admits to a room is not for everybody's eyes. */
function hidden(value) {
  if (value.includes("#")) return `${value.split("#")[0]}#…`;
  return value.includes("/") ? `${value.slice(0, value.lastIndexOf("/"))}/…` : `${value.slice(0, 6)}…`;
}

async function copyText(text, control) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without https browsers have no clipboard interface; this old way works everywhere.
    const area = el("textarea", { class: "offstage", "aria-hidden": "true" });
    area.value = text;
    control.after(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    control.focus();
  }
  say(control, "Copied");
  setTimeout(() => say(control, "Copy"), 1500);
}
