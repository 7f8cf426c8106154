// A part of a view that loads its data, draws it, and says when there is nothing or when it cannot.
import { button, el, say, show } from "../parts/dom.js";

/** Several events within this time cause one look. */
const SETTLE_MILLIS = 250;

/**
 * @param load {() => Promise<data>}
 * @param draw {(data) => elements}, called when the data changed
 * @param isEmpty {(data) => boolean} and `empty`, what is then said
 * @param every milliseconds between looks
 * @returns {element, refresh(), soon(), close()}
 */
export function panel({ load, draw, isEmpty = () => false, empty = "", every = 5000, label }) {
  const body = el("div", { class: "panel-body", "aria-busy": "true" });
  const stale = el("div", { class: "stale", role: "status", hidden: true });
  const element = el("div", { class: "loadable" }, stale, body);
  body.append(el("p", { class: "loading", role: "status" }, el("span", { class: "spinner", "aria-hidden": "true" }), ` Loading ${label}…`));
  let shown = null;
  let timer = 0;
  let running = false;
  let again = false;
  let closed = false;

  function redraw(...content) {
    const key = body.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    body.replaceChildren(...content.flat());
    if (key) body.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
  }

  function succeeded(data) {
    show(stale, false);
    const text = JSON.stringify(data) ?? "";
    if (text === shown) return;
    shown = text;
    redraw(isEmpty(data) ? el("p", { class: "empty", text: empty }) : draw(data));
  }

  function failed(problem) {
    if (problem.status === 401) dispatchEvent(new Event("linkmic-logged-out"));
    if (shown !== null && problem.status !== 404) {
      stale.replaceChildren(el("span", { text: `Not up to date: ${problem.message}` }), button("Try now", refresh, { class: "small" }));
      show(stale, true);
      return;
    }
    shown = null;
    const trouble = body.querySelector(".trouble p");
    // Said once, not at every attempt.
    if (trouble) return say(trouble, problem.message);
    redraw(
      el(
        "div",
        { class: "trouble", role: "alert" },
        el("strong", { text: problem.status === 404 ? "Not there" : `Cannot load ${label}` }),
        el("p", { text: problem.message }),
        button("Try now", refresh, { class: "small", data: { key: "retry" } }),
      ),
    );
  }

  async function refresh() {
    if (running) {
      again = true;
      return;
    }
    clearTimeout(timer);
    running = true;
    try {
      const data = await load();
      if (!closed) succeeded(data);
    } catch (problem) {
      if (!closed) failed(problem);
    }
    body.removeAttribute("aria-busy");
    running = false;
    if (closed) return;
    timer = setTimeout(refresh, again ? SETTLE_MILLIS : every);
    again = false;
  }

  refresh();
  return {
    element,
    refresh,
    soon() {
      if (running) again = true;
      else {
        clearTimeout(timer);
        timer = setTimeout(refresh, SETTLE_MILLIS);
      }
    },
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}

/** `{items: […]}`, as every list of ours. */
export const itemsOf = (list) => list?.items ?? [];
