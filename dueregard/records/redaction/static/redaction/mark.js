// Lets a rectangle be drawn on the picture of a page, with a finger, a pen or the mouse; it fills in the four sides.
// Words that are selected can be ticked together. Without it the sides are typed, and words are ticked one by one.
const form = document.querySelector("[data-marking]");
const svg = form?.querySelector("svg");

if (svg) {
  const side = (name) => form.elements.namedItem(name);
  const drawn = svg.querySelector(".drawn");
  const details = form.querySelector(".sides");
  details.querySelector("[data-needs-script]").hidden = false;
  svg.classList.add("can-draw");
  let start = null;

  const place = (event) => {
    const box = svg.getBoundingClientRect();
    const view = svg.viewBox.baseVal;
    const within = (value, most) => Math.min(Math.max(value, 0), most);
    return [within((event.clientX - box.left) / box.width, 1) * view.width, within((event.clientY - box.top) / box.height, 1) * view.height];
  };

  const show = (from, to) => {
    const [left, right] = [from[0], to[0]].sort((a, b) => a - b);
    const [top, bottom] = [from[1], to[1]].sort((a, b) => a - b);
    drawn.setAttribute("x", left); drawn.setAttribute("y", top);
    drawn.setAttribute("width", right - left); drawn.setAttribute("height", bottom - top);
    const sides = { left, top, right, bottom };
    for (const name of Object.keys(sides)) side(name).value = (sides[name] / 100).toFixed(1);
  };

  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !details.open) return;
    start = place(event);
    svg.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  svg.addEventListener("pointermove", (event) => { if (start) show(start, place(event)); });
  svg.addEventListener("pointerup", () => { start = null; });
  svg.addEventListener("pointercancel", () => { start = null; });

  const typed = () => {
    const [left, top, right, bottom] = ["left", "top", "right", "bottom"].map((name) => parseFloat(side(name).value) * 100);
    if ([left, top, right, bottom].every(Number.isFinite)) {
      drawn.setAttribute("x", Math.min(left, right)); drawn.setAttribute("y", Math.min(top, bottom));
      drawn.setAttribute("width", Math.abs(right - left)); drawn.setAttribute("height", Math.abs(bottom - top));
    }
  };
  form.addEventListener("input", typed);
  details.addEventListener("toggle", () => svg.classList.toggle("drawing", details.open));
  svg.classList.toggle("drawing", details.open);
  typed();
}

const offer = form?.querySelector("[data-selected]");
const ticks = form?.querySelector(".word-ticks");

if (offer && ticks) {
  const selected = () => {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return [];
    return [...ticks.querySelectorAll(".word-tick")].filter((tick) => selection.containsNode(tick, true));
  };
  document.addEventListener("selectionchange", () => { offer.hidden = selected().length < 2; });
  // A press on the button must not take away the selection before it is read.
  offer.addEventListener("pointerdown", (event) => event.preventDefault());
  offer.addEventListener("click", () => {
    for (const tick of selected()) tick.querySelector("input").checked = true;
    getSelection().removeAllRanges();
  });
}
