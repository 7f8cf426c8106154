// The console's frame: who is logged in, which view is open.
import { call } from "../parts/api.js";
import { button, byId, el, say, show } from "../parts/dom.js";
import { backOff, pause } from "../parts/retry.js";
import { blacklistView } from "./blacklist.js";
import { broadcastView } from "./broadcast.js";
import { broadcastsView } from "./broadcasts.js";
import { eventsView } from "./events.js";
import { liveEvents } from "./live.js";
import { loginView } from "./login.js";
import { nodesView } from "./nodes.js";
import { roomsView } from "./rooms.js";

const VIEWS = { broadcasts: broadcastsView, rooms: roomsView, nodes: nodesView, blacklist: blacklistView, events: eventsView };
const SESSION = "/api/v1/session";
const STREAM = { open: ["Connected", "good"], connecting: ["Connecting", "warn"], lost: ["No live events", "bad"] };

const events = liveEvents("/api/v1/events");
let who = null;
let view = null;

/** `#/broadcasts/b-1` → the view and what it shows. */
function route() {
  const [name, id] = location.hash.replace(/^#\//, "").split("/").map(decodeURIComponent);
  if (name === "broadcasts" && id) return { name, open: (context) => broadcastView(context, id) };
  return VIEWS[name] ? { name, open: VIEWS[name] } : { name: "broadcasts", open: broadcastsView };
}

function put(next) {
  view?.close?.();
  view = next;
  byId("main").replaceChildren(next.element);
  document.title = `${next.title} · LinkMic`;
}

function openView() {
  if (!who) return;
  const { name, open } = route();
  for (const link of byId("nav").children) {
    const here = link.hash === `#/${name}`;
    if (here) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  put(open({ events, who }));
  scrollTo(0, 0);
}

function frame(loggedIn) {
  show(byId("nav"), loggedIn);
  show(byId("who"), loggedIn);
  if (!loggedIn) return;
  for (const link of byId("nav").children) show(link, who.operator || !("operators" in link.dataset));
  say("who-name", who.ownMachine ? "On this machine" : who.apiKey);
  show(byId("log-out"), !who.ownMachine);
}

function enter(session) {
  who = session;
  frame(true);
  events.open();
  openView();
}

function logIn(note) {
  who = null;
  events.close();
  frame(false);
  put(loginView({ note, onLogin: enter }));
}

async function start() {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return enter(await call("GET", SESSION));
    } catch (problem) {
      if (problem.status === 401 || problem.status === 403) return logIn("");
      put({ title: "Console", element: unreachable(problem) });
    }
    await pause(backOff(attempt));
  }
}

const unreachable = (problem) =>
  el("div", { class: "trouble", role: "alert" }, el("strong", { text: problem.message }), el("p", { text: "Trying again…" }));

// A session that ended: whatever view notices it first.
addEventListener("linkmic-logged-out", () => who && logIn("Your session has ended. Log in again."));
addEventListener("hashchange", () => {
  if (location.hash.startsWith("#/")) {
    openView();
    byId("main").focus({ preventScroll: true });
  }
});
byId("skip").addEventListener("click", (event) => {
  event.preventDefault();
  byId("main").focus();
});
byId("log-out").addEventListener("click", async () => {
  await call("DELETE", SESSION).catch(() => {});
  logIn("");
});
events.onState((state) => {
  const [word, tone] = STREAM[state];
  say("live", word);
  byId("live").dataset.tone = tone;
});

start();
