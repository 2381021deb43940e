// The page that searches a copy of the site. Words stay in the browser: the index lies beside the page.
import { answer } from "./answer.js";
import { useMonths } from "./figures.js";
import { Index } from "./index.js";

const PAUSE = 250; // ms after the last key
const box = document.getElementById("search-words");
const list = document.getElementById("results");
const found = document.getElementById("found");
let index, asked = 0, pause;

async function opened() {
  if (!index) {
    index = new Index(new URL(".", location.href).href).open();
    index.then(({ rules }) => useMonths(rules.months), () => { index = null; });
  }
  return index;
}

export async function ask(typed, most) {
  return answer(typed, await opened(), most);
}

function item(thing) {
  const row = document.createElement("li");
  const link = document.createElement("a");
  const label = document.createElement("p");
  const text = document.createElement("p");
  link.href = thing.href;
  link.textContent = thing.title;
  label.className = "label";
  label.textContent = thing.label;
  text.textContent = thing.text;
  row.append(link, label, text);
  return row;
}

function said({ first, count, instead, without, isBest }) {
  if (!count) return "Nothing has these words. Try fewer, or others.";
  const parts = [`${count.toLocaleString("en-GB")} found; the best ${first.length} are shown.`];
  if (isBest) parts.push("No page has all your words; these have the most.");
  for (const [typed, read] of instead) parts.push(`We found nothing for “${typed}” and looked for “${read}”.`);
  if (without.length) parts.push(`Nothing has “${without.join("”, “")}”, so we left that out.`);
  return parts.join(" ");
}

async function search() {
  const turn = ++asked;
  const typed = box.value.trim();
  if (!typed) {
    list.replaceChildren();
    found.textContent = "";
    return;
  }
  try {
    const told = await ask(typed);
    if (turn !== asked) return;
    list.replaceChildren(...told.first.map(item));
    found.textContent = said(told);
  } catch {
    found.textContent = "The index could not be read. The copy must be served by a web server; a double click on the file is not enough.";
  }
}

box.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(search, PAUSE);
});
box.form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(pause);
  history.replaceState(null, "", `?q=${encodeURIComponent(box.value)}`);
  search();
});
box.value = new URLSearchParams(location.search).get("q") ?? "";
search();
