// The chat for those who watch: by the ticket of an invitation, or with a name and a ticket for it.
import { call } from "../parts/api.js";
import { chatPanel } from "../parts/chat.js";
import { el, say, show } from "../parts/dom.js";
import { keptTicket } from "../parts/link.js";
import { services } from "../parts/place.js";
import { pause } from "../parts/retry.js";

const LONGEST_NAME = 40;
const RETRY_MILLIS = 5000;

/** Shows the chat in `place`, or why there is none. */
export async function openVisitorChat(broadcastId, place) {
  const invited = keptTicket(broadcastId)?.token;
  const key = `visitor:${broadcastId}`;
  const where = await findServices(place);
  if (!where.openChat && !invited) {
    place.replaceChildren(el("p", { class: "quiet", text: "The chat of this broadcast is for its participants." }));
    return;
  }
  const ask = () => place.replaceChildren(nameForm(broadcastId, (token) => {
    sessionStorage.setItem(key, token);
    enter(token);
  }));
  const enter = (token) => {
    const chat = chatPanel(where.chatUrl, {
      onState: (state) => state === "closed" && sessionStorage.removeItem(key),
    });
    place.replaceChildren(chat.element);
    chat.open(token);
  };
  const kept = invited ?? sessionStorage.getItem(key);
  if (kept) enter(kept);
  else ask();
}

async function findServices(place) {
  for (;;) {
    try {
      return await services();
    } catch (problem) {
      place.replaceChildren(el("p", { class: "quiet", role: "status", text: `${problem.message} Trying again…` }));
    }
    await pause(RETRY_MILLIS);
  }
}

function nameForm(broadcastId, onToken) {
  const name = el("input", { name: "name", required: true, maxlength: LONGEST_NAME, autocomplete: "nickname" });
  const trouble = el("p", { class: "notice", role: "alert", hidden: true });
  const go = el("button", { type: "submit", text: "Join the chat" });
  const form = el("form", { class: "stack" }, el("label", {}, "Your name", name), trouble, go);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!name.value.trim()) return name.focus();
    go.disabled = true;
    show(trouble, false);
    try {
      const { token } = await call("POST", `/pages/broadcasts/${encodeURIComponent(broadcastId)}/visitor`, { name: name.value.trim() });
      onToken(token);
    } catch (problem) {
      say(trouble, problem.message);
      show(trouble, true);
    } finally {
      go.disabled = false;
    }
  });
  return form;
}
