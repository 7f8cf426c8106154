// Broadcasts: all of them by state, and a new one.
import { call, path } from "../parts/api.js";
import { button, el } from "../parts/dom.js";
import { when } from "../parts/figures.js";
import { askFor, copyable, tell } from "./ask.js";
import { itemsOf, panel } from "./panel.js";
import { broadcastBadge } from "./states.js";

const STATES = [["", "All"], ["LIVE", "Live"], ["INTERRUPTED", "Interrupted"], ["CREATED", "Not started"], ["ENDED", "Ended"]];
const PAGE = 25;

export function broadcastsView({ events }) {
  let state = sessionStorage.getItem("broadcast-state") ?? "";
  let pages = 1;

  async function load() {
    const items = [];
    let cursor = null;
    for (let page = 0; page < pages; page += 1) {
      const query = new URLSearchParams({ limit: PAGE });
      if (state) query.set("state", state);
      if (cursor) query.set("cursor", cursor);
      const answer = await call("GET", `${path("broadcasts")}?${query}`);
      items.push(...itemsOf(answer));
      cursor = answer.nextCursor ?? null;
      if (!cursor) break;
    }
    return { items, more: cursor !== null, state };
  }

  const list = panel({
    load,
    label: "broadcasts",
    isEmpty: ({ items }) => items.length === 0,
    empty: "No broadcast here. Create one with the button above, or with POST /api/v1/broadcasts.",
    draw: ({ items, more }) => [
      el("ul", { class: "list" }, items.map(row)),
      more && button("Show more", showMore, { data: { key: "more" } }),
    ].filter(Boolean),
  });

  function showMore() {
    pages += 1;
    list.refresh();
  }

  function choose(value) {
    state = value;
    pages = 1;
    sessionStorage.setItem("broadcast-state", value);
    for (const choice of filter.children) choice.setAttribute("aria-pressed", String(choice.dataset.state === value));
    list.refresh();
  }

  const filter = el(
    "div",
    { class: "segments", role: "group", "aria-label": "State" },
    STATES.map(([value, text]) =>
      button(text, () => choose(value), { data: { state: value }, "aria-pressed": String(value === state) }),
    ),
  );
  const stop = events.listen(() => list.soon());
  return {
    title: "Broadcasts",
    element: el(
      "section",
      { class: "view" },
      el("div", { class: "view-head" }, el("h1", { text: "Broadcasts" }), button("New broadcast", create, { class: "primary" })),
      filter,
      list.element,
    ),
    close() {
      stop();
      list.close();
    },
  };
}

function row(broadcast) {
  const id = encodeURIComponent(broadcast.broadcastId);
  const ended = broadcast.state === "ENDED";
  return el(
    "li",
    { class: "broadcast-row" },
    el("a", { class: "row-title", href: `#/broadcasts/${id}`, data: { key: broadcast.broadcastId } }, el("strong", { text: broadcast.title })),
    broadcastBadge(broadcast.state),
    el("span", { class: "quiet row-host", text: broadcast.hostName || broadcast.hostId }),
    el("time", { class: "quiet", datetime: broadcast.createdAt, text: when(broadcast.createdAt) }),
    el(
      "span",
      { class: "row row-links" },
      ended ? null : el("a", { class: "button small", href: `/host/${id}`, target: "_blank", rel: "noopener", "aria-label": `Host page of ${broadcast.title}`, text: "Host" }),
      ended ? null : el("a", { class: "button small", href: `/watch/${id}`, target: "_blank", rel: "noopener", "aria-label": `Watch page of ${broadcast.title}`, text: "Watch" }),
    ),
  );
}

async function create() {
  const made = await askFor({
    title: "New broadcast",
    action: "Create",
    fields: [
      { name: "title", label: "Title", required: true, maxlength: 200, placeholder: "Friday evening live" },
      { name: "hostId", label: "Host id", required: true, maxlength: 128, autocapitalize: "none", spellcheck: "false", placeholder: "ada" },
      { name: "hostName", label: "Host's name (shown to others)", maxlength: 128, placeholder: "Ada" },
    ],
    act: ({ title, hostId, hostName }) => call("POST", path("broadcasts"), { title, hostId, ...(hostName && { hostName }) }),
  });
  if (!made) return;
  await tell(
    `“${made.title}” is ready`,
    el("p", { class: "quiet", text: "The host's link admits its bearer to the room: give it to the host only. It is shown here once." }),
    ...linksOf(made),
  );
  location.hash = `#/broadcasts/${encodeURIComponent(made.broadcastId)}`;
}

/** What an answer carries of addresses, each to be copied. */
export function linksOf(broadcast) {
  const { hostUrl, watchUrl, rtmpUrl, playback = {} } = broadcast;
  return [
    hostUrl && copyable("Host page", hostUrl, { secret: hostUrl.includes("#"), open: hostUrl }),
    watchUrl && copyable("Watch page", watchUrl, { open: watchUrl }),
    playback.flv && copyable("HTTP-FLV", playback.flv),
    playback.rtmp && copyable("RTMP", playback.rtmp),
    rtmpUrl && copyable("RTMP to publish", rtmpUrl, { secret: true }),
    broadcast.ticket?.token && copyable("Host's ticket", broadcast.ticket.token, { secret: true }),
  ].filter(Boolean);
}
