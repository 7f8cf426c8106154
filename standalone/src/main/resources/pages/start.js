// The start page: rooms that exist, and a new one.
import { byId, problemOf, say, show } from "./shared.js";

const TONES = { passthrough: "live", mix: "live", hold: "warn", idle: "" };
const WORDS = { passthrough: "On air", mix: "On air", hold: "Held", idle: "Idle" };

function item(room) {
  const row = document.createElement("li");
  const title = document.createElement("div");
  title.className = "title";
  const name = document.createElement("span");
  name.className = "name";
  name.textContent = room.roomId;
  const badge = document.createElement("span");
  badge.className = "badge";
  badge.dataset.tone = TONES[room.mode] ?? "";
  badge.textContent = WORDS[room.mode] ?? room.mode;
  title.append(name, badge);
  const links = document.createElement("div");
  links.className = "row";
  for (const kind of ["host", "watch"]) {
    const link = document.createElement("a");
    link.className = "button";
    link.href = `/${kind}/${encodeURIComponent(room.roomId)}`;
    link.textContent = kind === "host" ? "Host" : "Watch";
    links.append(link);
  }
  row.append(title, links);
  return row;
}

async function refresh() {
  try {
    const answer = await fetch("/pages/rooms", { cache: "no-store" });
    if (!answer.ok) throw new Error(await problemOf(answer));
    const { rooms } = await answer.json();
    byId("rooms").replaceChildren(...rooms.map(item));
    say("rooms-state", "No room yet. Create one here, or with the API.");
    show(byId("rooms-state"), rooms.length === 0);
  } catch (problem) {
    byId("rooms").replaceChildren();
    const gone = problem instanceof TypeError;
    say("rooms-state", gone ? "The server is not reachable. Trying again…" : problem.message);
    show(byId("rooms-state"), true);
  }
  setTimeout(refresh, 2000);
}

byId("create").addEventListener("submit", async (event) => {
  event.preventDefault();
  const input = byId("room-id");
  const roomId = input.value.trim();
  const error = byId("create-error");
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(roomId)) {
    error.textContent = "A room id starts with a letter or digit and has letters, digits, hyphens and underscores.";
    show(error, true);
    input.focus();
    return;
  }
  location.assign(`/${event.submitter?.value ?? "host"}/${roomId}`);
});

refresh();
