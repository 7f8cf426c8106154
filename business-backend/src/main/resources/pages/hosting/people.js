// Who else is in the room, kept up to date by the node's events.
import { badge, el, show } from "../parts/dom.js";

export function peopleList(list, none) {
  const people = new Map();
  let own = null;

  function draw() {
    const others = [...people.values()].filter((person) => person.participantId !== own);
    show(none, others.length === 0);
    list.replaceChildren(
      ...others.map((person) =>
        el(
          "li",
          {},
          el("span", { class: "name", text: person.name || person.participantId }),
          el("span", { class: "row" }, person.publishing ? badge("On air", "good") : null, person.audioMuted ? badge("Muted", "warn") : null),
        ),
      ),
    );
  }

  function change(participantId, what) {
    const person = people.get(participantId);
    if (person) Object.assign(person, what);
    draw();
  }

  return {
    /** Whether somebody else is on air. */
    othersOnAir: () => [...people.values()].some((person) => person.publishing && person.participantId !== own),
    reset(self, participants = []) {
      own = self;
      people.clear();
      participants.forEach((person) => people.set(person.participantId, { ...person }));
      draw();
    },
    heard(name, data) {
      if (name === "participant-joined") {
        people.set(data.participantId, { ...data });
        draw();
      } else if (name === "participant-left") {
        people.delete(data.participantId);
        draw();
      } else if (name === "stream-added") change(data.participantId, { publishing: true });
      else if (name === "stream-removed") change(data.participantId, { publishing: false });
    },
  };
}
