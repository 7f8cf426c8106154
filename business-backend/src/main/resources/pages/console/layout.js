// How several hosts share the picture: chosen here, applied at once.
import { call, path } from "../parts/api.js";
import { el, say, show } from "../parts/dom.js";
import { itemsOf, panel } from "./panel.js";

const TEMPLATES = {
  auto: "Automatic",
  single: "Single",
  "side-by-side": "Side by side",
  grid: "Grid",
  "picture-in-picture": "Picture in picture",
  stage: "Stage",
};
const STALE = "Somebody else changed the layout meanwhile. It is shown as it is now: choose again.";
/** As mcu-api has them; pixels of the canvas. */
const MOST_TEXT = 64;
const MOST_URL = 2048;
const FADES = { PT0S: "Cut", "PT0.3S": "Fade, 0.3 s", "PT0.5S": "Fade, 0.5 s", PT1S: "Fade, 1 s", PT2S: "Fade, 2 s" };
const LARGEST_WIDTH = 64;
const LARGEST_RADIUS = 512;
const GONE = new Set(["room-not-found", "broadcast-ended"]);

/** @param ended {() => Promise<boolean>} */
export function layoutPanel(id, ended) {
  let held = null;
  let dirty = false;
  const note = el("p", { class: "quiet", role: "status", hidden: true });
  const told = (sentence, bad = false) => {
    note.className = bad ? "notice" : "quiet";
    show(note, Boolean(sentence));
    say(note, sentence);
  };
  const fields = panel({
    label: "the layout",
    load: async () => {
      // Nobody's choice is taken from under his hands.
      const now = dirty ? held : (await ended()) ? null : await load(id);
      if (!dirty) held = now;
      return held;
    },
    isEmpty: (now) => now === null,
    empty: "There is no room to lay out any more.",
    draw: ({ layout, people }) => [
      form(layout, people, {
        changed() {
          dirty = true;
          told("");
        },
        undone() {
          dirty = false;
          told("");
        },
        apply,
      }),
    ],
  });

  function afresh(sentence, bad) {
    dirty = false;
    told(sentence, bad);
    return fields.refresh();
  }

  async function apply(layout) {
    try {
      await call("PUT", path("broadcasts", id, "layout"), { ...layout, sequence: layout.sequence + 1 });
      await afresh("Applied.");
    } catch (problem) {
      if (problem.status === 401) dispatchEvent(new Event("linkmic-logged-out"));
      if (problem.code === "stale-layout") await afresh(STALE, true);
      else told(problem.message, true);
    }
  }

  return { ...fields, element: el("div", { class: "stack" }, fields.element, note) };
}

async function load(id) {
  try {
    const [layout, people] = await Promise.all([
      call("GET", path("broadcasts", id, "layout")),
      call("GET", path("broadcasts", id, "participants")).catch(() => null),
    ]);
    return { layout, people: itemsOf(people).map(({ participantId, name }) => ({ participantId, name })) };
  } catch (problem) {
    if (GONE.has(problem.code)) return null;
    throw problem;
  }
}

/** What it does not offer (regions, their placeholders, places of the watermark) stays as it is. */
function form(layout, people, { changed, undone, apply }) {
  const { background, border, placeholder, watermark } = layout;
  const pinned = people.some((person) => person.participantId === layout.pinned) || !layout.pinned ? people : [...people, { participantId: layout.pinned }];
  const go = el("button", { type: "submit", class: "primary", text: "Apply", data: { key: "layout-apply" } });
  const element = el(
    "form",
    { class: "layout-form stack" },
    el("fieldset", { class: "templates" }, el("legend", { text: "Template" }), templates(layout.template)),
    el(
      "div",
      { class: "layout-fields" },
      labelled("Shown large", el("select", { name: "pinned" }, option("", "Automatic", !layout.pinned), pinned.map(({ participantId, name }) => option(participantId, name || participantId, participantId === layout.pinned)))),
      labelled("Overlay text", el("input", { name: "text", autocomplete: "off", maxlength: MOST_TEXT, value: watermark?.text?.text ?? "" })),
      labelled("Background", el("input", { name: "background", type: "color", value: background.colour })),
      labelled("Changes", el("select", { name: "fade" }, fades(layout.crossFade))),
      labelled("Border's colour", el("input", { name: "colour", type: "color", value: border.colour })),
      labelled("Border, pixels", el("input", { name: "width", type: "number", min: 0, max: LARGEST_WIDTH, required: true, value: border.width })),
      labelled("Corners, pixels", el("input", { name: "radius", type: "number", min: 0, max: LARGEST_RADIUS, required: true, value: border.radius })),
      el("label", { class: "check" }, el("input", { name: "labels", type: "checkbox", checked: layout.labels }), "Show names"),
      labelled("Image behind", address("backgroundImage", background.image)),
      labelled("Logo", address("logo", watermark?.image?.url)),
      labelled("Image while away", address("placeholderImage", placeholder.image)),
    ),
    el("div", { class: "row" }, go, el("button", { type: "reset", text: "Undo", data: { key: "layout-undo" } })),
  );
  element.addEventListener("input", changed);
  element.addEventListener("reset", undone);
  element.addEventListener("submit", async (event) => {
    event.preventDefault();
    go.disabled = true;
    await apply(chosen(layout, new FormData(element)));
    go.disabled = false;
  });
  return element;
}

const labelled = (text, control) => el("label", {}, text, control);
const address = (name, url) => el("input", { name, type: "url", autocomplete: "off", maxlength: MOST_URL, placeholder: "https://… .png", value: url ?? "" });
const option = (value, text, selected) => el("option", { value, text, selected });

/** The durations offered, and the one there is. */
function fades(current) {
  const offered = { ...FADES, ...(current in FADES ? {} : { [current]: current }) };
  return Object.entries(offered).map(([value, text]) => option(value, text, value === current));
}

function templates(current) {
  const offered = { ...TEMPLATES, ...(current === "regions" ? { regions: "Own regions" } : {}) };
  return Object.entries(offered).map(([value, text]) =>
    el(
      "label",
      {},
      el("input", { type: "radio", name: "template", value, checked: value === current }),
      el("span", { class: "mini", "aria-hidden": "true", data: { template: value } }, el("i"), el("i"), el("i"), el("i")),
      el("span", { text }),
    ),
  );
}

function chosen(layout, values) {
  const template = values.get("template");
  const text = values.get("text").trim();
  const url = values.get("logo").trim();
  const image = url ? { ...layout.watermark?.image, url } : null;
  return {
    ...layout,
    template,
    regions: template === "regions" ? layout.regions : [],
    pinned: values.get("pinned") || null,
    labels: values.has("labels"),
    background: { colour: values.get("background"), image: values.get("backgroundImage").trim() || null },
    placeholder: { ...layout.placeholder, image: values.get("placeholderImage").trim() || null },
    crossFade: values.get("fade"),
    border: { colour: values.get("colour"), width: Number(values.get("width")), radius: Number(values.get("radius")) },
    watermark: text || image ? { text: text ? { ...layout.watermark?.text, text } : null, image } : null,
  };
}
