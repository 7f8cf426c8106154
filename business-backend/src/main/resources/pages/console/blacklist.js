// What mcu-dns must not offer, to whom, why, and until when.
import { call, path } from "../parts/api.js";
import { button, el } from "../parts/dom.js";
import { when } from "../parts/figures.js";
import { askFor, confirmThat } from "./ask.js";
import { itemsOf, panel } from "./panel.js";

const HOUR_MILLIS = 3_600_000;
/** As many as mcu-api gives at once. */
const MOST = 100;
const TERMS = [["1", "1 hour"], ["24", "1 day"], ["168", "7 days"], ["", "Until it is removed"]];

export function blacklistView() {
  const entries = panel({
    label: "the blacklist",
    load: () => call("GET", `${path("blacklist")}?limit=${MOST}`),
    isEmpty: (list) => itemsOf(list).length === 0,
    empty: "Nothing is blacklisted: every live node with room to spare is offered to everybody.",
    draw: (list) => [
      el("ul", { class: "list" }, itemsOf(list).map((entry) => row(entry, () => entries.refresh()))),
      list.nextCursor && el("p", { class: "quiet", text: `These are the first ${MOST}; GET /api/v1/blacklist gives all of them.` }),
    ].filter(Boolean),
  });
  return {
    title: "Blacklist",
    element: el(
      "section",
      { class: "view" },
      el("div", { class: "view-head" }, el("h1", { text: "Blacklist" }), button("Add an entry", async () => (await add()) && entries.refresh(), { class: "primary" })),
      el("p", { class: "quiet", text: "A node alone is offered to nobody, a client network alone is offered nothing; conditions together must all hold." }),
      entries.element,
    ),
    close: entries.close,
  };
}

/** “Node n-1, for clients of 192.0.2.0/24”. */
function what({ nodeId, network, region }) {
  const parts = [nodeId && `Node ${nodeId}`, region && `Region ${region}`, network && `Clients of ${network}`];
  return parts.filter(Boolean).join(" · ");
}

function row(entry, changed) {
  return el(
    "li",
    { class: "blacklist-row" },
    el("div", { class: "row-title" }, el("strong", { text: what(entry) }), el("span", { class: "quiet", text: entry.reason })),
    el("span", { class: "quiet", text: entry.expiresAt ? `until ${when(entry.expiresAt)}` : "until it is removed" }),
    el("span", { class: "quiet", text: `by ${entry.createdBy}, ${when(entry.createdAt)}` }),
    button("Remove", () => remove(entry, changed), { class: "small danger", "aria-label": `Remove ${what(entry)}`, data: { key: entry.id } }),
  );
}

const add = () =>
  askFor({
    title: "Add to the blacklist",
    text: "Give at least one of node, network and region.",
    action: "Add",
    fields: [
      { name: "nodeId", label: "Node", autocapitalize: "none", spellcheck: "false", placeholder: "node-1" },
      { name: "network", label: "Client network", autocapitalize: "none", spellcheck: "false", placeholder: "192.0.2.0/24", hint: "An address, or a CIDR block of addresses." },
      { name: "region", label: "Region", autocapitalize: "none", spellcheck: "false", placeholder: "cn-north" },
      { name: "reason", label: "Reason", required: true, maxlength: 200, placeholder: "Packet loss since noon" },
      { name: "hours", label: "For", options: TERMS },
    ],
    act: ({ nodeId, network, region, reason, hours }) => {
      if (!nodeId && !network && !region) throw new Error("Give a node, a network or a region.");
      return call("POST", path("blacklist"), {
        ...(nodeId && { nodeId }),
        ...(network && { network: block(network) }),
        ...(region && { region }),
        reason,
        ...(hours && { expiresAt: new Date(Date.now() + Number(hours) * HOUR_MILLIS).toISOString() }),
      });
    },
  });

/** mcu-api takes blocks; one address is the smallest. */
function block(network) {
  if (network.includes("/")) return network;
  return `${network}/${network.includes(":") ? 128 : 32}`;
}

async function remove(entry, changed) {
  const done = await confirmThat({
    title: "Remove this entry?",
    text: `${what(entry)}: offered again as soon as mcu-dns has heard of it.`,
    action: "Remove",
    act: () => call("DELETE", path("blacklist", entry.id)),
  });
  if (done) changed();
}
