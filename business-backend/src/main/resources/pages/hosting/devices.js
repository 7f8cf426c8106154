// The choice of what to show, and its preview.
import { byId, show } from "../parts/dom.js";
import { devices, openSource } from "./source.js";

export const sourceKind = () => document.querySelector("input[name=source]:checked").value;

/** Opens what is chosen and shows it. */
export async function previewSource(label) {
  byId("preview").srcObject = null;
  const kind = sourceKind();
  const source = await openSource(kind, {
    camera: byId("camera").value,
    microphone: byId("microphone").value,
    speech: byId("speech").checked,
    label,
  });
  byId("preview").srcObject = source.stream;
  show(byId("cover"), false);
  show(byId("speech-choice"), kind === "camera");
  if (kind === "camera") await listDevices();
  return source;
}

async function listDevices() {
  const { cameras, microphones } = await devices();
  for (const [id, list] of [["camera", cameras], ["microphone", microphones]]) {
    const select = byId(id);
    const chosen = select.value;
    select.replaceChildren(...list.map((device) => new Option(device.label, device.deviceId)));
    if (chosen) select.value = chosen;
    show(byId(`${id}-choice`), list.length > 1);
  }
}
