// The first number of a situation may open below the edge. The page moves just far enough to show it,
// and never so far that the line that was opened leaves the top.
const exit = document.querySelector(".exit");

function show(situation) {
  const way = situation.querySelector(".channel a[href]");
  if (!way) return;
  const foot = exit ? Math.min(innerHeight, exit.getBoundingClientRect().top) : innerHeight;  // it covers what is under it
  const below = way.getBoundingClientRect().bottom + 16 - foot;
  const above = situation.getBoundingClientRect().top;
  if (below > 0 && above > 0) scrollBy(0, Math.min(below, above));
}

for (const situation of document.querySelectorAll("details.situation")) {
  situation.addEventListener("toggle", () => situation.open && show(situation));
}
