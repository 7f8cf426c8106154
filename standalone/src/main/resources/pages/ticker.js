// A worker's timer goes on at full rate while its page is in the background; a page's own does not.
let timer = 0;
onmessage = ({ data: framesPerSecond }) => {
  clearInterval(timer);
  if (framesPerSecond > 0) timer = setInterval(() => postMessage(0), 1000 / framesPerSecond);
};
