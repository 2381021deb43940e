// Leaves at once: empties the page, takes its place in the browser's history, and goes somewhere harmless.
// Without it the link still leads away, but Back returns.
const door = document.querySelector("[data-exit]");
const three = 3;
const within = 3000; // milliseconds between the first and the last
let presses = [];

function leave(event) {
  event?.preventDefault();
  document.title = "…";
  document.body.replaceChildren();
  location.replace(door.href);
}

if (door) {
  door.classList.add("can-press");
  door.addEventListener("click", leave);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift" || event.repeat) { presses = []; return; }
    presses = [...presses.filter((at) => at > event.timeStamp - within), event.timeStamp];
    if (presses.length >= three) leave();
  });
}

// Links marked data-quiet leave no way back to the page they stand on; on a page whose exit says data-quiet-below, so do
// all links to pages below those addresses. A place on the same page, a new tab and a file to keep are left alone.
const below = (door?.dataset.quietBelow ?? "").split(" ").filter(Boolean);

function isQuiet(link) {
  if (link.hasAttribute("data-quiet")) return true;
  if (link.origin !== location.origin || link.hasAttribute("download") || link.target) return false;
  return below.some((start) => link.pathname.startsWith(start));
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const isHere = link.hash && link.href.split("#")[0] === location.href.split("#")[0];
  if (isHere || !isQuiet(link)) return;
  event.preventDefault();
  location.replace(link.href);
});
