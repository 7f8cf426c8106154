// A worker's timer goes on at full rate while its page is in the background; a page's own does not.
let timer = 0;
let drawing = false;
onmessage = ({ data }) => {
  if (data === "drawn") {
    drawing = false;
    return;
  }
  clearInterval(timer);
  drawing = false;
  if (data > 0) timer = setInterval(tick, 1000 / data);
};

/** A page that draws slower than this skips pictures: ticks that queue up would leave it no time for anything else. */
function tick() {
  if (drawing) return;
  drawing = true;
  postMessage(0);
}
