// Live events: what nodes and rooms report, newest first.
import { badge, button, el, say, show } from "../parts/dom.js";
import { when } from "../parts/figures.js";

const TONES = { room: "", participant: "good", stream: "good", program: "live", egress: "warn", node: "warn", broadcast: "live" };
const MOST_SHOWN = 150;

export function eventsView({ events }) {
  let paused = false;
  const list = el("ol", { class: "events", "aria-label": "Events, newest first" });
  const none = el("p", { class: "empty", role: "status" });
  const filter = el("input", { type: "search", "aria-label": "Filter by type, room or node", placeholder: "Filter by type, room or node" });
  const pauseButton = button("Pause", () => {
    paused = !paused;
    say(pauseButton, paused ? "Go on" : "Pause");
    pauseButton.setAttribute("aria-pressed", String(paused));
    if (!paused) redraw();
  }, { "aria-pressed": "false" });

  const matches = (event) => {
    const wanted = filter.value.trim().toLowerCase();
    return [event.type, event.roomId, event.nodeId, event.broadcastId].some((value) => String(value ?? "").toLowerCase().includes(wanted));
  };

  function redraw() {
    const rows = events.kept.filter(matches).slice(0, MOST_SHOWN);
    list.replaceChildren(...rows.map(row));
    say(none, events.kept.length === 0 ? "Nothing has happened since this page was opened. Events appear here by themselves." : "No event matches.");
    show(none, rows.length === 0);
  }

  function heard(event) {
    if (paused || !matches(event)) return;
    list.prepend(row(event));
    while (list.children.length > MOST_SHOWN) list.lastChild.remove();
    show(none, false);
  }

  filter.addEventListener("input", redraw);
  const stop = events.listen(heard);
  redraw();
  return {
    title: "Events",
    element: el(
      "section",
      { class: "view" },
      el("div", { class: "view-head" }, el("h1", { text: "Live events" }), pauseButton),
      filter,
      none,
      list,
    ),
    close: stop,
  };
}

function row(event) {
  const subject = [event.roomId && `room ${event.roomId}`, event.nodeId && `node ${event.nodeId}`].filter(Boolean).join(" · ");
  return el(
    "li",
    {},
    el("time", { class: "quiet", datetime: event.timestamp, text: when(event.timestamp) }),
    badge(event.type, TONES[event.type?.split(".")[0]] ?? ""),
    el("span", { class: "event-subject", text: subject }),
    el("span", { class: "quiet event-data", text: told(event.data) }),
  );
}

/** `mode passthrough, reason One host.` */
function told(data) {
  return Object.entries(data ?? {})
    .filter(([, value]) => value !== null && value !== "")
    .map(([name, value]) => `${name} ${typeof value === "object" ? JSON.stringify(value) : value}`)
    .join(", ");
}
