// The chat as moderators see it: the newest messages, and who may not write.
import { call, path } from "../parts/api.js";
import { button, el } from "../parts/dom.js";
import { when } from "../parts/figures.js";
import { askFor, confirmThat } from "./ask.js";
import { itemsOf, panel } from "./panel.js";

const NEWEST = 30;

export function chatMutesPanel(id) {
  const chat = panel({
    label: "the chat",
    every: 4000,
    load: async () => {
      const [{ messages }, mutes] = await Promise.all([
        call("GET", `${path("broadcasts", id, "chat")}?limit=${NEWEST}`),
        call("GET", path("broadcasts", id, "chat", "mutes")),
      ]);
      return { messages, muted: itemsOf(mutes).map(({ participantId }) => participantId) };
    },
    isEmpty: ({ messages, muted }) => messages.length === 0 && muted.length === 0,
    empty: "Nobody has written anything.",
    draw: (state) => draw(id, state, () => chat.refresh()),
  });
  return chat;
}

function draw(id, { messages, muted }, changed) {
  return [
    muted.length > 0 &&
      el(
        "div",
        { class: "row tight" },
        el("span", { class: "quiet", text: "May not write:" }),
        muted.map((participant) =>
          button(`${participant} ×`, () => unmute(id, participant, changed), {
            class: "small",
            "aria-label": `Let ${participant} write again`,
            data: { key: `unmute-${participant}` },
          }),
        ),
      ),
    el("ol", { class: "chat-lines moderated", tabindex: "0", "aria-label": "Messages, newest first" }, messages.toReversed().map((message) => line(id, message, muted, changed))),
  ].filter(Boolean);
}

function line(id, message, muted, changed) {
  return el(
    "li",
    {},
    el("span", { class: "chat-name", text: message.name || message.participantId }),
    el("time", { datetime: message.at, text: when(message.at) }),
    el("span", { class: "chat-text", text: message.text }),
    muted.includes(message.participantId)
      ? null
      : button("Mute", () => mute(id, message, changed), {
          class: "small plain",
          "aria-label": `Mute ${message.name || message.participantId} in the chat`,
          data: { key: `mute-${message.messageId}` },
        }),
  );
}

async function mute(id, { participantId, name }, changed) {
  const done = await confirmThat({
    title: `Mute ${name || participantId} in the chat?`,
    text: "What was written stays; nothing more can be written until you allow it again.",
    action: "Mute in chat",
    act: () => call("POST", path("broadcasts", id, "chat", "mutes", participantId), {}),
  });
  if (done) changed();
}

async function unmute(id, participantId, changed) {
  const done = await askFor({
    title: `Let ${participantId} write again?`,
    action: "Allow",
    act: () => call("DELETE", path("broadcasts", id, "chat", "mutes", participantId)),
  });
  if (done) changed();
}
