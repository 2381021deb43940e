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

// Links marked data-quiet leave no way back to the page they stand on.
for (const link of document.querySelectorAll("a[data-quiet]")) {
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    location.replace(link.href);
  });
}
