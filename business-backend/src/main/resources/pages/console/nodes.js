// The fleet: every node's load, whether it is offered and why; drain and resume.
import { call, path } from "../parts/api.js";
import { badge, button, el } from "../parts/dom.js";
import { bitrate, percent, when } from "../parts/figures.js";
import { askFor, confirmThat } from "./ask.js";
import { itemsOf, panel } from "./panel.js";

/** As mcu-dns admits: above this a node gets no new rooms. */
const BUSY = 0.8;
/** As many as mcu-api gives at once. */
const MOST = 100;
/** Gone without a good-bye within the last ten minutes. */
const silentOf = (list) => list?.silent ?? [];

export function nodesView({ events }) {
  const nodes = panel({
    label: "nodes",
    every: 2000,
    load: () => call("GET", `${path("nodes")}?limit=${MOST}`),
    isEmpty: (list) => itemsOf(list).length === 0 && silentOf(list).length === 0,
    empty: "No node has registered. Nodes appear here within a second of their start.",
    draw: (list) => [
      el("ul", { class: "nodes" }, [...silentOf(list).map(goneCard), ...itemsOf(list).map((node) => card(node, () => nodes.refresh()))]),
      list.nextCursor && el("p", { class: "quiet", text: `These are the first ${MOST}; GET /api/v1/nodes gives all of them.` }),
    ].filter(Boolean),
  });
  const stop = events.listen((event) => event.nodeId && nodes.soon());
  return {
    title: "Nodes",
    element: el("section", { class: "view" }, el("div", { class: "view-head" }, el("h1", { text: "Nodes" })), nodes.element),
    close() {
      stop();
      nodes.close();
    },
  };
}

function card(node, changed) {
  const load = node.load ?? {};
  const reasons = reasonsOf(node);
  return el(
    "li",
    { class: "panel stack", data: { node: node.nodeId } },
    el("div", { class: "row between" }, el("h2", { class: "node-name", text: node.nodeId }), state(node)),
    el("p", { class: "quiet", text: [node.region, node.isp, node.version && `version ${node.version}`, `up since ${when(node.startedAt)}`].filter(Boolean).join(" · ") }),
    el(
      "div",
      { class: "bars" },
      bar("CPU", load.cpu, percent(load.cpu)),
      bar("Network", load.network, `${percent(load.network)} · ${bitrate(load.networkBitrate)}`),
      load.encoderSlots > 0 ? bar("Encoders", load.encoderSlotsUsed / load.encoderSlots, `${load.encoderSlotsUsed} of ${load.encoderSlots}`) : null,
      bar("Rooms", load.maxRooms > 0 ? load.rooms / load.maxRooms : null, `${load.rooms ?? "–"} of ${load.maxRooms ?? "–"}`),
    ),
    el("p", { class: "quiet", text: `${load.participants ?? 0} participants, ${load.recentJoins ?? 0} of them came in the last 20 s · ${load.egresses ?? 0} RTMP targets` }),
    reasons.length > 0 ? el("ul", { class: "reasons" }, reasons.map((reason) => el("li", { text: reason }))) : null,
    el(
      "div",
      { class: "row" },
      node.draining
        ? button("Resume", () => resume(node, changed), { "aria-label": `Resume ${node.nodeId}`, data: { key: `drain-${node.nodeId}` } })
        : button("Drain", () => drain(node, changed), { class: "danger", "aria-label": `Drain ${node.nodeId}`, data: { key: `drain-${node.nodeId}` } }),
    ),
  );
}

function goneCard({ nodeId, beatAt }) {
  return el(
    "li",
    { class: "panel stack", data: { node: nodeId } },
    el("div", { class: "row between" }, el("h2", { class: "node-name", text: nodeId }), badge("Gone", "bad")),
    el("p", { class: "quiet", text: `Went without a good-bye: the last beat came at ${when(beatAt)}. Its rooms go on elsewhere when their hosts come back.` }),
  );
}

/** Why it gets no new rooms, as far as beats and drain go. */
function reasonsOf(node) {
  return [
    node.state === "stale" && `Silent: the last beat came at ${when(node.beatAt)}.`,
    node.draining && "Draining: takes no new rooms.",
  ].filter(Boolean);
}

function state(node) {
  if (node.state === "stale") return badge("Silent", "bad");
  if (node.draining) return badge("Draining", "warn");
  return node.offered ? badge("Offered", "good") : badge("Not offered", "warn");
}

function bar(name, ratio, text) {
  const share = Number.isFinite(ratio) ? Math.min(1, Math.max(0, ratio)) : 0;
  const meter = el("meter", { min: "0", max: "1", high: String(BUSY), optimum: "0", value: String(share), "aria-label": `${name}: ${text}` });
  return el("div", { class: "bar-row" }, el("span", { text: name }), meter, el("span", { class: "bar-text", text }));
}

async function drain(node, changed) {
  const done = await confirmThat({
    title: `Drain ${node.nodeId}?`,
    text: "It takes no new rooms until you resume it. The rooms that run there go on.",
    action: "Drain",
    act: () => call("POST", path("nodes", node.nodeId, "drain"), { draining: true }),
  });
  if (done) changed();
}

async function resume(node, changed) {
  const done = await askFor({
    title: `Resume ${node.nodeId}?`,
    text: "It is offered to new rooms again.",
    action: "Resume",
    act: () => call("POST", path("nodes", node.nodeId, "drain"), { draining: false }),
  });
  if (done) changed();
}
