// The number beside a choice ticks what a reply says. Without this script every choice is a checkbox that Tab reaches.
const boxes = [...document.querySelectorAll("[data-sort-keys] input[type=checkbox][name=kinds]")].slice(0, 9);
boxes.forEach((box, at) => {
  const mark = document.createElement("kbd");
  mark.className = "choice-key";
  mark.setAttribute("aria-hidden", "true");
  mark.textContent = at + 1;
  box.closest("label").append(mark);
});
document.addEventListener("number-key", (event) => {
  const box = boxes[event.detail - 1];
  box?.click();
  box?.focus();
});
