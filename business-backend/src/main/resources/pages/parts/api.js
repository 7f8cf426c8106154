// Calls of our own server, and what it says when it refuses.

/** Longer than the server waits for anything behind it. */
const PATIENCE_MILLIS = 15_000;

/** An RFC 9457 problem, or the lack of an answer. */
export class Problem extends Error {
  /** @param status of HTTP; 0 when there was no answer */
  constructor(status, code, detail) {
    super(detail);
    this.status = status;
    this.code = code;
  }
}

/** JSON in, JSON out; `undefined` for an answer without a body. Throws {@link Problem}. */
export async function call(method, path, body) {
  let answer;
  try {
    answer = await fetch(path, {
      method,
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE_MILLIS),
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (failure) {
    const late = failure.name === "TimeoutError";
    throw new Problem(0, "unreachable", late ? "The server did not answer in time." : "The server is not reachable.");
  }
  const text = await answer.text().catch(() => "");
  const content = parsed(text);
  if (answer.ok) return content;
  throw new Problem(answer.status, content?.code ?? "", sentence(content, answer.status));
}

function parsed(text) {
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

function sentence(problem, status) {
  const fields = Array.isArray(problem?.errors) ? problem.errors.map((error) => error.message).filter(Boolean) : [];
  if (fields.length > 0) return fields.join(" ");
  return problem?.detail ?? problem?.title ?? `The server said ${status}.`;
}

/** A path of encoded parts: `path("broadcasts", id, "end")`. */
export const path = (...parts) => `/api/v1/${parts.map(encodeURIComponent).join("/")}`;
