// Who is in the room; mute and remove them.
import { call, path } from "../parts/api.js";
import { badge, button, el } from "../parts/dom.js";
import { askFor, confirmThat } from "./ask.js";
import { itemsOf, panel } from "./panel.js";

const ROLES = { host: "Host", cohost: "Co-host", audience: "Audience" };
const NOT_RUNNING = new Set(["room-not-found", "broadcast-ended"]);

/** @param ended {() => Promise<boolean>} */
export function peoplePanel(id, ended) {
  const people = panel({
    label: "participants",
    every: 4000,
    load: async () => {
      if (await ended()) return { items: [] };
      return call("GET", path("broadcasts", id, "participants")).catch((problem) => {
        if (NOT_RUNNING.has(problem.code)) return { items: [] };
        throw problem;
      });
    },
    isEmpty: (list) => itemsOf(list).length === 0,
    empty: "Nobody is in the room.",
    draw: (list) => [el("ul", { class: "cards" }, itemsOf(list).map((person) => row(id, person, () => people.refresh())))],
  });
  return people;
}

function row(id, person, changed) {
  const name = person.name || person.participantId;
  const key = person.participantId;
  return el(
    "li",
    { class: "person", data: { participant: key } },
    el("div", { class: "person-name" }, el("strong", { text: name }), el("span", { class: "quiet", text: person.name ? key : "" })),
    el(
      "div",
      { class: "row tight" },
      badge(ROLES[person.role] ?? person.role),
      person.publishing ? badge("On air", "good") : null,
      person.audioMuted ? badge("Muted", "warn") : null,
      person.videoMuted ? badge("No picture", "warn") : null,
    ),
    el(
      "div",
      { class: "row tight" },
      button(person.audioMuted ? "Unmute" : "Mute", () => mute(id, person, changed), {
        class: "small",
        "aria-label": `${person.audioMuted ? "Unmute" : "Mute"} ${name}`,
        data: { key: `mute-${key}` },
      }),
      button("Kick", () => kick(id, person, changed), { class: "small danger", "aria-label": `Kick ${name}`, data: { key: `kick-${key}` } }),
    ),
  );
}

async function mute(id, person, changed) {
  const name = person.name || person.participantId;
  const to = !person.audioMuted;
  const act = () => call("PATCH", path("broadcasts", id, "participants", person.participantId), { audioMuted: to });
  const done = await askFor({
    title: to ? `Mute ${name}?` : `Unmute ${name}?`,
    text: to ? "The audience hears silence until you unmute." : "The audience hears this participant again.",
    action: to ? "Mute" : "Unmute",
    act,
  });
  if (done) changed();
}

async function kick(id, person, changed) {
  const done = await confirmThat({
    title: `Remove ${person.name || person.participantId}?`,
    text: "The connection is closed at once. A ticket that is still valid lets the person come back.",
    action: "Kick",
    act: () => call("DELETE", path("broadcasts", id, "participants", person.participantId)),
  });
  if (done) changed();
}
