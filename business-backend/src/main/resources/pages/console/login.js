// Login with an API key and its secret, for browsers that are not on the server's own machine.
import { call } from "../parts/api.js";
import { el, say, show } from "../parts/dom.js";

export function loginView({ note, onLogin }) {
  const key = el("input", { name: "apiKey", autocomplete: "username", autocapitalize: "none", spellcheck: "false", required: true, autofocus: true });
  const secret = el("input", { name: "secret", type: "password", autocomplete: "current-password", required: true });
  const trouble = el("p", { class: "notice", role: "alert", hidden: true });
  const go = el("button", { type: "submit", class: "primary", text: "Log in" });
  const form = el(
    "form",
    { class: "panel stack login" },
    el("h1", { text: "Log in" }),
    el("p", { class: "quiet", text: note || "The console takes an API key and its secret, as the REST API does." }),
    el("label", {}, "API key", key),
    el("label", {}, "Secret", secret),
    trouble,
    go,
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    go.disabled = true;
    show(trouble, false);
    try {
      onLogin(await call("POST", "/api/v1/session", { apiKey: key.value.trim(), secret: secret.value }));
    } catch (problem) {
      say(trouble, problem.message);
      show(trouble, true);
      secret.select();
    } finally {
      go.disabled = false;
    }
  });
  return { title: "Log in", element: form };
}
