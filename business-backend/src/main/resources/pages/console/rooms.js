// Rooms as mcu-api knows them, and the broadcasts they belong to.
import { call, path } from "../parts/api.js";
import { badge, el } from "../parts/dom.js";
import { bitrate, when } from "../parts/figures.js";
import { itemsOf, panel } from "./panel.js";

const MOST = 100;

export function roomsView({ events }) {
  const rooms = panel({
    label: "rooms",
    load: async () => {
      const [list, broadcasts] = await Promise.all([
        call("GET", `${path("rooms")}?limit=${MOST}`),
        // The rooms are worth showing without their broadcasts' titles.
        call("GET", `${path("broadcasts")}?limit=${MOST}`).catch(() => null),
      ]);
      const owners = Object.fromEntries(itemsOf(broadcasts).map((one) => [one.roomId, { id: one.broadcastId, title: one.title }]));
      return { rooms: itemsOf(list), more: Boolean(list.nextCursor), owners };
    },
    isEmpty: (data) => data.rooms.length === 0,
    empty: "No room is configured. Every open broadcast has one.",
    draw: ({ rooms: all, more, owners }) => [
      el("ul", { class: "list" }, all.map((room) => row(room, owners[room.roomId]))),
      more && el("p", { class: "quiet", text: `These are the first ${MOST}; GET /api/v1/rooms gives all of them.` }),
    ].filter(Boolean),
  });
  const stop = events.listen((event) => event.roomId && rooms.soon());
  return {
    title: "Rooms",
    element: el("section", { class: "view" }, el("div", { class: "view-head" }, el("h1", { text: "Rooms" })), rooms.element),
    close() {
      stop();
      rooms.close();
    },
  };
}

function row(room, owner) {
  const { video, running } = room;
  return el(
    "li",
    { class: "room-row" },
    el(
      "div",
      { class: "row-title" },
      owner ? el("a", { href: `#/broadcasts/${encodeURIComponent(owner.id)}`, data: { key: room.roomId } }, el("strong", { text: owner.title })) : el("strong", { text: room.name || room.roomId }),
      el("code", { class: "quiet", text: room.roomId }),
    ),
    running ? badge("Running", "good") : badge("Not running"),
    el("span", { class: "quiet", text: running ? `on ${running.nodeId}` : "on no node" }),
    el("span", {
      class: "quiet",
      text: [
        video && `${video.width} × ${video.height}, ${video.frameRate} fps, ${bitrate(video.bitrate)}`,
        `up to ${room.maxHosts} hosts`,
      ].filter(Boolean).join(" · "),
    }),
    el("time", { class: "quiet", datetime: room.createdAt, text: when(room.createdAt) }),
  );
}
