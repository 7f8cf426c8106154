// Waiting before trying again, so that a thousand browsers do not come back in the same moment.

const FIRST_MILLIS = 500;
const LONGEST_MILLIS = 10_000;

/** Full jitter: anywhere between nothing and a bound that doubles. */
export function backOff(attempt) {
  const bound = Math.min(LONGEST_MILLIS, FIRST_MILLIS * 2 ** Math.min(attempt, 10));
  return Math.round(bound * (0.2 + 0.8 * Math.random()));
}

/** What the server asked for and up to half of it more. */
export const notBefore = (retryAfterMs) => Math.round(retryAfterMs * (1 + Math.random() / 2));

export const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
