// The chat of a broadcast: a list of messages and a line to write in. Used by the host page and the watch page.
import { button, el, say, show } from "./dom.js";
import { when } from "./figures.js";

/** Older ones scroll away; the server keeps them. */
const MOST_LINES = 200;
/** As the server takes it. */
const LONGEST_TEXT = 500;
const ANSWER_MILLIS = 10_000;

const TEXTS = {
  "rate-limited": "Not so fast: wait a moment before the next message.",
  muted: "You are muted in this chat.",
  "chat-closed": "The chat is closed.",
};

/**
 * @param url Socket.IO of the chat
 * @returns {element, open(token), close()}
 */
export function chatPanel(url, { onState = () => {} } = {}) {
  const lines = el("ol", { class: "chat-lines", role: "log", "aria-label": "Chat", tabindex: "0" });
  const note = el("p", { class: "quiet", role: "status", text: "" });
  const input = el("input", { "aria-label": "Message", maxlength: LONGEST_TEXT, autocomplete: "off", placeholder: "Say something" });
  const send = el("button", { type: "submit", text: "Send" });
  const form = el("form", { class: "chat-form" }, input, send);
  const latest = button("New messages", () => toEnd(), { class: "chat-latest", hidden: true });
  const element = el("div", { class: "chat" }, el("div", { class: "chat-view" }, lines, latest), note, form);

  let socket = null;
  let own = null;
  let known = new Set();

  const atEnd = () => lines.scrollHeight - lines.scrollTop - lines.clientHeight < 40;

  function toEnd() {
    lines.scrollTop = lines.scrollHeight;
    show(latest, false);
  }

  function add(message) {
    if (known.has(message.messageId)) return;
    known.add(message.messageId);
    const follow = atEnd();
    lines.append(
      el(
        "li",
        { data: { own: String(message.participantId === own) } },
        el("span", { class: "chat-name", text: message.name || message.participantId }),
        el("time", { datetime: message.at, text: when(message.at) }),
        el("span", { class: "chat-text", text: message.text }),
      ),
    );
    while (lines.children.length > MOST_LINES) lines.firstChild.remove();
    if (known.size > 4 * MOST_LINES) known = new Set([...known].slice(-MOST_LINES));
    if (follow) toEnd();
    else show(latest, true);
  }

  function become(state, text) {
    element.dataset.state = state;
    say(note, text);
    show(note, text !== "");
    input.disabled = send.disabled = state !== "open";
    onState(state);
  }

  const request = (name, data) =>
    new Promise((resolve, reject) => {
      socket.timeout(ANSWER_MILLIS).emit(name, data, (late, answer) => {
        if (late) reject(Object.assign(new Error("The chat did not answer."), { code: "late" }));
        else if (answer?.ok) resolve(answer.data ?? {});
        else reject(Object.assign(new Error(TEXTS[answer?.error?.code] ?? answer?.error?.message), answer?.error));
      });
    });

  const muted = (is) => become(is ? "muted" : "open", is ? TEXTS.muted : "");

  async function join(token) {
    try {
      const joined = await request("join", { token });
      own = joined.participantId;
      (joined.history ?? []).forEach(add);
      if (joined.mayWrite === false) become("reading", "Your ticket lets you read only.");
      else muted(joined.muted === true);
    } catch (problem) {
      if (problem.code === "late") socket.io.engine?.close();
      else end(problem.message || "The chat cannot be entered.");
    }
  }

  function end(text) {
    const old = socket;
    // First of all: a connection that we end ourselves is not one that was interrupted.
    socket = null;
    old?.disconnect();
    become("closed", text);
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (!text || !socket || input.disabled) return;
    try {
      await request("send", { text });
      input.value = "";
      say(note, "");
      show(note, false);
    } catch (problem) {
      if (problem.code === "muted") return muted(true);
      say(note, problem.message || "The message was not sent.");
      show(note, true);
    }
  });

  become("waiting", "");
  return {
    element,
    open(token) {
      become("connecting", "Connecting to the chat…");
      socket = io(url, { transports: ["websocket"], auth: { token }, reconnectionDelayMax: 10_000, randomizationFactor: 0.7 });
      const entered = socket;
      socket.on("connect", () => join(token));
      socket.on("connect_error", (error) => {
        if (entered.active) become("connecting", "The chat is not reachable. Trying again…");
        else end(error.message || "The chat cannot be entered.");
      });
      socket.on("disconnect", () => {
        if (entered === socket) become("connecting", "The chat is interrupted. Reconnecting…");
      });
      socket.on("message", add);
      socket.on("muted", ({ participantId, muted: is }) => participantId === own && muted(is));
      socket.on("chat-closed", ({ reason } = {}) => end(reason === "ended" ? "The broadcast has ended, and with it the chat." : TEXTS["chat-closed"]));
    },
    close() {
      const old = socket;
      socket = null;
      old?.disconnect();
    },
  };
}
