// Lets the corners of a photographed slide be dragged. Without it, their numbers are typed.
const stage = document.querySelector("[data-cornered]");
const fields = [...document.querySelectorAll("input[data-corner]")];
const outline = stage?.querySelector("polygon");
const NAMES = ["top left", "top right", "bottom right", "bottom left"];

const between = (number) => Math.min(100, Math.max(0, number));
const at = (corner) => [fields[2 * corner], fields[2 * corner + 1]].map((field) => between(Number(field.value) || 0));

function draw() {
  outline.setAttribute("points", NAMES.map((_, corner) => at(corner).map((one) => one * 10).join(",")).join(" "));
  handles.forEach((handle, corner) => {
    const [across, down] = at(corner);
    handle.style.left = `${across}%`;
    handle.style.top = `${down}%`;
  });
}

function moved() {
  draw();
  document.querySelector("[data-stale]").hidden = false;
}

function handleOf(corner) {
  const handle = document.createElement("span");
  handle.className = "corner-handle";
  handle.setAttribute("aria-hidden", "true");  // the fields below say and set the same
  handle.title = NAMES[corner];
  handle.addEventListener("pointerdown", (event) => {
    handle.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  handle.addEventListener("pointermove", (event) => {
    if (!handle.hasPointerCapture(event.pointerId)) return;
    const box = stage.getBoundingClientRect();
    fields[2 * corner].value = between((event.clientX - box.left) / box.width * 100).toFixed(1);
    fields[2 * corner + 1].value = between((event.clientY - box.top) / box.height * 100).toFixed(1);
    moved();
  });
  return handle;
}

const handles = stage ? NAMES.map((_, corner) => handleOf(corner)) : [];
if (stage && fields.length === 8) {
  stage.append(...handles);
  document.querySelector("[data-hint]").hidden = false;
  for (const field of fields) field.addEventListener("input", moved);
  draw();
}
