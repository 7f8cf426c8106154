// Links of this broadcast with others (PK): which, and how they fare; make and end them.
import { call, path } from "../parts/api.js";
import { button, el } from "../parts/dom.js";
import { askFor, confirmThat, tell } from "./ask.js";
import { itemsOf, panel } from "./panel.js";
import { linkBadge } from "./states.js";

/** As mcu-api has it. */
const MOST_LINKS = 3;
/** Offered at once; the newest. */
const MOST_OFFERED = 100;
const GONE = new Set(["room-not-found", "broadcast-ended"]);
const WAITING = "Both broadcasts need somebody in their rooms.";

/** @param ended {() => Promise<boolean>} */
export function linksPanel(id, ended) {
  const links = panel({
    label: "links",
    every: 4000,
    load: async () => {
      if (await ended()) return null;
      return call("GET", path("broadcasts", id, "links")).catch((problem) => {
        if (GONE.has(problem.code)) return null;
        throw problem;
      });
    },
    isEmpty: (list) => list === null,
    empty: "There is no room to link any more.",
    draw: (list) => {
      const changed = () => links.refresh();
      const there = itemsOf(list);
      return [
        there.length > 0
          ? el("ul", { class: "cards" }, there.map((link) => row(id, link, changed)))
          : el("p", { class: "empty", text: "Linked with no other broadcast." }),
        there.length < MOST_LINKS && el("div", { class: "row" }, button("Link with…", () => make(id, there, changed), { data: { key: "link" } })),
      ].filter(Boolean);
    },
  });
  return links;
}

function row(id, link, changed) {
  const { linkId, peer, state, participantIds = [], lastError } = link;
  const title = peer?.title ?? "Another's broadcast";
  const hosts = participantIds.length > 0 ? `Shown here: ${participantIds.map(ownId).join(", ")}` : "";
  return el(
    "li",
    { data: { link: linkId } },
    el(
      "div",
      { class: "row between" },
      peer ? el("a", { href: `#/broadcasts/${encodeURIComponent(peer.broadcastId)}`, text: title, data: { key: `peer-${linkId}` } }) : el("span", { text: title }),
      linkBadge(state),
    ),
    state === "waiting" || hosts
      ? el("p", { class: "quiet", text: state === "waiting" ? WAITING : hosts, title: participantIds.join(", ") })
      : null,
    lastError ? el("p", { class: "bad", text: lastError }) : null,
    el(
      "div",
      { class: "row tight" },
      button("End link", () => end(id, link, title, changed), { class: "small danger", "aria-label": `End the link with ${title}`, data: { key: `unlink-${linkId}` } }),
    ),
  );
}

/** Without the room's id and the colon behind it, which the peer's title stands for. */
function ownId(id) {
  return id.slice(id.indexOf(":") + 1);
}

/** Others that run, the newest first. */
async function others(id, there) {
  const linked = new Set(there.map(({ peer }) => peer?.broadcastId));
  const running = await Promise.all(
    ["LIVE", "INTERRUPTED"].map((state) => call("GET", `${path("broadcasts")}?${new URLSearchParams({ state, limit: MOST_OFFERED })}`)),
  );
  return running.flatMap(itemsOf).filter(({ broadcastId }) => broadcastId !== id && !linked.has(broadcastId));
}

async function make(id, there, changed) {
  let offered;
  try {
    offered = await others(id, there);
  } catch (problem) {
    if (problem.status === 401) dispatchEvent(new Event("linkmic-logged-out"));
    return tell("Cannot load the broadcasts", el("p", { text: problem.message }));
  }
  if (offered.length === 0) return tell("Nobody to link with", el("p", { class: "quiet", text: "No other broadcast is on the air." }));
  const done = await askFor({
    title: "Link with another broadcast",
    text: "Each of the two shows the other's hosts as well, and keeps its own program, audience and layout.",
    action: "Link",
    fields: [
      {
        name: "broadcastId",
        label: "Broadcast",
        options: offered.map(({ broadcastId, title, hostName, hostId }) => [broadcastId, `${title} (${hostName || hostId})`]),
      },
    ],
    act: ({ broadcastId }) => call("POST", path("broadcasts", id, "links"), { broadcastId }),
  });
  if (done) changed();
}

async function end(id, { linkId }, title, changed) {
  const done = await confirmThat({
    title: `End the link with ${title}?`,
    text: "Both broadcasts go on by themselves.",
    action: "End link",
    act: () => call("DELETE", path("broadcasts", id, "links", linkId)),
  });
  if (done) changed();
}
