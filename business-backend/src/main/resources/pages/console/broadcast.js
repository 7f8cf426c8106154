// One broadcast: what is on air and how it is laid out, who is in the room, links, addresses, chat, history; end it.
import { call, path } from "../parts/api.js";
import { button, el, show } from "../parts/dom.js";
import { when } from "../parts/figures.js";
import { airPanel } from "./air.js";
import { askFor, confirmThat, copyable, tell } from "./ask.js";
import { linksOf } from "./broadcasts.js";
import { chatMutesPanel } from "./chat-mutes.js";
import { layoutPanel } from "./layout.js";
import { linksPanel } from "./links.js";
import { panel } from "./panel.js";
import { peoplePanel } from "./people.js";
import { programPreview } from "./preview.js";
import { broadcastBadge, broadcastWord } from "./states.js";

export function broadcastView({ events }, id) {
  let roomId = null;
  let latest = null;
  const load = async () => {
    latest = call("GET", path("broadcasts", id));
    try {
      const broadcast = await latest;
      roomId = broadcast.roomId;
      show(columns, true);
      show(direct, broadcast.state !== "ENDED");
      return broadcast;
    } catch (problem) {
      // Of what is not there, once is enough to say so.
      show(columns, problem.status !== 404);
      if (problem.status === 404) show(direct, false);
      throw problem;
    }
  };
  const columns = el("div", { class: "columns" });
  const direct = el("div", { class: "direct", hidden: true });
  const ended = async () => (await latest).state === "ENDED";
  const onAir = async () => ["LIVE", "INTERRUPTED"].includes((await latest).state);
  const head = panel({ load, label: "the broadcast", draw: (broadcast) => drawHead(broadcast, () => everything()) });
  const air = airPanel(id, onAir);
  const people = peoplePanel(id, ended);
  const pk = linksPanel(id, ended);
  const chat = chatMutesPanel(id);
  const facts = panel({ load, label: "its addresses", draw: drawFacts, every: 10_000 });
  const layout = layoutPanel(id, ended);
  const preview = programPreview(id);
  const panels = [head, layout, air, people, pk, chat, facts];
  const everything = () => panels.forEach((part) => part.soon());
  const stop = events.listen((event) => {
    if (event.roomId === roomId || event.broadcastId === id) everything();
  });
  const part = (title, content) => el("section", { class: "panel stack" }, el("h2", { text: title }), content.element);
  direct.append(part("Program", preview), part("Layout", layout));
  columns.append(
    el("div", { class: "stack" }, part("On air", air), part("In the room", people), part("Link (PK)", pk), part("Chat", chat)),
    el("div", { class: "stack" }, facts.element),
  );
  return {
    title: "Broadcast",
    element: el(
      "article",
      { class: "view" },
      el("p", {}, el("a", { class: "back", href: "#/broadcasts", text: "← Broadcasts" })),
      head.element,
      direct,
      columns,
    ),
    close() {
      stop();
      panels.forEach((each) => each.close());
      preview.close();
    },
  };
}

function drawHead(broadcast, changed) {
  const id = broadcast.broadcastId;
  const ended = broadcast.state === "ENDED";
  const page = (kind) => `/${kind}/${encodeURIComponent(id)}`;
  document.title = `${broadcast.title} · LinkMic`;
  return [
    el("div", { class: "view-head" }, el("h1", { text: broadcast.title }), broadcastBadge(broadcast.state)),
    el("p", { class: "quiet ids" }, `Host ${broadcast.hostName || broadcast.hostId} · broadcast `, el("code", { text: id }), " · room ", el("code", { text: broadcast.roomId })),
    ended
      ? null
      : el(
          "div",
          { class: "row" },
          el("a", { class: "button", href: page("host"), target: "_blank", rel: "noopener", text: "Host page" }),
          el("a", { class: "button", href: page("watch"), target: "_blank", rel: "noopener", text: "Watch page" }),
          button("Invite", () => invite(id), { data: { key: "invite" } }),
          button("End broadcast", () => end(broadcast, changed), { class: "danger", data: { key: "end" } }),
        ),
  ].filter(Boolean);
}

const ROLES = { "co-host": "Co-host: may publish", audience: "Audience: watches and chats", host: "The host: a fresh link" };

async function invite(id) {
  const invitation = await askFor({
    title: "Invite somebody",
    text: "The link admits its bearer to this broadcast's room.",
    action: "Make the link",
    fields: [
      { name: "name", label: "Name (shown to others)", required: true, maxlength: 128 },
      { name: "role", label: "As", options: Object.entries(ROLES) },
    ],
    act: ({ name, role }) => call("POST", path("broadcasts", id, "invitations"), { name, role }),
  });
  if (!invitation) return;
  await tell(
    "The invitation",
    el("p", { class: "quiet", text: "Give it to that person only; it is shown here once." }),
    ...[
      invitation.url && copyable("Link", invitation.url, { secret: true }),
      invitation.ticket?.token && copyable("Ticket", invitation.ticket.token, { secret: true }),
    ].filter(Boolean),
  );
}

async function end(broadcast, changed) {
  const done = await confirmThat({
    title: "End this broadcast?",
    text: `“${broadcast.title}” goes off the air for everybody and cannot be started again.`,
    action: "End broadcast",
    act: () => call("POST", path("broadcasts", broadcast.broadcastId, "end"), {}),
  });
  if (done) changed();
}

function drawFacts(broadcast) {
  const links = broadcast.state === "ENDED" ? [] : linksOf(broadcast);
  const alerts = broadcast.alerts ?? [];
  const invitations = broadcast.invitations ?? [];
  const history = [...(broadcast.history ?? [])].reverse();
  return [
    alerts.length > 0 && section("Alerts", el("ul", { class: "alerts" }, alerts.map(alert))),
    links.length > 0 && section("Addresses", ...links),
    invitations.length > 0 && section("Invited", el("ul", { class: "invited" }, invitations.map(invited))),
    section(
      "History",
      history.length === 0
        ? el("p", { class: "empty", text: "Nothing has happened yet." })
        : el("ol", { class: "history" }, history.map(step)),
    ),
  ].filter(Boolean);
}

const ALERTS = { "egress-failed": "An RTMP target failed" };

const section = (title, ...content) => el("section", { class: "panel stack" }, el("h2", { text: title }), ...content);

function step({ to, at, detail, cause }) {
  return el(
    "li",
    { data: { state: to } },
    el("strong", { text: broadcastWord(to) }),
    el("time", { class: "quiet", datetime: at, text: when(at) }),
    el("span", { class: "quiet", text: detail || cause }),
  );
}

function invited({ name, participantId, role, createdAt }) {
  return el(
    "li",
    { class: "row between" },
    el("span", { text: name || participantId }),
    el("span", { class: "quiet", text: `${role}, ${when(createdAt)}` }),
  );
}

function alert({ detail, kind, raisedAt, clearedAt }) {
  return el(
    "li",
    { data: { over: String(Boolean(clearedAt)) } },
    el("strong", { text: ALERTS[kind] ?? kind }),
    el("span", { text: detail }),
    el("time", { class: "quiet", datetime: raisedAt, text: clearedAt ? `${when(raisedAt)}, over at ${when(clearedAt)}` : when(raisedAt) }),
  );
}
