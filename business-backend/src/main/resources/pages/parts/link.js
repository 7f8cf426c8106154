// The ticket in a link: `#token=…&dns=…`.

/** Whoever reloads the page goes on; the tab forgets it when it is closed. */
const key = (broadcastId) => `ticket:${broadcastId}`;

/** To be called first of all: an address bar is seen by whoever looks at the screen. */
export function takeTicketFromAddress(broadcastId) {
  const given = new URLSearchParams(location.hash.slice(1));
  if (!given.get("token")) return;
  sessionStorage.setItem(key(broadcastId), JSON.stringify({ token: given.get("token"), dnsUrl: given.get("dns") }));
  history.replaceState(null, "", location.pathname + location.search);
}

/** `{token, dnsUrl}`, or null where the page was opened without one. */
export function keptTicket(broadcastId) {
  return JSON.parse(sessionStorage.getItem(key(broadcastId)));
}
