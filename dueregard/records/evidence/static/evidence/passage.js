// Turns a selection of a page's text into the link that marks it, and for whoever keeps the document into the one that
// has these words ticked to black out. Without it, words can be pasted into the form below.
const text = document.querySelector("[data-passage]");
const offer = document.createElement("p");
offer.className = "offer-link no-print";
offer.setAttribute("role", "status");
text?.after(offer);

// Places are counted in whole signs, as the server counts them; a script of the browser counts in halves of some.
function signsBefore(node, at) {
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEnd(node, at);
  const copy = before.cloneContents();
  for (const skipped of copy.querySelectorAll("[data-skip]")) skipped.remove();
  return [...copy.textContent].length;
}

function chosen() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
  if (!range.toString().trim()) return null;
  return [signsBefore(range.startContainer, range.startOffset), signsBefore(range.endContainer, range.endOffset)];
}

function show() {
  const places = chosen();
  if (!places) return;
  const links = [["Link to these words", text.dataset.passage]];
  if (text.dataset.blackOut) links.push(["Black out these words", text.dataset.blackOut]);
  offer.replaceChildren(...links.flatMap(([words, path]) => {
    const link = document.createElement("a");
    link.className = "button small";
    link.href = `${path}?from=${places[0]}&to=${places[1]}`;
    link.textContent = words;
    return [link, " "];
  }));
}

if (text) document.addEventListener("selectionchange", show);

// In a transcript the time beside a sentence plays from there at once; without this, its link loads the page at that moment.
const sound = document.getElementById("sound");
for (const time of sound ? document.querySelectorAll("[data-ms]") : []) {
  time.addEventListener("click", (event) => {
    event.preventDefault();
    sound.currentTime = Number(time.dataset.ms) / 1000;
    sound.play();
  });
}
